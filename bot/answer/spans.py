"""Finds, in one sentence, the words that are of the type that a question asks for."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.question import Asked, Wanted, stem, words
from bot.model.document import Actor, Document, EntityKind, Mention, Sentence

_DOERS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.PLACE)
_DID = re.compile(
    r"^who (\w+ed|won|led|built|wrote|found|made|shot|said|sold|bought|paid|sent|met|beat|lost|held)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are|being|be)(?: \w+ly)? $")
_JOINED = re.compile(r",? (?:and |as well as )?(?:(?:in|the|by|from) )?|, ?(?:and )?")
LISTED = (Wanted.WHO, Wanted.WHERE)
NEAR, CLEARLY = 5, 4  # words from what the question mentions, and how much nearer than any other

_NUMBER = (
    r"(?:[$£€]\s?)?(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|dozens?|half|a third|a quarter)(?:[ -]?(?:hundred|thousand|million|billion|trillion|dozen|"
    r"per cent|percent)|(?:k|mn?|bn|tn)\b)*%?"
)
_AMOUNT = re.compile(rf"(?<![\w-])(?<!\d[.,]){_NUMBER}(?![\w-]|[.,]\d)", re.IGNORECASE)
_OF_ALL = re.compile(rf"(?<= of )(?:the|its|their|his|her|all) {_NUMBER}(?= )", re.IGNORECASE)
_BARE = re.compile(r"(?:\s+(?:more|others?))?(?:\s+(?:is|are|was|were|has|have|had|of|remain\w*)\b|\s*[,.;:)”\"]|\s*$)")
_VALUE = re.compile(r"[$£€%]|per ?cent|(?:crown|dollar|pound|euro|cent|ton|tonne)s?\b", re.IGNORECASE)
_AGE = re.compile(
    r"(?<!\w)\d{1,3}(?=[ -]year-old)|(?<=[a-z], )\d{1,3}(?=[,.])|(?<=[a-z] \()\d{1,3}(?=\))"
    r"|(?<=\baged )\d{1,3}(?!\d)|(?<=\bage of )\d{1,3}(?!\d)"
)
_DURATION = re.compile(
    rf"(?<![\w-]){_NUMBER}[ -](?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?(?![\w-])"
    r"(?! (?:early|late|later|ago|earlier|before|after|old|away|from now)\b)",
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
    r"today|tomorrow|yesterday|1\d{3}|20\d\d|\d+(?:st|nd|rd|th) century"
    r"|\d{1,2}:\d\d(?: ?[ap]\.?m)?)\b"
)
_SAID_THEN = re.compile(
    r"\b(?:said|says|told (?:\w+ ){1,4}|warned|announced|insisted)(?: (?:on|late|early))*(?: (?:on|late|early))? $"
    r"|\b(?:said|says|told (?:\w+ ){0,3}\w+|warned|announced|insisted) $"
)
_BEFORE_DATE = re.compile(r"\b(?:by|until|since|before|after|from|during) (?:the )?$")


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
        Wanted.WHEN: lambda: _dates(asked, sentence, here),
        Wanted.WHERE: lambda: _named(sentence, here, EntityKind.PLACE),
        Wanted.AMOUNT: lambda: (
            _ages(asked, document, sentence) if asked.age else _amounts(asked, _undated(sentence, here))
        ),
        Wanted.DURATION: lambda: _all(_DURATION, sentence.text),
        Wanted.WHY: lambda: _reasons(asked, sentence.text.rstrip(".")),
        Wanted.SAID: lambda: _said(asked, document, sentence),
    }
    finder = finders.get(asked.wanted)
    known = asked.names | set(words(asked.text))
    return [] if finder is None else [span for span in finder() if not set(words(span.text)) <= known]


def certain_span(asked: Asked, document: Document, sentence: Sentence) -> str | None:
    """The stretch that answers: the only one, the whole list, or that which stands clearly nearest to the question.

    A list is several of one type with nothing but commas and "and" between them ("Orla Finch, Bram Holt and Petra").
    """
    found = spans(asked, document, sentence)
    if len({span.text for span in found}) < 2:
        return found[0].text if found else None
    if asked.wanted in LISTED and _is_list(found, sentence.text):
        return sentence.text[found[0].start : found[-1].end]
    if asked.wanted in (Wanted.WHY, Wanted.SAID):
        return None
    telling = {stem(term) for term in asked.terms - asked.names} or asked.stems
    if asked.wanted is Wanted.AMOUNT and asked.focus:
        return _governing(asked, sentence, found)
    at = [m.start() for m in re.finditer(r"\w+", sentence.text) if stem(m[0].lower()) in telling]
    ranked = sorted(found, key=lambda span: _distance(span, at, sentence.text))
    first, second = (_distance(span, at, sentence.text) for span in ranked[:2])
    return ranked[0].text if first <= NEAR and second - first >= CLEARLY else None


def _is_list(found: Sequence[Span], text: str) -> bool:
    """Whether nothing but commas and "and" lies between the spans."""
    ordered = sorted(found, key=lambda span: span.start)
    return list(found) == ordered and all(
        _JOINED.fullmatch(text[one.end : other.start]) for one, other in pairwise(ordered)
    )


def _governing(asked: Asked, sentence: Sentence, found: Sequence[Span]) -> str | None:
    """The only count whose own words, up to the next count, say what the question asks ("200 are missing")."""
    wanted = {stem(term) for term in asked.terms - asked.names} - {stem(asked.focus or "")}
    ends = [*(span.start for span in found[1:]), len(sentence.text)]
    said = [words(sentence.text[span.start : end]) for span, end in zip(found, ends, strict=True)]
    fit = [s for s, told in zip(found, said, strict=True) if any(_akin(w, term) for w in told for term in wanted)]
    counted = [span for span in found if stem(asked.focus or "") in {stem(word) for word in words(span.text)}]
    only = fit or counted
    return only[0].text if len(only) == 1 else None


def _akin(word: str, term: str) -> bool:
    return stem(word) == term or (len(term) < 5 and word.startswith(term[:3]) and len(word) - len(term) < 4)


def has_type(asked: Asked, document: Document, sentence: Sentence) -> float:
    """From 0 to 1: whether the sentence holds something of the wanted type. 0.5 where no type can be told."""
    if asked.wanted in (Wanted.WHAT, Wanted.WHETHER):
        return 0.5
    found = bool(spans(asked, document, sentence))
    if asked.wanted is Wanted.WHY:
        return 1.0 if _STRONG_REASON.search(sentence.text) else 0.7 * found
    if asked.wanted is Wanted.SAID:
        return 1.0 if found else 0.8 * (_speaks(asked, document, sentence) and bool(_REPORTED.search(sentence.text)))
    return float(found)


def _distance(span: Span, at: Sequence[int], text: str) -> int:
    """How many words lie between the span and the nearest word that the question has too."""
    gaps = [text[span.end : place] if place >= span.end else text[place : span.start] for place in at]
    return min((len(gap.split()) for gap in gaps), default=NEAR + 1)


def _actors(asked: Asked, document: Document, sentence: Sentence, here: Sequence[Mention]) -> Iterator[Span]:
    """The people named, else the organisations, else the groups; nobody whom the question means, and each once.

    "Who is …?" with nothing but a name asks for a role.
    """
    meant = {index for index, actor in enumerate(document.actors) if _is_meant(asked, actor)}
    if asked.identity and meant:
        yield from _roles(document, sentence, meant)
        return
    if (doer := _doer(asked, sentence, here)) is not None:
        yield from doer
        return
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


def _roles(document: Document, sentence: Sentence, meant: set[int]) -> Iterator[Span]:
    """What the sentence says that the actors are."""
    for index in meant:
        actor = document.actors[index]
        cited = actor.role_citation is not None and actor.role_citation.sentence == sentence.index
        for role in (actor.role, (actor.role or "").rpartition(" of ")[0]):  # whose relative it is may be told by "his"
            if role and cited and (at := sentence.text.find(role)) >= 0:
                yield Span(at, role)
                break


def _doer(asked: Asked, sentence: Sentence, here: Sequence[Mention]) -> Iterator[Span] | None:
    """Who does what "who did it" asks about, where the sentence has that very verb; None where it has not.

    An active verb has its doer before it, a passive one after "by", or none.
    """
    verb = _DID.match(asked.text)
    if verb is None:
        return None
    places = [m for m in re.finditer(r"\w+", sentence.text) if m[0].lower() == verb[1].lower()]
    if not places:
        return None
    place = places[0]
    named = [m for m in here if m.kind in _DOERS and not m.pronoun]
    rest = sentence.text[place.end() :]
    if rest.startswith(" by ") or _PASSIVE.search(sentence.text[: place.start()]):
        by = re.match(r"(?: \w+){0,2} by ", rest)
        after = [m for m in named if by and m.start - sentence.start >= place.end()]
        return (_span(sentence, m) for m in after[:1])
    before = [m for m in named if m.start - sentence.start < place.start()]
    joined = [m for m in before if " and " in sentence.text[m.end - sentence.start : place.start()]]
    return iter([_span(sentence, m) for m in (before if joined else before[-1:])])


def _is_meant(asked: Asked, actor: Actor) -> bool:
    """Whether the question is about the actor; one that asks for nothing but a role asks who has it."""
    said = words(asked.text)
    role = words(actor.role or "")
    if asked.role:
        role = []
    if any(_within(words(name), said) for name in (actor.name, *actor.aliases)):
        return True
    return bool(role) and _within(role, said) and not asked.stems <= {stem(word) for word in role}


def _within(wanted: Sequence[str], said: Sequence[str]) -> bool:
    return any(said[i : i + len(wanted)] == wanted for i in range(len(said) - len(wanted) + 1))


def _named(sentence: Sentence, here: Sequence[Mention], kind: EntityKind) -> Iterator[Span]:
    return (_span(sentence, m) for m in here if m.kind is kind and not m.pronoun)


def _span(sentence: Sentence, mention: Mention) -> Span:
    return Span(mention.start - sentence.start, mention.text)


def _said(asked: Asked, document: Document, sentence: Sentence) -> Iterator[Span]:
    return _all(_QUOTED, sentence.text) if _speaks(asked, document, sentence) else iter(())


def _speaks(asked: Asked, document: Document, sentence: Sentence) -> bool:
    """Whether the sentence holds words of whom the question means; also when they have no quote anywhere."""
    meant = {actor.name for actor in document.actors if _is_meant(asked, actor)}
    if not any(quote.speaker in meant for quote in document.quotes):
        return True
    here = [q for q in document.quotes if any(c.sentence == sentence.index for c in q.citations)]
    return any(quote.speaker in meant for quote in here)


def _dates(asked: Asked, sentence: Sentence, here: Sequence[Mention]) -> Iterator[Span]:
    """Dates and times, with a preposition that bounds them; not ages, nor when it was said unless that is asked."""
    told = bool(_REPORTED.search(asked.text)) or bool(re.search(r"\b(?:say|tell|announce|report)\b", asked.text))
    named = [
        _span(sentence, m)
        for m in here
        if m.kind in (EntityKind.DATE, EntityKind.TIME) and not re.fullmatch(r"\d{1,3}(?:-year-old)?", m.text)
    ]
    points = [span for span in named if not _DURATION.fullmatch(span.text)]
    for span in points or _all(_DATE, sentence.text):
        if not told and _SAID_THEN.search(sentence.text[: span.start]):
            continue
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
    plain = _OF_ALL.sub(lambda m: " " * len(m[0]), text)
    bare = list(_all(_AMOUNT, plain))
    found = [_counting(span, text) for span in bare]
    counting = [whole for span in found if asked.focus and (whole := _counted(span, asked.focus, plain)) is not None]
    if asked.focus is None or (asked.costs and not counting):
        valued = [span for span in found if _VALUE.search(text[span.start : span.end + 12])]
        return iter(valued or ([] if asked.costs else found))
    loose = [span for span in bare if asked.loosely and _BARE.match(text, span.end)]
    starts = {span.start for span in counting}
    return iter(counting + [span for span in loose if span.start not in starts and not _VALUE.search(span.text)])


def _ages(asked: Asked, document: Document, sentence: Sentence) -> Iterator[Span]:
    """The ages of those whom the question names."""
    names = {
        w for i, a in enumerate(document.actors) if _is_meant(asked, a) for n in (a.name, *a.aliases) for w in words(n)
    }
    for span in _all(_AGE, sentence.text):
        before, after = words(sentence.text[: span.start])[-3:], words(sentence.text[span.end :])[:6]
        if names & set(before) or ("year-old" in after[:1] and names & set(after)):
            yield span


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


def _reasons(asked: Asked, text: str) -> Iterator[Span]:
    """Reasons and purposes, save those that only say again what is asked about."""
    stems = {stem(term) for term in asked.terms - asked.names}
    found = list(_all(_REASON, text)) or list(_all(_PURPOSE, text))
    return (span for span in found if stems and 2 * len(stems & {stem(w) for w in words(span.text)}) < len(stems))


def _all(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(m.start(), m[0].rstrip(" ,")) for m in pattern.finditer(text))
