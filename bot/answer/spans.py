"""Finds, in one sentence, the words that are of the type that a question asks for."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answer.question import Asked, Wanted, stem, words
from bot.model.document import Actor, Document, EntityKind, Mention, Sentence

NEAR, CLEARLY = 5, 4  # words from what the question mentions, and how much nearer than any other

_NUMBER = (
    r"(?:[$£€]\s?)?(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|dozens?|half|a third|a quarter)(?:[ -](?:hundred|thousand|million|billion|trillion|dozen|"
    r"per cent|percent))*%?"
)
_AMOUNT = re.compile(rf"(?<![\w-]){_NUMBER}(?![\w-])", re.IGNORECASE)
_DURATION = re.compile(
    rf"(?<![\w-]){_NUMBER}[ -](?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?(?![\w-])",
    re.IGNORECASE,
)
_CAUSE = r"(?:because|(?<!is )(?<!are )(?<!was )(?<!were )due to|owing to|so that|in order to|as a result of|thanks to)"
_STRONG_REASON = re.compile(rf"\b{_CAUSE}\b", re.IGNORECASE)
_REASON = re.compile(
    rf"\b(?:{_CAUSE}|in protest at|amid|following|(?<!shortly )(?<!soon )(?:after|over|since) (?:an?|the|its?|his|her|"
    rf"their|some|no|\w+ing|[A-Z]\w+) \w+)\b[^;]*"
)
_PURPOSE = re.compile(r"\bto (?!the\b|a\b|an\b|be\b)[a-z]+\b[^;]*")
_QUOTED = re.compile(r"“[^”]+”?|\"[^\"]+\"?")
_REPORTED = re.compile(
    r"\b(?:said|says|told|added|warned|promised|called|argued|claimed|announced|insisted)\b", re.IGNORECASE
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}}(?!\d))?(?:,? \d{{4}})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"today|tomorrow|yesterday|1\d{3}|20\d\d|\d+(?:st|nd|rd|th) century)\b"
)
_BEFORE_DATE = re.compile(r"\b(?:on|in|by|until|since|at|before|after|from|during) (?:the )?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence that could be the answer; `start` counts in the sentence's text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in the sentence's text."""
        return self.start + len(self.text)


def spans(asked: Asked, document: Document, sentence: Sentence) -> list[Span]:
    """The stretches of the sentence that could be the answer, in its order; none repeats the question."""
    here = [m for m in document.mentions if m.sentence == sentence.index]
    finders: dict[Wanted, Callable[[], Iterator[Span]]] = {
        Wanted.WHO: lambda: _actors(asked, document, sentence, here),
        Wanted.WHEN: lambda: _dates(sentence, here),
        Wanted.WHERE: lambda: _named(sentence, here, EntityKind.PLACE),
        Wanted.AMOUNT: lambda: _amounts(asked, _undated(sentence, here)),
        Wanted.DURATION: lambda: _all(_DURATION, sentence.text),
        Wanted.WHY: lambda: _reasons(sentence.text.rstrip(".")),
        Wanted.SAID: lambda: _all(_QUOTED, sentence.text),
    }
    finder = finders.get(asked.wanted)
    known = asked.names | set(words(asked.text))
    return [] if finder is None else [span for span in finder() if not set(words(span.text)) <= known]


def certain_span(asked: Asked, document: Document, sentence: Sentence) -> str | None:
    """The one stretch that answers: the only one, or that which stands clearly nearest to the question's words."""
    found = spans(asked, document, sentence)
    if len({span.text for span in found}) < 2:
        return found[0].text if found else None
    if asked.wanted in (Wanted.WHY, Wanted.SAID):
        return None
    telling = {stem(term) for term in asked.terms - asked.names} or asked.stems
    at = [m.start() for m in re.finditer(r"\w+", sentence.text) if stem(m[0].lower()) in telling]
    ranked = sorted(found, key=lambda span: _distance(span, at, sentence.text))
    first, second = (_distance(span, at, sentence.text) for span in ranked[:2])
    return ranked[0].text if first <= NEAR and second - first >= CLEARLY else None


def has_type(asked: Asked, document: Document, sentence: Sentence) -> float:
    """From 0 to 1: whether the sentence holds something of the wanted type. 0.5 where no type can be told."""
    if asked.wanted in (Wanted.WHAT, Wanted.WHETHER):
        return 0.5
    found = bool(spans(asked, document, sentence))
    if asked.wanted is Wanted.WHY:
        return 1.0 if _STRONG_REASON.search(sentence.text) else 0.7 * found
    if asked.wanted is Wanted.SAID:
        return 1.0 if found else 0.8 * bool(_REPORTED.search(sentence.text))
    return float(found)


