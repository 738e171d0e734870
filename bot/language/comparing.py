"""Sentences of several articles that tell of one thing: counts of the same, days of one event, a claim and its denial.

Precision comes first: what is compared has the same verb, subject and complements, or counts the same noun in the same
state and place. Counts of other years, of a part, or of what only may be are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from spacy.tokens import Span, Token

from bot.language.analysis import PLAIN, Contrast, Setting
from bot.language.clauses import SUBJECTS, VERBS, Clause, Time, clauses, helpers_of
from bot.language.naming import with_names
from bot.language.pipeline import parse
from bot.language.sameness import same, same_subject
from bot.language.words import word_set
from bot.model.document import Document, EntityKind, Event, Precision, Sentence
from bot.model.languages import UNDERSTOOD

READ = 20  # sentences of each article, the first ones
MOST = 6  # articles, the newest ones; each takes about 0.1 s
ALIKE = 2  # words that a sentence shares with a denial of what it says
OPENING = 2  # sentences of an article that say where its story is

_MODAL = word_set("may might could should would can must will")
_PART = word_set("more other another further additional these those every each first")
_ANY = word_set("a an another one some")
_RISEN = word_set("rise climb grow increase jump fall drop stand reach")
_TOTAL = word_set("number total toll")
_STATES = {"die": "kill", "dead": "kill", "wound": "injure", "hurt": "injure", "injured": "injure"}
_NOUNS = {"person": "people", "man": "men", "woman": "women"}
_HEDGE = re.compile(
    r"(?:at least|at most|more than|fewer than|less than|no fewer than|up to|about|around|some|roughly|approximately|"
    r"nearly|almost|over|under|an estimated|close to) $",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:last|previous|earlier|past) (?:year|month|week|decade|century)s?\b|\bpreviously\b", re.IGNORECASE
)
_DENIAL = re.compile(r"\b(?:not|no|never|nobody|nothing|none|neither|den(?:y|ies|ied|ying))\b|n[’']t\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of an article, parsed."""

    document: Document
    index: int
    span: Span

    @property
    def text(self) -> str:
        return self.document.sentences[self.index].text

    @property
    def places(self) -> frozenset[str]:
        return _places(self.document, range(self.index, self.index + 1))

    @property
    def day(self) -> Event | None:
        """The only day to come that it names."""
        found = [e for e in self.document.events if e.citation.sentence == self.index]
        sure = len(found) == 1 and found[0].future and found[0].precision is Precision.DAY and found[0].until is None
        return found[0] if sure else None


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with the words before it that bound it, and what it counts: of which noun, in which state, by whom."""

    told: _Told
    figure: str
    what: tuple[str, frozenset[str], str, bool]
    other: frozenset[str]


def contrasts(documents: Sequence[Document]) -> list[Contrast]:
    """What different articles tell of one thing, each in the order of the documents; equal figures are among them."""
    read = [document for document in documents if document.language in UNDERSTOOD][-MOST:]
    denied = [
        set(s.terms) for document in read for s in document.sentences[:READ] if _DENIAL.search(s.text) and s.terms
    ]
    told = [_read(document, denied) for document in read]
    return [*_figures(told), *_claims(told)]


def _read(document: Document, denied: Sequence[set[str]]) -> list[_Told]:
    """Those of the first sentences that count, look ahead to a day, deny, or tell of what is denied.

    They have names for their pronouns; one that the parser splits once more is left out.
    """
    days = {event.citation.sentence for event in document.events if event.future and event.precision is Precision.DAY}
    texts = {
        s.index: with_names(document, s)
        for s in document.sentences[:READ]
        if not s.heading and (s.index in days or _FIGURE.search(s.text) or _is_disputed(s, denied))
    }
    parsed = groupby(parse("\n\n".join(texts.values())), key=lambda prose: prose.paragraph)
    found = zip(texts, (list(group) for _, group in parsed), strict=True)
    return [_Told(document, index, p.span) for index, (p, *more) in found if p.span is not None and not more]


def _is_disputed(sentence: Sentence, denied: Sequence[set[str]]) -> bool:
    shared = (len(terms & set(sentence.terms)) for terms in denied)
    return bool(_DENIAL.search(sentence.text)) or any(count >= ALIKE for count in shared)


def _figures(told: Sequence[Sequence[_Told]]) -> Iterator[Contrast]:
    groups: list[list[_Count]] = []
    for sentences in told:
        found = [count for sentence in sentences for count in _counts(sentence)]
        for count in found:
            if len({other.figure for other in found if other.what == count.what}) > 1:
                continue  # an article that tells several of a kind tells of different things
            group = next((g for g in groups if all(_comparable(other, count) for other in g)), None)
            if group is None:
                groups.append([count])
            elif all(other.told.document is not count.told.document for other in group):
                group.append(count)
    for group in groups:
        if len(group) > 1:
            cited = tuple(count.told.document.cite(count.told.index) for count in group)
            yield Contrast(cited, tuple(count.figure for count in group))


def _comparable(one: _Count, other: _Count) -> bool:
    *_, does = one.what
    apart = one.other != other.other if does else not (one.other <= other.other or other.other <= one.other)
    if one.what != other.what or apart:
        return False
    return one.told.places ^ other.told.places <= _scene(one.told.document) & _scene(other.told.document)


def _scene(document: Document) -> frozenset[str]:
    """Where the article's story is: the places that its opening names."""
    return _places(document, range(OPENING))


