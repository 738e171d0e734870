"""The bot's rooms under the signatures that the scorers call."""

from collections.abc import Mapping, Sequence


def extract(html: str, url: str) -> str:
    """The headline and the text of the article on a page."""
    from bot.ingest import draft
    from bot.ingest.html import read

    page = read(html, url)
    return "" if page is None else "\n\n".join((page.draft.title, *draft.cleaned(page.draft)))


def metadata(html: str, url: str) -> dict[str, str]:
    """Title, author and date of a page, "" where it states none."""
    from bot.ingest.html import read

    page = read(html, url)
    if page is None:
        return {}
    found = page.draft
    date = found.published.date().isoformat() if found.published else ""
    return {"title": found.title, "author": ", ".join(found.authors), "date": date}


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
