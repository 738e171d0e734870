"""Whether a sentence plainly affirms or denies what a question asks, or says what another sentence does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from bot.language.analysis import Affirmation, Setting
from bot.language.clauses import SUBJECTS, VERBS, Clause, Time, clauses, spans
from bot.language.sameness import same

_DOING = {"did": Time.PAST, "does": Time.PRESENT, "do": Time.PRESENT}


def affirmations(question: str, told: Sequence[tuple[str, Setting]]) -> list[Affirmation | None]:
    """What each sentence answers to the question; None for one that does not plainly say yes or no."""
    asked = _asked(question)
    if asked is None or asked.time is None:
        return [None] * len(told)
    return [_affirmation(asked, sentence, setting) for sentence, setting in told]


def _affirmation(asked: Clause, sentence: str, setting: Setting) -> Affirmation | None:
    if sentence.rstrip('”" ').endswith("?"):
        return None
    for span in spans(sentence):
        for clause in clauses(span):
            if same(asked, clause, setting):
                return Affirmation(not clause.negated, clause.source)
    return None


def _asked(question: str) -> Clause | None:
    """What is asked, read as a statement; None where it cannot be read so.

    "Was the dam damaged?" is read as "The dam was damaged", "Did it break?" as "It will break" in the past.
    """
    span = next(spans(question), None)
    if span is None or len(span) < 4:
        return None
    time = _DOING.get(span[0].lower_)
    helper = "will" if time else span[0].lower_
    begin = span.start + 1 + (span[1].lower_ in {"not", "n't", "n’t"})
    for end in _subject_ends(span, begin):
        whom, rest = span.doc[begin:end].text, span.doc[end : span.end].text.rstrip(" ?")
        stated = next(spans(f"{whom[:1].upper()}{whom[1:]} {helper} {rest}."), None)
        for clause in [] if stated is None else [c for c in clauses(stated) if c.verb.dep_ == "ROOT"]:
            if clause.verb.lower_ != "will" and _whole(clause.subject) == end - begin:
                return clause if time is None else replace(clause, time=time)
    return None


def _subject_ends(span: Span, begin: int) -> Iterator[int]:
    """Where the subject of a question may end, the likeliest place first; something must follow it."""
    last = span.end - 1
    subject = next((t for t in span[1:] if t.dep_ in SUBJECTS), None)
    if subject is not None:
        after = (t.i for child in subject.rights if child.dep_ in {"prep", "appos"} for t in child.subtree)
        yield max([subject.i, *after]) + 1
    yield from range(last - 1, begin, -1)


def _whole(subject: Token) -> int:
    """How many tokens the phrase of a subject has that opens its sentence; 0 where it does not, or has a verb in it."""
    if any(t.tag_ in {"TO", "VB", "VBD", "VBN", "VBP", "VBZ", "MD"} for t in subject.subtree if t is not subject):
        return 0
    tokens = sorted(t.i for t in subject.subtree)
    opens = tokens[0] == subject.sent.start and tokens[-1] - tokens[0] == len(tokens) - 1
    return len(tokens) if opens else 0


def repeats(statement: str, sentence: str, setting: Setting) -> bool:
    """Whether the sentence plainly says all that the statement says, clause by clause, whoever is its source."""
    parsed = list(spans(statement))
    told = [clause for span in spans(sentence) for clause in clauses(span)]
    found = [clause for span in parsed for clause in clauses(span)]
    reports = {clause.verb.head.i for clause in found if clause.source and clause.verb.dep_ == "ccomp"}
    wanted = [clause for clause in found if clause.verb.i not in reports]
    verbs = {t.i for span in parsed for t in span if t.pos_ in VERBS and t.dep_ not in {"aux", "auxpass"}}
    if not wanted or not verbs <= reports | {clause.verb.i for clause in wanted}:
        return False
    return all(any(one.negated == other.negated and same(one, other, setting) for other in told) for one in wanted)
