"""Yes or no, where the articles plainly say so, and whose word that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.evidence import Evidence
from bot.answer.judging import told
from bot.answer.question import words
from bot.language import Setting
from bot.language.naming import with_names
from bot.model.briefing import Bullet
from bot.model.document import Document, Sentence
from bot.model.languages import UNDERSTOOD

READ = 10  # sentences, the likeliest ones; each takes about 5 ms


@dataclass(frozen=True, slots=True)
class Stand:
    """What one sentence answers, as it would be shown; `source` says so, None is the article itself."""

    evidence: Evidence
    text: str
    yes: bool
    source: str | None

    @property
    def words(self) -> str:
        """The answer in a word, with whose it is."""
        word = "yes" if self.yes else "no"
        if self.source is None:
            return word.title()
        return (
            f"By one account, {word}" if self.text.startswith("According to") else f"According to {self.source}, {word}"
        )

    @property
    def bullet(self) -> Bullet:
        """The answer and its sentence."""
        document, index = self.evidence.document, self.evidence.sentence.index
        return Bullet(f"{self.words}. {self.text}", (document.cite(index),))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, and the one that speaks against it: in an earlier article, or beside it."""

    best: Stand
    against: Stand | None

    @property
    def outdated(self) -> bool:
        """Whether what speaks against it was written on an earlier day."""
        if self.against is None:
            return False
        return self.against.evidence.document.dated.date() < self.best.evidence.document.dated.date()


def verdict(question: str, ranked: Sequence[Evidence]) -> Verdict | None:
    """Yes or no by the latest article that plainly says either; None where none does.

    Of one day, what an article says itself counts before what somebody says in it.
    """
    understood = [evidence for evidence in ranked if evidence.document.language in UNDERSTOOD]
    stands = _stands(question, understood[:READ])
    if not stands:
        return None
    best = max(stands, key=_weight)
    against = max((stand for stand in stands if stand.yes != best.yes), key=_weight, default=None)
    return Verdict(best, against)


def _weight(stand: Stand) -> tuple[object, bool, float]:
    return stand.evidence.document.dated.date(), stand.source is None, stand.evidence.score


def _stands(question: str, found: Sequence[Evidence]) -> list[Stand]:
    from bot.language import affirmations

    read = [(with_names(e.document, e.sentence), _setting(e.document, e.sentence)) for e in found]
    return [
        Stand(e, told(e), says.yes, says.source)
        for e, says in zip(found, affirmations(question, read), strict=True)
        if says is not None
    ]


def _setting(document: Document, sentence: Sentence) -> Setting:
    before = document.sentences[max(0, sentence.index - 1) : sentence.index]
    return Setting(
        tuple(frozenset({a.name, *a.aliases, *([a.role] if a.role else [])}) for a in document.actors),
        _words(document.title, *(s.text for s in document.sentences)),
        _words(document.title, *(s.text for s in before)),
    )


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in words(text))
