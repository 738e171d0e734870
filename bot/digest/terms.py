"""How much two texts are about the same thing, by the words they share."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

Weights = Mapping[str, float]


def weigh(texts: Sequence[Mapping[str, int]]) -> list[Weights]:
    """TF-IDF vectors of length one from the terms of each text and their counts.

    Counts are damped (1 + ln n), document frequencies smoothed as if one more text held every term.
    """
    frequency = Counter(term for text in texts for term in text)
    rarity = {term: math.log((1 + len(texts)) / (1 + count)) + 1 for term, count in frequency.items()}
    return [_unit({term: (1 + math.log(count)) * rarity[term] for term, count in text.items()}) for text in texts]


def similarities(vectors: Sequence[Weights]) -> list[list[float]]:
    """The cosine of each pair of vectors."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    cosines = [[0.0] * len(vectors) for _ in vectors]
    for index, vector in enumerate(vectors):
        row = cosines[index]
        for term, weight in vector.items():
            for other, its_weight in holders[term]:
                row[other] += weight * its_weight
            holders[term].append((index, weight))
        for other in range(index):
            cosines[other][index] = row[other]
    return cosines


def average_link(cosines: Sequence[Sequence[float]], threshold: float) -> list[list[int]]:
    """Groups of indices, by joining the two closest groups until none are as close as the threshold.

    How close two groups are is the mean over all pairs of their members (Sokal & Michener 1958).
    """
    groups: dict[int, list[int]] = {index: [index] for index in range(len(cosines))}
    links = {
        index: {other: row[other] for other in range(len(row)) if other != index} for index, row in enumerate(cosines)
    }
    nearest = {index: _nearest(links[index]) for index in groups}
    while len(groups) > 1:
        kept = max(groups, key=lambda index: (nearest[index][1], -index))
        joined, closeness = nearest[kept]
        if closeness < threshold:
            break
        _join(groups, links, kept, joined)
        del nearest[joined]
        for index in groups:
            if index == kept or nearest[index][0] in {kept, joined}:
                nearest[index] = _nearest(links[index])
            elif links[index][kept] > nearest[index][1]:
                nearest[index] = (kept, links[index][kept])
    return sorted(sorted(members) for members in groups.values())


def _join(groups: dict[int, list[int]], links: dict[int, dict[int, float]], kept: int, joined: int) -> None:
    mine, others = len(groups[kept]), len(groups[joined])
    for index in groups:
        if index not in {kept, joined}:
            mean = (mine * links[kept][index] + others * links[joined][index]) / (mine + others)
            links[kept][index] = links[index][kept] = mean
            del links[index][joined]
    groups[kept] += groups.pop(joined)
    del links[joined], links[kept][joined]


def _nearest(links: Mapping[int, float]) -> tuple[int, float]:
    return max(links.items(), key=lambda link: (link[1], -link[0]), default=(-1, -1.0))


def _unit(weights: dict[str, float]) -> Weights:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else weights
