"""Articles as stories: joined by what they have in common, and told apart by the facts that divide them.

Articles that are alike are joined first. Two earthquakes or two elections are alike, too; so each group is then looked
at by itself, with words, names, numbers and dates weighted by how few of its articles have them: what all of them say
counts nothing. Where its articles are much more alike within two halves than across them, the group is two stories.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float32]

ALIKE = {"": 1.0, "name": 1.0}
TELLING = {"": 1.0, "name": 1.0, "number": 0.5, "date": 0.5}
"""How much it counts that articles have the same words, names, numbers and dates, where they are joined and where they
are told apart. A term of one of the latter begins with the part's name and a space."""

SAME_STORY = 0.21
TWO_STORIES = 0.32
"""How alike the articles of two groups must be, on average, to be one group; and of how much of the likeness within the
less like of two halves the likeness across them may be at most, for them to be two stories. Chosen on the development
part of ECB+ (413 articles, 36 stories); `benchmarks.quality.train_stories` says what others than these give."""

LEAST = 3
LEAST_SHARE = 0.15
"""How many articles a half must have, and which share of the group's."""

DEPTH = 8
"""After so many of the last joints of a group, none is taken for the one between two stories."""

BLOCK = 2048  # terms, so that the memory used does not grow with the vocabulary


def assign(numbers: Sequence[int], articles: Sequence[Mapping[str, int]], known: Sequence[int | None]) -> list[int]:
    """The story of each article, by its terms, in the order of adding; `known` is what it was when last asked.

    A story's name is the number of the article that began it, and goes with that article, or where it is not among
    these with most of those that had the name. Which articles are together depends on the articles alone; so one that
    shows a story to be two, or two to be one, changes what was known. Takes time in proportion to the square of how
    many articles there are, or a little more: a worker's task.
    """
    found = dict[int, int]()
    stories = partition(articles)
    for story, name in zip(stories, _names(stories, numbers, known), strict=True):
        found.update(dict.fromkeys(story, name))
    return [found[index] for index in range(len(articles))]


def partition(
    articles: Sequence[Mapping[str, int]], same_story: float = SAME_STORY, two_stories: float = TWO_STORIES
) -> list[Sequence[int]]:
    """Which articles are about one thing, by their terms: the places in the order given."""
    return [story for group in _joined(articles, same_story) for story in _told_apart(articles, group, two_stories)]


def _names(stories: Sequence[Sequence[int]], numbers: Sequence[int], known: Sequence[int | None]) -> list[int]:
    begun = {numbers[index]: place for place, story in enumerate(stories) for index in story}
    holders: dict[int, Counter[int]] = defaultdict(Counter)
    for place, story in enumerate(stories):
        for index in story:
            if (name := known[index]) is not None:
                holders[name][place] += 1
    claims: dict[int, list[int]] = defaultdict(list)
    for name, held in holders.items():
        claims[begun.get(name, held.most_common(1)[0][0])].append(name)
    return [min(claims[place] or [numbers[index] for index in story]) for place, story in enumerate(stories)]


def _joined(articles: Sequence[Mapping[str, int]], same_story: float) -> list[list[int]]:
    """Groups of like articles, each in the order given."""
    everything = range(len(articles))
    groups = [[index] for index in everything]
    for likeness, one, other in _joints(_likeness(articles, everything, ALIKE)):
        if likeness < same_story:
            break
        groups[one] += groups[other]
        groups[other] = []
    return [sorted(group) for group in groups if group]


def _told_apart(
    articles: Sequence[Mapping[str, int]], group: Sequence[int], two_stories: float
) -> Iterator[Sequence[int]]:
    halves = _halves(articles, group, two_stories)
    if halves is None:
        yield group
    else:
        for half in halves:
            yield from _told_apart(articles, half, two_stories)


