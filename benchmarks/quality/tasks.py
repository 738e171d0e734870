"""The tasks of the public data: what is measured, by which of our functions, and what there is to compare it with.

The figures under `quoted` and `aim` are those of the test half; the quoted ones are of the data's own description, for
where a baseline's library is not installed. Anchors are published figures on other parts or trained in domain.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.quality import adapters

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a task.

    `name` is the scorer's, with a dot where it lies within another. A `lower` one is better the lower it is.
    `aim` is what we want on the test half, `quoted` what the baseline had there; `baseline` names another one than
    the task's.
    """

    name: str
    shown: str
    quoted: float | None = None
    aim: float | None = None
    anchor: str = ""
    lower: bool = False
    baseline: str = ""

    def of(self, result: Result) -> float:
        """The figure in a scorer's result."""
        value: Any = result
        for part in self.name.split("."):
            value = value[part]
        return float(value)


@dataclass(frozen=True, slots=True)
class Task:
    """One task: the scorer's name, our function, its measures and the best simple baseline's name.

    `guard` is how many items of the dev half the regression guard takes, None for all. `scorer` is the scorer's module
    where the task is another look at the same data, or one of ours where the data has none for it.
    """

    name: str
    predict: Callable[..., Any]
    measures: tuple[Measure, ...]
    baseline: str
    guard: int | None = None
    scorer: str = ""


TASKS = (
    Task(
        "extraction",
        adapters.extract,
        (Measure("f1", "F1 of segments", 0.942, 0.955, "trafilatura 2.2.0, all 990 pages: .924"),),
        "trafilatura",
    ),
    Task(
        "metadata",
        adapters.metadata,
        (
            Measure("title_acc", "title, accuracy", 0.938, 0.96),
            Measure("author_f1", "author, F1", 0.750, 0.80, baseline="trafilatura"),
            Measure("date_acc", "date, accuracy", 0.882, 0.93, baseline="trafilatura"),
        ),
        "meta_tags",
    ),
    Task(
        "summarisation",
        adapters.summarise,
        (
            Measure("rouge1", "ROUGE-1", 30.0, 31.0, "Refresh, CNN test: 30.4"),
            Measure("rouge2", "ROUGE-2", 11.7, 12.3, "11.7"),
            Measure("rougeLsum", "ROUGE-Lsum", 26.8, 27.7, "26.9"),
        ),
        "lead_centroid",
        guard=60,
    ),
    Task(
        "ner",
        adapters.entities,
        (
            Measure("micro_f1", "names, F1", 0.671, 0.74, "CoNLL++, trained in domain: .948"),
            Measure("person.f", "persons, F1", 0.681, 0.82),
        ),
        "spacy",
        guard=30,
    ),
    Task("alias", adapters.aliases, (Measure("b3_f1", "B³ F1", 0.855, 0.92),), "last_token"),
    Task(
        "pronoun", adapters.pronoun, (Measure("f1", "F1", 50.4, 66, "parallelism, all 2,000: 66.9"),), "first_name", 150
    ),
    Task(
        "salience",
        adapters.salience,
        (Measure("map", "MAP", 0.860, 0.90), Measure("p_at_1", "P@1", 0.890, 0.93)),
        "first_mention",
    ),
    Task(
        "quotes",
        adapters.quotes,
        (
            Measure("quote_f1", "quotes, F1", 0.971),
            Measure("attributed_f1", "with the right speaker, F1", 0.659, 0.82),
        ),
        "regex",
        guard=50,
    ),
    Task(
        "clustering",
        adapters.cluster,
        (Measure("b3_f1", "B³ F1", 0.875, 0.92), Measure("ari", "ARI", 0.806)),
        "tfidf_average_20",
        guard=150,
    ),
    Task(
        "copies",
        adapters.near_copies,
        (Measure("pair_f1", "pairs, fiction changed by program, F1", aim=0.995),),
        "containment_50",
        scorer="benchmarks.quality.copies",
    ),
    Task("neardup", adapters.near_copies, (Measure("pair_f1", "pair F1", 1.0, 1.0),), "containment_50"),
    Task(
        "qa",
        adapters.answer,
        (
            Measure("f1", "F1 with silence", 52.7, 62, "BERT, trained in domain: 83.1"),
            Measure("cite_or_abstain", "cite or abstain", 52.6),
        ),
        "never",
        guard=300,
    ),
    Task(
        "nearest",
        adapters.nearest_sentence,
        (Measure("cite_hit", "first sentence holds the answer", 84.3, 90),),
        "bm25_span",
        guard=300,
        scorer="score.qa",
    ),
    Task(
        "citation",
        adapters.answer,
        (
            Measure("cite_or_abstain", "cite or abstain", 73.1, 82),
            Measure("silent_right", "silent where it must", 84.5),
        ),
        "bm25_sentence_60",
        guard=200,
    ),
    Task(
        "retrieval",
        adapters.retrieval,
        (
            Measure("recall_at_1", "recall at 1", 0.823, 0.88),
            Measure("recall_at_5", "recall at 5", 0.953, 0.975),
        ),
        "bm25",
        guard=300,
    ),
    Task(
        "feeds",
        adapters.feeds,
        (
            Measure("crash_rate", "crashes", 0.0, 0.0, lower=True),
            Measure("feed_title", "titles", 0.849, 0.95),
            Measure("entry_count", "entries", 0.981, 0.99),
            Measure("entry_title", "titles of entries", 0.846, 0.95),
        ),
        "feedparser",
    ),
    Task(
        "ssrf",
        adapters.may_fetch,
        (
            Measure("block_rate", "refused of those to refuse", 0.970),
            Measure("allow_rate", "allowed of the others", 1.0),
        ),
        "strict",
    ),
    Task(
        "injection",
        adapters.is_order,
        (
            Measure("attack_recall", "orders seen", 0.076),
            Measure("false_alarm_rate", "false alarms", 0.009, lower=True),
        ),
        "keywords",
    ),
    Task(
        "poisoned",
        adapters.poisoned,
        (Measure("canary_rate", "planted orders in the briefing", 0.200, 0.0, lower=True),),
        "lead_centroid",
    ),
)
