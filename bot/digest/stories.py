"""Stories as articles arrive: each joins the story of the article nearest to it, or begins one. Nothing moves later."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

PARTS = {"": 1.0, "name": 0.5, "lead": 0.25, "date": 0.25}
"""How much it counts that two articles are alike in all they say, in the names in it, in their opening, in their dates.
A term of one of the latter begins with the part's name and a space."""

SAME_STORY = 0.53
"""How alike an article must be to the nearest one to belong to its story. It and PARTS were chosen on the development
part of ECB+ (413 articles, 36 stories): B-cubed F1 .909 one by one; see `benchmarks.quality.adapters.cluster`."""


class Stories:
    """The articles so far, by their terms, and the story of each."""

    def __init__(self) -> None:
        self._stories: list[int] = []
        self._frequency = Counter[str]()
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def add(self, terms: Mapping[str, int], number: int, story: int | None = None) -> int:
        """The story of the next article: `story` where that is settled, else the nearest one's or a new one, `number`.

        Terms are weighted by how rare they have been up to this article (TF-IDF, counts damped by 1 + ln n), in each
        part with length one; so no later article changes what was decided.
        """
        self._frequency.update(terms.keys())
        weights = self._weighted(terms)
        if story is None:
            nearest, likeness = self._nearest(weights)
            story = self._stories[nearest] if likeness >= SAME_STORY else number
        for term, weight in weights.items():
            self._holders[term].append((len(self._stories), weight))
        self._stories.append(story)
        return story

    def _weighted(self, terms: Mapping[str, int]) -> dict[str, float]:
        size = len(self._stories) + 1
        raw = {
            term: (1 + math.log(count)) * (math.log((1 + size) / (1 + self._frequency[term])) + 1)
            for term, count in terms.items()
        }
        squares: dict[str, float] = defaultdict(float)
        for term, weight in raw.items():
            squares[_part(term)] += weight * weight
        return {term: weight / math.sqrt(squares[_part(term)]) for term, weight in raw.items()}

    def _nearest(self, weights: Mapping[str, float]) -> tuple[int, float]:
        alike: dict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            counts = weight * PARTS[_part(term)]
            for other, its_weight in self._holders[term]:
                alike[other] += counts * its_weight
        return max(alike.items(), key=lambda found: (found[1], found[0]), default=(-1, 0.0))


def assign(numbers: Sequence[int], articles: Sequence[Mapping[str, int]], known: Sequence[int | None]) -> list[int]:
    """The story of each article, by its terms, in the order of adding; what is `known` stays.

    A story's name is the number of the article that began it. Takes time in proportion to the square of how many
    articles there are: a worker's task.
    """
    stories = Stories()
    return [stories.add(*each) for each in zip(articles, numbers, known, strict=True)]


def _part(term: str) -> str:
    part = term.partition(" ")[0]
    return part if part in PARTS else ""