def _halves(
    articles: Sequence[Mapping[str, int]], group: Sequence[int], two_stories: float
) -> tuple[list[int], list[int]] | None:
    """The two stories that a group is, None where it is one; who stands apart from both goes to the nearer one."""
    least = max(LEAST, LEAST_SHARE * len(group))
    if len(group) < 2 * least:
        return None
    alike = _likeness(articles, group, TELLING, within=True)
    members = [[place] for place in range(len(group))]
    best, lowest = None, two_stories
    joints = list(_joints(alike))
    for number, (across, one, other) in enumerate(joints):
        pair = members[one], members[other]
        if number >= len(joints) - DEPTH and min(map(len, pair)) >= least:
            share = across / max(min(_within(alike, half) for half in pair), 1e-9)
            if share < lowest:
                best, lowest = pair, share
        members[one] = members[one] + members[other]
    if best is None:
        return None
    halves = [*best[0]], [*best[1]]
    for place in sorted(set(range(len(group))) - {*best[0], *best[1]}):
        nearer = max(best, key=lambda half: float(alike[place, half].mean()))
        halves[best.index(nearer)].append(place)
    first, second = ([group[place] for place in sorted(half)] for half in halves)
    return first, second


def _within(alike: "Table", half: Sequence[int]) -> float:
    inside = alike[half][:, half]
    size = len(half)
    return float(inside.sum() - inside.trace()) / (size * (size - 1))


def _joints(alike: "Table") -> Iterator[tuple[float, int, int]]:
    """The most alike pairs of groups, one after the other until one is left: average link. The second joins the first.

    A group goes by the place of its first one.
    """
    import numpy as np

    left = alike.astype(np.float64)
    np.fill_diagonal(left, -1)
    size = np.ones(len(left))
    for _ in range(len(left) - 1):
        one, other = sorted(divmod(int(left.argmax()), len(left)))
        yield float(left[one, other]), one, other
        mean = (size[one] * left[one] + size[other] * left[other]) / (size[one] + size[other])
        mean[one] = -1
        left[one] = left[:, one] = np.where(left[one] < 0, -1, mean)
        left[other] = left[:, other] = -1
        size[one] += size[other]


def _likeness(
    articles: Sequence[Mapping[str, int]], group: Sequence[int], parts: Mapping[str, float], within: bool = False
) -> "Table":
    """How alike each two of the group are, from 0 to 1: TF-IDF, counts damped by 1 + ln n, each part of length one.

    `within` a group a term counts nothing that all of it have, nor does one that a single article has.
    """
    import numpy as np

    size, common = len(group), 0 if within else 1
    alike = np.zeros((size, size), dtype=np.float32)
    for part, holders in _holders(articles, group, parts).items():
        inner, alone = np.zeros_like(alike), np.zeros(size)
        shared = []
        for held in holders:
            rarity = math.log((1 + size) / (1 + len(held))) + common
            weighted = [(row, damped * rarity) for row, damped in held]
            if len(held) > 1:
                shared.append(weighted)
            elif not within:
                alone[weighted[0][0]] += weighted[0][1] ** 2
        for first in range(0, len(shared), BLOCK):
            block = shared[first : first + BLOCK]
            weights = np.zeros((size, len(block)), dtype=np.float32)
            for column, weighted in enumerate(block):
                for row, weight in weighted:
                    weights[row, column] = weight
            inner += weights @ weights.T
        length = np.sqrt(np.maximum(inner.diagonal() + alone, 1e-9))
        alike += parts[part] * inner / np.outer(length, length)
    return alike / sum(parts.values())


def _holders(
    articles: Sequence[Mapping[str, int]], group: Sequence[int], parts: Mapping[str, float]
) -> Mapping[str, list[list[tuple[int, float]]]]:
    """For each part, who has each of its terms, by the place in the group, and how much."""
    found: dict[str, dict[str, list[tuple[int, float]]]] = {part: defaultdict(list) for part in parts}
    for row, index in enumerate(group):
        for term, count in articles[index].items():
            part = term.partition(" ")[0] if " " in term else ""
            if part in parts:
                found[part][term].append((row, 1 + math.log(count)))
    return {part: list(holders.values()) for part, holders in found.items()}
