"""Fits the weights by which an answer's phrase is chosen: EVAL=… python -m benchmarks.quality.train_phrases [--write].

Reads the answerable questions of the dev half of `qa`, each with a sentence that holds the answer. The loss is that of
choosing among the sentence's phrases, each aimed at by the cube of its F1. Prints what held-out articles give.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality.adapters import read_paragraph
from benchmarks.quality.fitting import Floats, descended
from benchmarks.quality.run import data

FOLDS, ROUNDS, DECAY = 4, 200, 0.002
GOOD = 0.3
"""Sentences none of whose phrases has a higher F1 teach nothing."""
TABLE = Path(__file__).parents[2] / "bot" / "answer" / "phrases.json"


@dataclass(frozen=True)
class Item:
    """A question and the phrases of one sentence: a row of facts for each, and its F1."""

    article: str
    wanted: str
    rows: Floats
    f1: Floats


def main() -> None:
    """Print the figures on held-out articles; with --write fit on all and write the table."""
    folder = data(os.environ.get("EVAL"))
    sys.path.insert(0, str(folder))
    names, items = read()
    articles = sorted({item.article for item in items})
    held: list[tuple[str, float, float]] = []
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        weights = fitted([item for item in items if item.article not in out])
        for item in items:
            if item.article in out:
                scores = item.rows @ weights
                best = int(scores.argmax())
                held.append((item.wanted, float(item.f1[best]), float(1 / np.exp(scores - scores[best]).sum())))
    for wanted in sorted({wanted for wanted, _, _ in held}):
        found = [f1 for kind, f1, _ in held if kind == wanted]
        print(f"{wanted}: n {len(found)}, F1 {np.mean(found):.3f}")
    print(f"all: n {len(held)}, F1 {np.mean([f1 for _, f1, _ in held]):.3f}")
    for share in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        sure = [f1 for _, f1, told in held if told >= share]
        print(f"share {share} or more: n {len(sure)}, F1 {np.mean(sure):.3f}")
    if "--write" in sys.argv:
        pairs = dict(zip(names, fitted(items).round(3).tolist(), strict=True))
        table = {
            "facts": {name: weight for name, weight in pairs.items() if " " not in name},
            "groups": {name: weight for name, weight in pairs.items() if " " in name and weight},
        }
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def read() -> tuple[list[str], list[Item]]:
    """The columns' names, and the questions with what the product sees of each phrase."""
    from score import common  # type: ignore[import-not-found]  # lies beside the data
    from score.answers import normalise, token_f1  # type: ignore[import-not-found]

    from bot.answer.question import Wanted, kind_of
    from bot.language import phrases

    paragraphs = {p["id"]: p for p in common.read_jsonl("qa", "paragraphs")}
    groups = ("person", "organisation", "group", "place", "date", "number", "other")
    pairs = [(wanted, group) for wanted in Wanted for group in groups]
    names: list[str] = []
    items = []
    for item in common.read_jsonl("qa", "dev"):
        paragraph, question = paragraphs[item["paragraph"]], item["question"].strip()
        golds = [normalise(gold) for gold in item["answers"] if normalise(gold)]
        sentences = [s.text for s in read_paragraph(paragraph["text"], "article").sentences]
        sentence = next((s for s in sentences if any(gold in normalise(s) for gold in golds)), None)
        found = phrases(question, sentence) if sentence else []
        if not found:
            continue
        wanted = kind_of(question)
        names = names or [*found[0].facts, *(f"{one} {group}" for one, group in pairs)]
        rows = [[*p.facts.values(), *(float((wanted, p.group) == pair) for pair in pairs)] for p in found]
        f1 = [max(token_f1(phrase.text, gold) for gold in item["answers"]) for phrase in found]
        items.append(Item(paragraph["article"], wanted, np.array(rows), np.array(f1)))
    return names, items


def fitted(items: Sequence[Item]) -> Floats:
    """The weights, by Adam on all items at once."""
    taught = [item for item in items if item.f1.max() > GOOD]
    rows = np.concatenate([item.rows for item in taught])
    owner = np.repeat(np.arange(len(taught)), [len(item.rows) for item in taught])
    aim = np.concatenate([item.f1**3 / (item.f1**3).sum() for item in taught])
    scale = rows.std(axis=0) + 0.05
    rows = rows / scale

    def slope(weights: Floats) -> Floats:
        odds = np.exp(np.clip(rows @ weights, -30, 30))
        share = odds / np.bincount(owner, odds)[owner]
        found: Floats = rows.T @ (share - aim) / len(taught) + DECAY * weights
        return found

    found: Floats = descended(slope, rows.shape[1], ROUNDS) / scale
    return found


if __name__ == "__main__":
    main()
