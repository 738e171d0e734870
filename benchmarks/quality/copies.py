"""Harder near copies than the public data has: fiction, changed by program as agencies' customers change their copy.

A scorer of the same form as those of the public data: `score(predict, split, n)`. `dev` and `test` differ by seed.
"""

import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from benchmarks.fiction import FIRST, LAST, PLACES, TOPICS, pieces

SEEDS = {"dev": 21, "test": 22}
A_TOPIC = 2
"""How many generated articles have one topic: more share whole sentences by chance, being made from few patterns."""

PARAGRAPHS = (5, 18)
ROOT = Path(__file__).parents[2]
WRITTEN = (ROOT / "bot" / "samples", ROOT / "tests" / "golden")
FILLER = (
    "bridge council debate river ferry engineer budget tender delay winter quay survey crane timber grain tariff "
    "storm pilot canal depot lantern market orchard ballot clinic archive signal garden border mill"
).split()
SYNONYMS = ("also", "now", "quite", "then", "reportedly", "later", "first", "again", "soon", "still")
AGENCY = (
    "This report was produced by the Tidewater agency and edited by our desk for length and style.",
    "Tidewater is an independent agency with reporters in nineteen ports. Its reports are free to print for members.",
)

Paragraphs = Sequence[str]
Article = Mapping[str, str]
Predict = Callable[[Sequence[Article]], Sequence[tuple[str, str]]]


def score(predict: Predict, split: str = "dev", n: int | None = None) -> dict[str, float]:
    """The F1 of pairs of an original and its copy; pairs of two copies of one original count neither way.

    `n` is how many originals are taken, all when left out.
    """
    made, right = articles(SEEDS[split], n)
    start = time.perf_counter()
    pairs = {frozenset(pair) for pair in predict(made)}
    found = {pair for pair in pairs if pair in right or len({name.split()[0] for name in pair}) > 1}
    hit = len(found & right)
    return {
        "pair_f1": 2 * hit / (len(found) + len(right)),
        "pair_p": hit / max(1, len(found)),
        "pair_r": hit / len(right),
        "n": len(made),
        "errors": 0,
        "seconds": time.perf_counter() - start,
    }


def articles(seed: int, count: int | None = None) -> tuple[list[dict[str, str]], set[frozenset[str]]]:
    """Shuffled articles and the pairs among them that are copies; every original has one copy of each kind."""
    rng = random.Random(seed)
    originals = [*_generated(seed, rng), *_written()]
    made, right = [], set[frozenset[str]]()
    for number, original in enumerate(originals[:count]):
        names = [f"{number}"]
        made.append({"id": names[0], "title": "", "text": "\n\n".join(original)})
        for kind, change in CHANGES.items():
            names.append(f"{number} {kind}")
            made.append({"id": names[-1], "title": "", "text": "\n\n".join(change(original, rng))})
        right |= {frozenset((names[0], name)) for name in names[1:]}
    rng.shuffle(made)
    return made, right


def _generated(seed: int, rng: random.Random) -> list[Paragraphs]:
    taken: dict[str, list[Paragraphs]] = {topic: [] for topic in TOPICS}
    for piece in pieces(200, seed, PARAGRAPHS[1]):
        same = taken[next(topic for topic in TOPICS if f" {topic} " in piece.title)]
        if len(same) < A_TOPIC:
            same.append(piece.paragraphs[: rng.randint(*PARAGRAPHS)])
    return list(chain.from_iterable(taken.values()))


def _written() -> list[Paragraphs]:
    """The articles in the repository, without their notes and the two-line ones."""
    found: list[Paragraphs] = []
    for path in sorted(chain.from_iterable(folder.glob("*.md") for folder in WRITTEN)):
        text = path.read_text(encoding="utf-8").partition("\n\n")[2]
        paragraphs = tuple(part for part in text.strip().split("\n\n") if len(part.split()) > 5)
        if len(paragraphs) >= PARAGRAPHS[0]:
            found.append(paragraphs)
    return found


def _cut(original: Paragraphs, rng: random.Random) -> Paragraphs:
    return original[: max(2, round(len(original) * rng.uniform(0.5, 0.8)))]


def _headed(original: Paragraphs, rng: random.Random) -> Paragraphs:
    return (f"What to know about the {rng.choice(TOPICS)} row in {rng.choice(PLACES)}", *original)


def _dated(original: Paragraphs, rng: random.Random) -> Paragraphs:
    place, day = rng.choice(PLACES).upper(), rng.randint(1, 28)
    return (f"{place}, March {day} (Tidewater) — {original[0]}", *original[1:])


def _reordered(original: Paragraphs, rng: random.Random) -> Paragraphs:
    return rng.sample(original, len(original))


def _edited(original: Paragraphs, rng: random.Random) -> Paragraphs:
    """With 5 to 10 % of the words left out, put in or replaced."""
    part = rng.uniform(0.05, 0.1)
    return [" ".join(_edited_words(paragraph.split(), part, rng)) for paragraph in original]


def _edited_words(words: Sequence[str], part: float, rng: random.Random) -> list[str]:
    made = []
    for word in words:
        if rng.random() >= part:
            made.append(word)
        elif (way := rng.randrange(3)) == 0:
            made += [word, rng.choice(SYNONYMS)]
        elif way == 1:
            made.append(rng.choice((*SYNONYMS, *LAST, *FIRST)))
    return made


def _by_an_agency(original: Paragraphs, _: random.Random) -> Paragraphs:
    return (AGENCY[0], *original, *AGENCY[1:])


def _in_a_longer_one(original: Paragraphs, rng: random.Random) -> Paragraphs:
    """Half of it in an article on something else, which is longer."""
    other = [" ".join(rng.choices(FILLER, k=rng.randint(15, 40))).capitalize() + "." for _ in original]
    half = original[: (len(original) + 1) // 2]
    at = rng.randint(0, len(other))
    return (*other[:at], *half, *other[at:])


CHANGES: Mapping[str, Callable[[Paragraphs, random.Random], Paragraphs]] = {
    "cut": _cut,
    "headed": _headed,
    "dated": _dated,
    "reordered": _reordered,
    "edited": _edited,
    "agency": _by_an_agency,
    "inside": _in_a_longer_one,
}


def _words(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def containment_50() -> Predict:
    """Shared three-word shingles over those of the shorter text, all pairs compared."""

    def predict(given: Sequence[Article]) -> list[tuple[str, str]]:
        sets = [(article["id"], _words(article["text"])) for article in given]
        return [
            (one, other)
            for index, (one, first) in enumerate(sets)
            for other, second in sets[:index]
            if len(first & second) >= 0.5 * min(len(first), len(second))
        ]

    return predict


BASELINES = {"containment_50": containment_50}
