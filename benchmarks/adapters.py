"""The bot's rooms under the signatures that the scorers call."""

from collections.abc import Mapping, Sequence


def may_fetch(url: str) -> bool:
    """Whether a link may be fetched."""
    from bot.ingest.address import may_fetch as allowed

    return allowed(url)


def near_copies(articles: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Pairs of ids of articles that are copies of each other."""
    from itertools import combinations

    from bot.ingest.identity import fingerprint, is_copy

    sketches = [(article["id"], fingerprint(article["text"])) for article in articles]
    members = {name: frozenset(sketch) for name, sketch in sketches}
    return [
        (one, other)
        for (one, first), (other, second) in combinations(sketches, 2)
        if not members[one].isdisjoint(members[other]) and is_copy(first, second)
    ]