def _distance(span: Span, at: Sequence[int], text: str) -> int:
    """How many words lie between the span and the nearest word that the question has too."""
    gaps = [text[span.end : place] if place >= span.end else text[place : span.start] for place in at]
    return min((len(gap.split()) for gap in gaps), default=NEAR + 1)


def _actors(asked: Asked, document: Document, sentence: Sentence, here: Sequence[Mention]) -> Iterator[Span]:
    """The people named, else the organisations, else the groups; nobody whom the question means, and each once."""
    meant = {index for index, actor in enumerate(document.actors) if _is_meant(asked, actor)}
    for kind in (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP):
        seen: set[int | str] = set(meant)
        found = []
        for mention in here:
            who = mention.text if mention.actor is None else mention.actor
            if mention.kind is kind and not mention.pronoun and who not in seen:
                seen.add(who)
                found.append(_span(sentence, mention))
        if found:
            yield from found
            return


def _is_meant(asked: Asked, actor: Actor) -> bool:
    """Whether the question is about the actor; one that asks for nothing but a role asks who has it."""
    said = words(asked.text)
    role = words(actor.role or "")
    if any(_within(words(name), said) for name in (actor.name, *actor.aliases)):
        return True
    return bool(role) and _within(role, said) and not asked.stems <= {stem(word) for word in role}


def _within(wanted: Sequence[str], said: Sequence[str]) -> bool:
    return any(said[i : i + len(wanted)] == wanted for i in range(len(said) - len(wanted) + 1))


def _named(sentence: Sentence, here: Sequence[Mention], kind: EntityKind) -> Iterator[Span]:
    return (_span(sentence, m) for m in here if m.kind is kind and not m.pronoun)


def _span(sentence: Sentence, mention: Mention) -> Span:
    return Span(mention.start - sentence.start, mention.text)


def _dates(sentence: Sentence, here: Sequence[Mention]) -> Iterator[Span]:
    """Dates and times with the preposition before them."""
    named = [_span(sentence, m) for m in here if m.kind in (EntityKind.DATE, EntityKind.TIME)]
    points = [span for span in named if not _DURATION.fullmatch(span.text)]
    for span in points or _all(_DATE, sentence.text):
        before = _BEFORE_DATE.search(sentence.text[: span.start])
        start = before.start() if before else span.start
        yield Span(start, sentence.text[start : span.end])


def _undated(sentence: Sentence, here: Sequence[Mention]) -> str:
    """The sentence's text with its dates blanked out, so that their numbers count nothing."""
    text = sentence.text
    found = [_span(sentence, m) for m in here if m.kind in (EntityKind.DATE, EntityKind.TIME)]
    for span in [*found, *_all(_DATE, text)]:
        text = text[: span.start] + " " * len(span.text) + text[span.end :]
    return text


def _amounts(asked: Asked, text: str) -> Iterator[Span]:
    """Numbers with what they count; those that count the noun asked about come alone when there are any."""
    found = [_counting(span, text) for span in _all(_AMOUNT, text)]
    if asked.focus is None:
        return iter(found)
    counting = [whole for span in found if (whole := _counted(span, asked.focus, text)) is not None]
    return iter(counting or (found if asked.loosely else []))


def _counting(span: Span, text: str) -> Span:
    """The number with the word after it, where that is what it counts."""
    noun = re.match(r" [a-z]+(?:s|men|people)\b", text[span.end :])
    return span if noun is None else Span(span.start, text[span.start : span.end + noun.end()])


def _counted(span: Span, noun: str, text: str) -> Span | None:
    """The number with the noun that it counts, where that is the one, within three words."""
    if stem(words(span.text)[-1]) == stem(noun):
        return span
    for word in list(re.finditer(r"[\w’'-]+", text[span.end :]))[:3]:
        if stem(word[0].lower()) == stem(noun):
            return Span(span.start, text[span.start : span.end + word.end()])
    before = re.search(r"([\w’'-]+) (?:of|at|to|is|was|were) (?:\w+ )?$", text[: span.start])
    return span if before is not None and stem(before[1].lower()) == stem(noun) else None


def _reasons(text: str) -> Iterator[Span]:
    found = list(_all(_REASON, text)) or list(_all(_PURPOSE, text))
    return iter(found)


def _all(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(m.start(), m[0].rstrip(" ,")) for m in pattern.finditer(text))
