"""Chooses the two bounds by which articles become stories, on the dev half of the public data.

Run it as `EVAL=… python -m benchmarks.quality.train_stories`; it prints what each pair of bounds gives on all of dev,
and what the best pair for some of the topics gives on the others, six times. They stand in bot/digest/stories.py.
Takes about five minutes.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from benchmarks.quality.adapters import DATED, read_paragraph
from benchmarks.quality.run import data
from bot.digest import compose
from bot.digest.stories import partition
from bot.model.article import Article, Source

SAME = (0.17, 0.19, 0.21, 0.23, 0.25)
TWO = (0.28, 0.32, 0.36)
TIMES, SEED = 3, 13

Rows = Sequence[tuple[str, Mapping[str, int]]]


def main() -> int:
    """Try all, and print."""
    sys.path.insert(0, str(data(os.environ.get("EVAL"))))
    from score import clusters, common  # type: ignore[import-not-found]

    def figures(rows: Rows) -> dict[tuple[float, float], float]:
        made = {}
        for same, two in product(SAME, TWO):
            found = [0] * len(rows)
            for number, story in enumerate(partition([terms for _, terms in rows], same, two)):
                for place in story:
                    found[place] = number
            p, r = clusters.b_cubed_sums([story for story, _ in rows], found)
            made[same, two] = 2 * p * r / (p + r) / len(rows)
        return made

    rows = [(row["story"], _terms(row)) for row in common.read_jsonl("clustering", "dev")]
    for (same, two), value in figures(rows).items():
        print(f"{same} {two}: {value:.3f}")
    topics = sorted({_topic(story) for story, _ in rows})
    left_out = []
    for seed in range(SEED, SEED + TIMES):
        order = np.random.default_rng(seed).permutation(topics).tolist()
        halves = [
            figures([row for row in rows if _topic(row[0]) in chosen])
            for chosen in (order[: len(order) // 2], order[len(order) // 2 :])
        ]
        for seen, unseen in (halves, halves[::-1]):
            best = max(seen, key=seen.__getitem__)
            left_out.append(unseen[best])
            print(f"best {best}: {seen[best]:.3f}, on the other topics {unseen[best]:.3f}")
    print(f"left out: {np.mean(left_out):.3f}")
    return 0


def _terms(row: Mapping[str, str]) -> Mapping[str, int]:
    article = Article(row["id"], row["title"], row["text"], Source.TEXT, DATED, "en")
    return compose.terms(article, read_paragraph(article.text, article.id))


def _topic(story: str) -> str:
    return story.partition("ecb")[0]


if __name__ == "__main__":
    sys.exit(main())
