from dataclasses import replace

import pytest

from bot.answer.question import Asked, kind_of, words
from bot.answer.spans import certain_span, has_type, spans
from bot.model.document import Document, EntityKind, Mention
from tests.summarise.written import document, person


def asked(text: str, focus: str | None = None) -> Asked:
    plain = frozenset(words(text)) - {"who", "is", "the", "when", "where", "how", "many", "why", "was", "what", "did"}
    return Asked(text, kind_of(text), plain, frozenset(), focus)


def told(text: str, *named: tuple[str, EntityKind], people: tuple[str, ...] = ()) -> Document:
    """A document of one sentence that names places, dates and, as its actors, people."""
    written = document(
        text, actors=[person(name) for name in people], named=[(0, name, i) for i, name in enumerate(people)]
    )
    others = tuple(Mention(w, kind, 0, text.index(w), text.index(w) + len(w)) for w, kind in named)
    return replace(written, mentions=written.mentions + others)


PLACE, DATE = EntityKind.PLACE, EntityKind.DATE

CERTAIN = [
    (
        "who is Orla Finch meeting?",
        told("Orla Finch is meeting the ferry’s owner, Bram Holt, on Monday.", people=("Orla Finch", "Bram Holt")),
        "Bram Holt",
    ),
    ("when is the meeting?", told("They are meeting on Monday at the town hall.", ("Monday", DATE)), "Monday"),
    ("when is the meeting?", told("The meeting was put off until 9 June."), "until 9 June"),
    (
        "where is the summit?",
        told("Orsby will send the mayor to a summit in Lunt.", ("Orsby", PLACE), ("Lunt", PLACE)),
        "Lunt",
    ),
    (
        "why was the visit postponed?",
        told("The visit was postponed after a ferry sank in the harbour."),
        "after a ferry sank in the harbour",
    ),
    (
        "why was the visit postponed?",
        told("The visit was postponed because the mayor was ill."),
        "because the mayor was ill",
    ),
    (
        "what did the mayor say?",
        told("“The toll will stay low,” the mayor said."),
        "“The toll will stay low,”",
    ),
    ("how much did the ferry cost?", told("The ferry cost £4.5m and carried two horses."), "£4.5m"),
    (
        "who won the race?",
        told("Orsby Rovers won the race of Bram Holt.", people=("Orsby Rovers", "Bram Holt")),
        "Orsby Rovers",
    ),
    (
        "who led the review?",
        told("The toll went after a review led by Orla Finch, Bram Holt said.", people=("Orla Finch", "Bram Holt")),
        "Orla Finch",
    ),
    ("how old is Bram Holt?", told("Bram Holt, 56, bought a 200-year-old ferry.", people=("Bram Holt",)), "56"),
    ("how long did the talks last?", told("The talks lasted for six hours on 3 May."), "six hours"),
]


@pytest.mark.parametrize(("question", "article", "span"), CERTAIN)
def test_the_answer_is_pointed_at_when_it_is_certain(question: str, article: Document, span: str) -> None:
    assert certain_span(asked(question), article, article.sentences[0]) == span


def test_a_number_comes_with_the_noun_that_was_asked_for() -> None:
    article = told("The two ships carry 120 Orsby sailors and 14 dogs.")
    assert certain_span(asked("how many sailors are there?", "sailors"), article, article.sentences[0]) == (
        "120 Orsby sailors"
    )


def test_several_equal_candidates_are_not_certain() -> None:
    article = told("Orla Finch told Bram Holt that Petra Lund spoke.", people=("Orla Finch", "Bram Holt", "Petra Lund"))
    assert len(spans(asked("who swam?"), article, article.sentences[0])) == 3
    assert certain_span(asked("who swam?"), article, article.sentences[0]) is None


def test_a_list_of_answers_is_given_whole() -> None:
    article = told("Orla Finch, Bram Holt and Petra Lund spoke.", people=("Orla Finch", "Bram Holt", "Petra Lund"))
    whole = "Orla Finch, Bram Holt and Petra Lund"
    assert certain_span(asked("who were the speakers?"), article, article.sentences[0]) == whole


def test_a_list_of_places_is_given_whole() -> None:
    article = told("Ferries run to Orsby, Lunt and Tarnwick.", ("Orsby", PLACE), ("Lunt", PLACE), ("Tarnwick", PLACE))
    assert certain_span(asked("where do ferries run?"), article, article.sentences[0]) == "Orsby, Lunt and Tarnwick"


def test_whoever_the_question_means_is_not_the_answer() -> None:
    article = told("Orla Finch arrived in Lunt.", people=("Orla Finch",))
    assert spans(asked("who did Orla Finch meet?"), article, article.sentences[0]) == []


@pytest.mark.parametrize(
    ("question", "text", "there"),
    [
        ("how many sailors drowned?", "The sailors drowned.", 0.0),
        ("how many sailors drowned?", "Two sailors drowned.", 1.0),
        ("why did it sink?", "It sank because of a storm.", 1.0),
        ("why did it sink?", "It sank at noon.", 0.0),
        ("what is it made of?", "It is made of oak.", 0.5),
    ],
)
def test_a_sentence_is_judged_by_whether_it_holds_the_wanted_type(question: str, text: str, there: float) -> None:
    article = told(text)
    assert has_type(asked(question), article, article.sentences[0]) == there
