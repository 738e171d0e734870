"""What people say: direct quotations with their speakers, and reported speech."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from spacy.tokens import Token

from bot.language import words
from bot.language.pipeline import Prose
from bot.language.words import word_set

LEAST_WORDS = 2
MOST_QUOTES = 1_000
_MARKS = re.compile(r"[“”\"„«»]")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w“\"])(.{2,600}?[\w.,!?…])[’'](?![\w])", re.DOTALL)
_OPENING = "“„«"
_THINKING = word_set("think believe agree call describe report continue recall predict")
WEAKER = 60  # characters by which such a verb counts as farther away
_TRIM = ' \n,;“”"„«»'

Resolve = Callable[[Prose, Token], "Speaker | None"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the index of a figure or None, and the words that say so."""

    figure: int | None
    cue: str


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation: its offsets in the article inside the marks, its sentences, and who said it."""

    start: int
    end: int
    first: int
    last: int
    speaker: Speaker | None
    direct: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch between quotation marks, the marks included; `closed` is false when the paragraph ends first."""

    start: int
    end: int
    closed: bool


def runs_of(text: str, start: int) -> list[Run]:
    """The quotations of one paragraph, which begins at offset `start` of the article."""
    found, opened = [], None
    for match in _MARKS.finditer(text):
        mark = match.group()
        opens = mark in _OPENING or (mark == '"' and opened is None)
        if opens and opened is None:
            opened = match.start()
        elif not opens and opened is not None:
            found.append(Run(start + opened, start + match.end(), True))
            opened = None
    if opened is not None:
        found.append(Run(start + opened, start + len(text), False))
    if not found:
        found = [Run(start + m.start(), start + m.end(), True) for m in _SINGLE.finditer(text)]
    return found


def said(proses: Sequence[Prose], text: str, resolve: Resolve) -> list[Said]:
    """Every quotation of the article in order; `resolve` tells whom a token means."""
    found: list[Said] = []
    open_speaker: Speaker | None = None
    last: Speaker | None = None
    for _, group in groupby(proses, key=lambda prose: prose.paragraph):
        paragraph = list(group)
        runs = runs_of(text[paragraph[0].start : paragraph[-1].end], paragraph[0].start)
        here = list(_of_paragraph(paragraph, runs, text, resolve, open_speaker, last))
        found.extend(here[: MOST_QUOTES - len(found)])
        if len(found) == MOST_QUOTES:
            break
        direct = [one for one in here if one.direct]
        last = next((one.speaker for one in reversed(direct) if one.speaker), None) or (last if direct else None)
        open_speaker = last if runs and not runs[-1].closed else None
    return found


def _of_paragraph(
    paragraph: Sequence[Prose],
    runs: Sequence[Run],
    text: str,
    resolve: Resolve,
    continued: Speaker | None,
    last: Speaker | None,
) -> Iterator[Said]:
    starts = [prose.start for prose in paragraph]
    frames = [_frame(prose, runs, resolve) for prose in paragraph]
    speaker = continued
    all_quotation = _is_all_quotation(paragraph, runs)
    for run in runs:
        first = bisect_right(starts, run.start) - 1
        final = max(first, bisect_right(starts, run.end - 1) - 1)
        inside = text[run.start : run.end].strip(_TRIM + "‘’'")
        framed = next((f for f in (_nearest(frames[i], run) for i in (first, final)) if f), None)
        if framed is None:
            framed = _introduced(paragraph, runs, run, first, resolve) or _governing(
                paragraph[first], runs, run, resolve
            )
        follows = frames[final + 1] if final + 1 < len(frames) and _is_tag(paragraph[final + 1], runs) else ()
        speaker = framed or (_nearest(follows, run) if speaker is None else None) or speaker
        if speaker is None and all_quotation:
            speaker = last
        if len(inside.split()) >= (LEAST_WORDS if framed else LEAST_WORDS + 1):
            begin = text.index(inside, run.start)
            yield Said(begin, begin + len(inside), paragraph[first].index, paragraph[final].index, speaker, True)
    for prose in paragraph:
        if not _within(runs, prose):
            yield from _reported(prose, resolve)


def _introduced(
    paragraph: Sequence[Prose], runs: Sequence[Run], run: Run, first: int, resolve: Resolve
) -> Speaker | None:
    """Who speaks where a colon leads to the quotation, whatever the verb: "She turned to the crowd: “…”"."""
    for prose in (paragraph[first], *((paragraph[first - 1],) if first else ())):
        if prose.span is None or not run.start - 3 <= _colon(prose, run.start) < run.start:
            continue
        outside = [t for t in prose.span if prose.offset(t.i) < run.start and not _is_quoted(runs, prose.offset(t.i))]
        verbs = [t for t in outside if t.pos_ in {"VERB", "AUX"}]
        subject = next((c for t in reversed(verbs) for c in t.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None and not verbs:
            subject = next((t for t in reversed(outside) if t.pos_ == "PROPN"), None)
        if subject is not None:
            return resolve(prose, subject)
    return None


def _colon(prose: Prose, at: int) -> int:
    """Where the last colon before an offset of the article stands in a sentence; -1 without one."""
    found = prose.text.rfind(":", 0, max(0, at - prose.start))
    return -1 if found < 0 else prose.start + found


def _governing(prose: Prose, runs: Sequence[Run], run: Run, resolve: Resolve) -> Speaker | None:
    """Who acts where the quoted words are a part of a sentence with no verb of speech: "Bly attacked him for “…”".

    That is for words that go on with the sentence, in small letters; the title of a book is nothing that is said.
    """
    if prose.span is None:
        return None
    inside = [t for t in prose.span if run.start < prose.offset(t.i) < run.end]
    above = next((t for t in inside if t.head not in inside and t.head is not t), None)
    for verb in (above.head, *above.head.ancestors) if above is not None else ():
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"PROPN", "PRON", "NOUN"}), None)
        if subject is None or _is_quoted(runs, prose.offset(verb.i)) or _is_quoted(runs, prose.offset(subject.i)):
            continue
        return resolve(prose, subject)
    return None


