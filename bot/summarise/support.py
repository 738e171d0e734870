"""Whether cited sentences support what a text says."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from bot.model.document import Citation, Document, EntityKind, Event, Mention, Precision, Sentence
from bot.summarise.facts import (
    MONTHS,
    Name,
    Number,
    WrittenDate,
    bare_words,
    dates,
    has_link,
    names,
    numbers,
    quotations,
    without_possessive,
)
from bot.summarise.orders import is_order

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = tuple(_DAYS.split())
_FUNCTION_WORD_LIST = """
    a about above across after again against all almost along already also although always amid among an and another
    any are around as at away back be because been before behind being below beneath beside besides between beyond both
    but by can could despite did do does down during each either else even ever every few for from further had has have
    having he hence her here hers him his how however i if in indeed inside instead into is it its itself just last
    least less like many may meanwhile might more moreover most much must near neither never next no nobody none nor
    not nothing now of off on once one only onto or other others our out outside over per perhaps rather same several
    she should since so some such than that the their theirs them then there these they this those though through thus
    to today together too toward towards under unless until up upon us was we were what when where whether which while
    who whom whose why will with within without would yet you your
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LIST.split())
_DEMONYM = re.compile(r"(?:ese|ish|ian|an|i|ic|ch)s?$")
_RELATIVE = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


class Support:
    """What some sentences of some documents say. Sentences that are orders to a reader support nothing."""

    def __init__(self, documents: Sequence[Document], citations: Iterable[Citation]) -> None:
        by_id = {document.article: document for document in documents}
        self._documents = documents
        self.cited: list[tuple[Document, Sentence]] = [
            (by_id[c.article], by_id[c.article].sentences[c.sentence]) for c in citations if exists(by_id, c)
        ]
        self._told = [(d, s) for d, s in self.cited if not is_order(s.text)]

    def objection(self, text: str) -> str | None:
        """The first thing in the text that the sentences do not say, in words; None when they say it all."""
        if not self.cited:
            return "no such sentence"
        if not self._told:
            return "cites an order to the reader"
        if has_link(text):
            return "a link"
        if is_order(text):
            return "addresses the reader"
        for quotation in quotations(text):
            if not self.quotes(quotation):
                return f"quotation: {quotation}"
            if not self._speaker_fits(text, quotation):
                return f"speaker of: {quotation}"
        written, undated = dates(text)
        for day in written:
            if not self.dates(day):
                return f"date: {day}"
        for number in numbers(undated):
            if not self.counts(number):
                return f"number: {number.value.normalize():f}"
        for word in bare_words(text):
            if word in _RELATIVE and not self.says(word):
                return f"date: {word}"
        return next((f"name: {' '.join(name.words)}" for name in names(undated) if not self.knows(name)), None)

    def counts(self, number: Number) -> bool:
        """Whether the sentences give that number, in any spelling, or a date of that year."""
        if number in self._numbers:
            return True
        if number == Number(Decimal(1)):
            return bool({"a", "an", "single", "sole"} & self._words)
        return any(number == Number(Decimal(day.year)) for event in self._events for day in _days(event))

    def dates(self, written: WrittenDate) -> bool:
        """Whether the sentences give that date, as it is written or by its value."""
        return any(_is_part(written, known) for known in self._written) or any(
            _is_on(written, day, event.precision) for event in self._events for day in _days(event)
        )

    def quotes(self, quotation: str) -> bool:
        """Whether the words stand in the sentences one after the other, as somebody's words."""
        wanted = bare_words(quotation)
        return any(holds(spoken, wanted) for spoken in self._spoken)

    def knows(self, name: Name) -> bool:
        """Whether everything in a run of capitalised words is named in the sentences, and no two people are mixed."""
        words = [word.casefold() for word in name.words]
        for place, word in enumerate(words):
            ordinary = place == 0 and name.opening and self._is_ordinary(name.words[0])
            if not (ordinary or word in _FUNCTION_WORDS or self.says(word)):
                return False
        pairs = pairwise(words)
        return all(self._one_person(one, other) for one, other in pairs)

    def says(self, word: str) -> bool:
        """Whether the sentences hold the word (in lower case), a kindred name, or a date that it names."""
        if word in self._words or word in self._people or any(kin(word, known) for known in self._capitals):
            return True
        if word in _RELATIVE:
            return any((event.when - d.dated.date()).days == _RELATIVE[word] for d, event in self._dated)
        return any(word in _calendar(event) for event in self._events)

    def words_of(self, text: str) -> bool:
        """Whether the words of a text stand in one sentence one after the other, or in all of them joined."""
        wanted = bare_words(text)
        told = [bare_words(sentence.text) for _, sentence in self._told]
        return any(holds(words, wanted) for words in (*told, tuple(word for words in told for word in words)))

    def mentions(self, *names: str) -> bool:
        """Whether the sentences mention somebody of one of these names, by name, alias or pronoun."""
        wanted = {name.casefold() for name in names}
        known = {
            name.casefold()
            for document, mention in self._mentions
            for name in (mention.text, document.actors[mention.actor].name if mention.actor is not None else "")
        }
        return bool(wanted & known) or any(self.words_of(name) for name in names)

    def _is_ordinary(self, word: str) -> bool:
        """Whether a word that opens a sentence is no name: the documents use it, or its kin, in lower case."""
        return not word[1:2].isupper() and (
            word.casefold() in _FUNCTION_WORDS or word.casefold()[:5] in self._lower_case_stems
        )

    def _one_person(self, one: str, other: str) -> bool:
        ones, others = self._people.get(one), self._people.get(other)
        return ones is None or others is None or bool(ones & others)

    def _speaker_fits(self, text: str, quotation: str) -> bool:
        """Whether the text names the speaker of its quotation, or nobody at all."""
        wanted, said = bare_words(quotation), bare_words(text)
        speakers = {
            quote.speaker
            for document, sentence in self._told
            for quote in document.quotes
            if quote.speaker and any(c.sentence == sentence.index for c in quote.citations)
            if holds(bare_words(quote.words), wanted)
        }
        named = {
            document.actors[mention.actor].name
            for document, mention in self._mentions
            if mention.actor is not None and any(w in said for w in _name_words(document, mention))
        }
        return not speakers or not named or bool(speakers & named)

    @cached_property
    def _mentions(self) -> list[tuple[Document, Mention]]:
        return [(d, m) for d, s in self._told for m in d.mentions if m.sentence == s.index]

    @cached_property
    def _dated(self) -> list[tuple[Document, Event]]:
        return [(d, e) for d, s in self._told for e in d.events if e.citation.sentence == s.index]

    @cached_property
    def _events(self) -> list[Event]:
        return [event for _, event in self._dated]

    @cached_property
    def _numbers(self) -> set[Number]:
        return {number for _, sentence in self._told for number in numbers(sentence.text)}

    @cached_property
    def _written(self) -> list[WrittenDate]:
        return [written for _, sentence in self._told for written in dates(sentence.text)[0]]

    @cached_property
    def _words(self) -> set[str]:
        return {without_possessive(word) for _, sentence in self._told for word in bare_words(sentence.text)}

    @cached_property
    def _capitals(self) -> set[str]:
        return {word.casefold() for _, s in self._told for name in names(s.text) for word in name.words}

    @cached_property
    def _people(self) -> dict[str, set[str]]:
        """The words of the names of everybody whom the sentences mention, each with whose names it is in."""
        found: dict[str, set[str]] = {}
        for document, mention in self._mentions:
            if mention.kind is EntityKind.PERSON or mention.actor is not None:
                owner = mention.text if mention.actor is None else document.actors[mention.actor].name
                for word in _name_words(document, mention):
                    found.setdefault(word, set()).add(owner)
        return found

    @cached_property
    def _spoken(self) -> list[tuple[str, ...]]:
        """The words of each sentence that holds somebody's words, and of neighbouring ones together."""
        texts = [
            (d, s.index, bare_words(s.text))
            for d, s in self._told
            if any(mark in s.text for mark in "“”\"‘'")
            or any(q.direct and any(c.sentence == s.index for c in q.citations) for q in d.quotes)
        ]
        together = [one + other for (d, i, one), (e, j, other) in pairwise(texts) if d is e and j == i + 1]
        return [words for _, _, words in texts] + together

    @cached_property
    def _lower_case_stems(self) -> set[str]:
        return {
            word[:5]
            for document in self._documents
            for sentence in document.sentences
            for word in re.findall(r"\b[^\W\d_A-Z]\w{2,}", sentence.text)
        }


