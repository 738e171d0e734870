"""A window of articles as stories, the most important first."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.digest.terms import average_link, similarities, weigh
from bot.model.article import Article, Listed
from bot.model.briefing import Briefing, Digest, Story
from bot.model.document import Document

SAME_STORY = 0.16
"""The mean cosine from which on groups of articles are one story. With the weights below it was chosen on the
development part of ECB+ (413 articles, 36 stories): B-cubed F1 .889, ARI .836; see `benchmarks.adapters.cluster`."""

MOST_STORIES = 8
TITLE_WEIGHT = 2
ACTOR_WEIGHT = 2

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Group:
    """Articles about one thing, in the order of adding."""

    articles: tuple[Listed, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the articles."""
        return tuple(listed.article.id for listed in self.articles)

    @property
    def outlets(self) -> int:
        """How many different sites carry it; texts and files count one each."""
        return len({listed.article.site or listed.article.id for listed in self.articles})

    @property
    def added_at(self) -> datetime:
        """When the last of them was added."""
        return max(listed.added_at for listed in self.articles)


def group(listed: Sequence[Listed], documents: Sequence[Document]) -> list[Group]:
    """Group articles into stories, those that most outlets carry first, then those with most and newest articles.

    An article without a document is grouped by its title alone. Takes time in proportion to the square
    of the number of articles: a worker's task for a large window.
    """
    known = {document.article: document for document in documents}
    vectors = weigh([_terms(item.article, known.get(item.article.id)) for item in listed])
    members = average_link(similarities(vectors), SAME_STORY)
    groups = [Group(tuple(listed[index] for index in indices)) for indices in members]
    return sorted(groups, key=lambda made: (made.outlets, len(made.articles), made.added_at), reverse=True)


def compose(
    groups: Sequence[Group],
    briefings: Sequence[Briefing],
    since: datetime,
    until: datetime,
) -> Digest:
    """The digest of a window: the first groups, each with its briefing; those after them are counted as left out."""
    stories = [
        Story(tuple(listed.article for listed in made.articles), briefing, _why(made))
        for made, briefing in zip(groups, briefings, strict=False)
    ]
    return Digest(since, until, tuple(stories), left_out=len(groups) - len(stories))


def _why(made: Group) -> str:
    if len(made.articles) == 1:
        return ""
    sites = {listed.article.site for listed in made.articles}
    if None in sites or len(sites) == 1:
        return f"{len(made.articles)} articles"
    return f"{len(made.articles)} articles from {len(sites)} outlets"


def _terms(article: Article, document: Document | None) -> Mapping[str, int]:
    terms = Counter[str]()
    for word in _WORD.findall(article.title):
        terms[word.casefold()] += TITLE_WEIGHT
    if document is not None:
        terms.update(term for sentence in document.sentences for term in sentence.terms)
        for actor in document.actors:
            terms[f"actor {actor.name.casefold()}"] += ACTOR_WEIGHT
    return terms