def _within(runs: Sequence[Run], prose: Prose) -> Sequence[Run]:
    """The quotations that touch a sentence."""
    first = bisect_right(runs, prose.start, key=lambda run: run.end)
    return runs[first : bisect_left(runs, prose.end, key=lambda run: run.start)]


def _is_tag(prose: Prose, runs: Sequence[Run]) -> bool:
    """Whether a sentence only names the speaker of the quotation before it."""
    return len(prose.text.split()) <= 12 and not _within(runs, prose)


def _is_all_quotation(paragraph: Sequence[Prose], runs: Sequence[Run]) -> bool:
    quoted = sum(run.end - run.start for run in runs)
    return quoted >= 0.9 * (paragraph[-1].end - paragraph[0].start)


@dataclass(frozen=True, slots=True)
class _Cue:
    at: int
    speaker: Speaker
    weak: bool = False


def _frame(prose: Prose, runs: Sequence[Run], resolve: Resolve) -> tuple[_Cue, ...]:
    """Whom the sentence says to speak, outside its quotations."""
    if prose.span is None or not runs:
        return ()
    found = []
    quoted = _within(runs, prose)
    for token in prose.span:
        subject = _subject(token)
        if subject is None:
            continue
        at = prose.offset(token.i)
        if not _is_quoted(quoted, at) and not _is_quoted(quoted, prose.offset(subject.i)):
            speaker = resolve(prose, subject)
            if speaker:
                found.append(_Cue(at, speaker, token.lemma_.lower() in _THINKING))
    return tuple(found)


def _is_quoted(runs: Sequence[Run], at: int) -> bool:
    last = bisect_right(runs, at, key=lambda run: run.start) - 1
    return last >= 0 and at < runs[last].end


def _subject(token: Token) -> Token | None:
    """The one who speaks, if the token is a verb of speech or "according to"."""
    if token.lower_ == "according":
        return next((n for child in token.children for n in child.children if n.dep_ == "pobj"), None) or _next_noun(
            token
        )
    if token.lemma_.lower() not in words.SPEECH or token.pos_ not in {"VERB", "AUX"}:
        return None
    if any(child.dep_ == "xcomp" for child in token.children) and token.lemma_ == "continue":
        return None
    verb = token
    for _ in range(3):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
        if verb.dep_ not in {"conj", "xcomp", "advcl"}:
            break
        verb = verb.head
    return _beside(token) if token.tag_ in {"VBD", "VBZ", "VBP"} else None


def _next_noun(token: Token) -> Token | None:
    doc = token.doc
    return next(
        (doc[i] for i in range(token.i + 2, min(token.i + 8, len(doc))) if doc[i].pos_ in {"PROPN", "NOUN", "PRON"}),
        None,
    )


def _beside(verb: Token) -> Token | None:
    """The noun next to a verb of speech whose subject the parser did not see."""
    doc, sent = verb.doc, verb.sent
    for at in (verb.i + 1, verb.i - 1):
        if sent.start <= at < sent.end and doc[at].pos_ in {"PROPN", "PRON"}:
            return doc[at]
    return next((doc[i] for i in range(verb.i + 1, min(verb.i + 7, sent.end)) if doc[i].pos_ == "PROPN"), None)


def _nearest(cues: Sequence[_Cue], run: Run) -> Speaker | None:
    def distance(cue: _Cue) -> int:
        return (run.start - cue.at if cue.at < run.start else cue.at - run.end) + WEAKER * cue.weak

    return min(cues, key=distance).speaker if cues else None


def _is_not_said(verb: Token) -> bool:
    """Whether what follows is not what somebody says: "did not say", "declined to say", and what is denied."""
    if verb.lemma_.lower() == "deny":
        return True
    governing = verb.head.lemma_.lower() in words.REFUSALS and verb.dep_ == "xcomp"
    return governing or any(child.dep_ == "neg" for child in verb.children)


def _reported(prose: Prose, resolve: Resolve) -> Iterator[Said]:
    """Reported speech: what follows or precedes "said", in the article's words."""
    for token in prose.span or ():
        if token.pos_ != "VERB" or token.lemma_.lower() not in words.SPEECH:
            continue
        if _is_not_said(token):
            continue
        clause = next((child for child in token.children if child.dep_ == "ccomp"), None)
        subject = _subject(token)
        speaker = resolve(prose, subject) if subject is not None else None
        if clause is None or speaker is None or speaker.figure is None:
            continue
        inside = [t for t in clause.subtree if not t.is_space]
        first, final = inside[0], inside[-1]
        if first.i <= token.i <= final.i or len(inside) < 4:
            continue
        if first.lower_ == "that":
            first = inside[1]
        if final.is_punct and len(inside) > 4:
            final = inside[-2]
        yield Said(prose.offset(first.i), prose.offset(final.i) + len(final), prose.index, prose.index, speaker, False)
        return
