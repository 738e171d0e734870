"""Makes a follow-up question whole: "and when does she leave?" gets back whom it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.answer.cast import Called, Member, meant
from bot.model.briefing import Answer, Question

REMEMBERED = timedelta(minutes=10)

_LEAD_IN = re.compile(r"^\s*(?:(?:and|but|so|then|ok|okay|also)\b[ ,]*)+", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(she|her|hers|he|him|his|they|them|their|it|its)\b", re.IGNORECASE)
_POSSESSED = re.compile(r"\s+(?!(?:in|on|at|to|for|from|with|by|of|and|or|about|after|before|today|now)\b)\w")
_ABOUT = re.compile(r"^(?:what|how) about\s+(?P<what>.+?)\s*\??$", re.IGNORECASE)
_BARE = re.compile(r"^(?P<word>who|whom|when|where|why|how|how many|how much|how long)\s*\??$", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:who|whom|when|where|why|what|which|how(?: many| much| long)?)(?:\s+\w+)?(?=\s+(?:is|are|was|were|do|does|did|"
    r"has|have|had|will|would|can|could|should)\b)|^(?:who|whom|when|where|why|what|how(?: many| much| long)?)",
    re.IGNORECASE,
)
_CALLED = {
    "she": Called.SHE, "her": Called.SHE, "hers": Called.SHE, "he": Called.HE, "him": Called.HE, "his": Called.HE,
    "it": Called.IT, "its": Called.IT,
}  # fmt: skip
_ALWAYS_OWNED = frozenset({"his", "its", "their"})


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question and its answer; `subjects` are the names it was about, the most important first."""

    asked: str
    question: str
    answer_text: str
    subjects: tuple[str, ...]
    at: datetime
    thread: str
    asker: str


def recent(turns: Sequence[Turn], thread: str, asker: str, now: datetime) -> list[Turn]:
    """The turns that a question may follow up, oldest first: of its thread, or its asker's of the last ten minutes."""
    return sorted(
        (t for t in turns if t.thread == thread or (t.asker == asker and now - t.at <= REMEMBERED)),
        key=lambda turn: turn.at,
    )


def subjects_of(question: Question, answer: Answer, cast: Sequence[Member]) -> tuple[str, ...]:
    """Whom a question and its answer are about: first whom the question names, then whom the answer does."""
    named = [*meant(question.text, cast), *(meant(answer.text, cast) if answer.answered else ())]
    return tuple(dict.fromkeys(member.name for member in named))


def make_whole(asked: str, turns: Sequence[Turn], cast: Sequence[Member] = (), topic: str = "") -> Question:
    """The question with what it leaves to its context put in.

    `turns` are those it may follow up, oldest first. `cast` are the actors of the channel, those of its newest article
    first: they tell who is a "she", and stand in as subjects where there was no earlier question. `topic` is the title
    of what is talked about: it stands in for an earlier question that a bare "and when?" needs.
    """
    bare = _LEAD_IN.sub("", asked).strip()
    last = turns[-1] if turns else None
    text = _resumed(bare, asked, last) if last else _about(bare, topic)
    text = _with_names(text, turns, cast)
    return Question(text[:1].upper() + text[1:], asked)


def _resumed(bare: str, asked: str, last: Turn) -> str:
    """An elliptical question ("why?", "what about Mr Verrin?", "and Mr Verrin?") as the last question put anew."""
    word = _BARE.match(bare)
    if word:
        return _HEAD.sub(word["word"], last.question, count=1)
    about = _ABOUT.match(bare)
    ellipsis = about["what"] if about else bare.rstrip(" ?")
    if about is None and (bare == asked.strip() or _HEAD.match(bare) or len(ellipsis.split()) > 4):
        return bare
    old = next((name for name in last.subjects if name in last.question), None)
    if old is not None and ellipsis[:1].isupper():
        return last.question.replace(old, ellipsis, 1)
    return f"{last.question.rstrip(' ?')} {ellipsis}?"


def _about(bare: str, topic: str) -> str:
    """A question that is one word alone, put about the topic."""
    word = _BARE.match(bare)
    return f"{word['word']} {topic}?" if word and topic else bare


def _with_names(text: str, turns: Sequence[Turn], cast: Sequence[Member]) -> str:
    """The text with its first pronoun replaced, unless the text itself says before whom it means."""
    for pronoun in _PRONOUN.finditer(text):
        if meant(text[: pronoun.start()], cast):
            return text
        subject = _subject(pronoun[0].lower(), turns, cast)
        if subject is not None:
            return (
                text[: pronoun.start()]
                + _form(subject, pronoun[0].lower(), text[pronoun.end() :])
                + text[pronoun.end() :]
            )
    return text


def _subject(pronoun: str, turns: Sequence[Turn], cast: Sequence[Member]) -> str | None:
    """The name that the pronoun stands for: of the latest turn that has one, else of the first in the cast."""
    called = {member.name: member.called for member in cast}
    wanted = _CALLED.get(pronoun)
    names = [name for turn in reversed(turns) for name in turn.subjects] + list(called)
    if wanted is Called.IT:
        names = [name for turn in reversed(turns[-1:]) for name in turn.subjects]
    if wanted is None:
        return names[0] if names else None
    sure = [name for name in names if called.get(name) is wanted]
    possible = [name for name in names if called.get(name, Called.UNKNOWN) is Called.UNKNOWN]
    return next(iter(sure + ([] if wanted is Called.IT else possible)), None)


def _form(name: str, pronoun: str, rest: str) -> str:
    owned = pronoun in _ALWAYS_OWNED or (pronoun == "her" and _POSSESSED.match(rest))
    return f"{name}’s" if owned else name
