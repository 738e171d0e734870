"""Articles of a channel that are later versions of each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model.article import Listed


class Versions:
    """Articles in the order of adding, as chains of versions; `newest` has the last one of each chain."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self._updates: Mapping[str, str] = {row.article.id: row.updates for row in listed if row.updates is not None}
        self._chains: dict[str, list[Listed]] = {}
        for row in sorted(listed, key=lambda row: row.number):
            self._chains.setdefault(self.root(row.article.id), []).append(row)
        self.newest = sorted((chain[-1] for chain in self._chains.values()), key=lambda row: row.number)

    def root(self, article: str) -> str:
        """The id of the first version of an article, as far as it can be told from these."""
        passed = {article}
        while (older := self._updates.get(article)) is not None and older not in passed:
            passed.add(article := older)
        return article

    def before(self, listed: Listed, since: datetime) -> Listed | None:
        """The last version of an article that was not added after `since`."""
        older = [row for row in self._chains[self.root(listed.article.id)] if row.added_at <= since]
        return older[-1] if older else None