def _places(document: Document, sentences: range) -> frozenset[str]:
    return frozenset(
        m.text.lower() for m in document.mentions if m.kind is EntityKind.PLACE and m.sentence in sentences
    )


def _counts(told: _Told) -> Iterator[_Count]:
    if _ELSEWHEN.search(told.text) or any(int(y) != told.document.dated.year for y in _YEAR.findall(told.text)):
        return
    for token in told.span:
        if token.dep_ == "nummod" and token.head.pos_ == "NOUN" and token.like_num:
            noun = token.head
            if not _is_part(noun, token) and (state := _state(noun)):
                yield _Count(told, _written(told, token, noun), _what(noun, *state[:2]), state[2])
        elif token.dep_ == "pobj" and token.like_num and token.head.head.lemma_ in _RISEN:
            counted = _total(token.head.head)
            if counted is not None:
                yield _Count(told, token.text, counted, frozenset())


def _is_part(noun: Token, number: Token) -> bool:
    """Whether the count is of a part, or of somebody's: "30 of 207", "his 68", "four more"."""
    before = number.doc[number.left_edge.i - 1].lower_ if number.left_edge.i else ""
    words = {t.lower_ for t in (*noun.children, *number.children)}
    return bool(words & _PART) or before == "of" or any(t.dep_ == "poss" for t in noun.children)


def _written(told: _Told, number: Token, noun: Token) -> str:
    """The figure as written, with what it counts and the words that bound it."""
    before = told.span.doc[told.span.start : number.left_edge.i].text_with_ws
    hedge = _HEDGE.search(before)
    return (hedge[0] if hedge else "") + told.span.doc[number.left_edge.i : noun.i + 1].text


def _what(noun: Token, state: str, does: bool) -> tuple[str, frozenset[str], str, bool]:
    kind = {t.lemma_.lower() for t in noun.children if t.dep_ in {"amod", "compound"}}
    return _NOUNS.get(noun.lemma_, noun.lemma_), frozenset(kind), _STATES.get(state, state), does


def _state(noun: Token) -> tuple[str, bool, frozenset[str]] | None:
    """What is done to those counted, or what they do or are, whether they do it, and who or what else takes part."""
    verb = noun.head
    described = next((t for t in noun.children if t.dep_ == "acl" and t.tag_ == "VBN"), None)
    if described is not None:
        return described.lemma_, False, frozenset()
    if verb.pos_ not in VERBS or not _is_plain(verb):
        return None
    if noun.dep_ in {"dobj", "nsubjpass"}:
        return verb.lemma_, False, _named([t for t in verb.children if t.dep_ == "nsubj" and t.pos_ != "PRON"])
    if noun.dep_ != "nsubj":
        return None
    if verb.lemma_ == "die":
        return "die", False, frozenset()
    if verb.lemma_ == "be":
        quality = next((t.lemma_.lower() for t in verb.children if t.dep_ == "acomp"), None)
        return (quality, False, frozenset()) if quality else None
    return verb.lemma_, True, _named([t for t in verb.children if t.dep_ in {"dobj", "prep"}])