def exists(documents: dict[str, Document], citation: Citation) -> bool:
    """Whether the citation points to a sentence of one of the documents and gives that sentence's text."""
    document = documents.get(citation.article)
    return (
        document is not None
        and 0 <= citation.sentence < len(document.sentences)
        and document.sentences[citation.sentence].text == citation.text
    )


def _name_words(document: Document, mention: Mention) -> set[str]:
    actor = None if mention.actor is None else document.actors[mention.actor]
    own = [] if mention.pronoun else [mention.text]
    return {
        without_possessive(word)
        for name in (*own, *((actor.name, *actor.aliases) if actor else ()))
        for word in bare_words(name)
        if word not in _FUNCTION_WORDS
    }


def holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the wanted words stand among the words, one after the other."""
    size = len(wanted)
    return size > 0 and any(tuple(words[i : i + size]) == tuple(wanted) for i in range(len(words) - size + 1))


def kin(word: str, known: str) -> bool:
    """Whether one is the other's country or nationality ("Marevia", "Marevian")."""
    shared = len(_common_start(word, known))
    longer, shorter = sorted((word, known), key=len, reverse=True)
    return shared >= 4 and shared >= len(shorter) - 2 and bool(_DEMONYM.search(longer)) and len(longer) - shared <= 4


def _common_start(one: str, other: str) -> str:
    size = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:size]


def _days(event: Event) -> list[date]:
    return [event.when] if event.until is None else [event.when, event.until]


def _is_part(written: WrittenDate, known: WrittenDate) -> bool:
    return written.month == known.month and written.day in (None, known.day) and written.year in (None, known.year)


def _is_on(written: WrittenDate, day: date, precision: Precision) -> bool:
    if precision is Precision.YEAR or written.month != day.month or written.year not in (None, day.year):
        return False
    return written.day is None or (precision is Precision.DAY and written.day == day.day)


def _calendar(event: Event) -> set[str]:
    """The names of an event's months and weekdays as far as they are known."""
    found = set() if event.precision is Precision.YEAR else {MONTHS[day.month - 1] for day in _days(event)}
    return found | ({WEEKDAYS[day.weekday()] for day in _days(event)} if event.precision is Precision.DAY else set())