def _named(parties: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for party in parties for t in party.subtree if t.lower_ not in PLAIN)


def _is_plain(verb: Token) -> bool:
    helpers = {t.lower_ for t in helpers_of(verb)}
    conditional = any(t.dep_ == "mark" and t.lower_ in {"if", "unless", "whether"} for t in verb.children)
    return not helpers & _MODAL and not any(t.dep_ == "neg" for t in verb.children) and not conditional


def _total(verb: Token) -> tuple[str, frozenset[str], str, bool] | None:
    """What is counted in "the number of people killed rose to 14" and "the death toll rose to 14"."""
    subject = next((t for t in verb.children if t.dep_ in SUBJECTS and t.lemma_ in _TOTAL), None)
    if subject is None or not _is_plain(verb):
        return None
    if any(t.lower_ == "death" for t in subject.children):
        return "people", frozenset(), "kill", False
    nouns = (noun for t in subject.children if t.lower_ == "of" for noun in t.children if noun.dep_ == "pobj")
    noun = next(nouns, None)
    if noun is None:
        return None
    described = (t for t in (*noun.children, *subject.children) if t.dep_ == "acl" and t.tag_ == "VBN")
    state = next(described, None)
    return None if state is None else _what(noun, state.lemma_, False)


def _claims(told: Sequence[Sequence[_Told]]) -> Iterator[Contrast]:
    """Pairs of sentences of two articles that say and deny one thing, or set different days for it."""
    said = [[(sentence, clause) for sentence in one for clause in clauses(sentence.span)] for one in told]
    for ones, others in combinations(said, 2):
        by_verb: dict[str, list[tuple[_Told, Clause]]] = {}
        for other, second in others:
            by_verb.setdefault(second.verb.lemma_, []).append((other, second))
        for one, clause in ones:
            for other, second in by_verb.get(clause.verb.lemma_, ()):
                if _may_oppose(clause, second) and _opposed(one, clause, other, second):
                    yield Contrast((one.document.cite(one.index), other.document.cite(other.index)))


def _may_oppose(one: Clause, other: Clause) -> bool:
    """Whether one denies and the other does not, or both look ahead; neither of anybody in particular."""
    if any(t.lower_ in _ANY for clause in (one, other) for t in clause.subject.children):
        return False
    return one.time is other.time and (one.negated != other.negated or one.time is Time.FUTURE)


def _opposed(one: _Told, clause: Clause, other: _Told, second: Clause) -> bool:
    setting = Setting(
        tuple(
            frozenset({actor.name, *actor.aliases})
            for document in (one.document, other.document)
            for actor in document.actors
        )
    )
    subjects = clause.subject, second.subject
    if not all(same_subject(*pair, setting.people, ()) for pair in (subjects, subjects[::-1])):
        return False
    if clause.negated != second.negated:
        denied, claimed = (clause, second) if clause.negated else (second, clause)
        return same(denied, claimed, setting)
    day, later = one.day, other.day
    if day is None or later is None or day.when == later.when:
        return False
    known = [{e.when for e in d.events} for d in (one.document, other.document)]
    if later.when in known[0] or day.when in known[1]:
        return False
    first, last = _undated(clause), _undated(second)
    return same(first, last, setting) or same(last, first, setting)


def _undated(clause: Clause) -> Clause:
    return replace(clause, without=frozenset(t.i for t in clause.verb.children if _is_date(t)))


def _is_date(complement: Token) -> bool:
    return any(t.ent_type_ in {"DATE", "TIME"} for t in complement.subtree)
