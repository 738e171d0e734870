"""What a text names: spaCy's entities, repaired with what news style and the rest of the article tell."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from bot.language import places, words
from bot.language.kinds import GEOGRAPHY, ORGANISATION_WORD, is_body, is_demonym, is_first_name, told_kind
from bot.language.name import CALENDAR, GROUP, ORGANISATION, PERSON, PLACE, Name
from bot.language.pipeline import Prose
from bot.language.unseen import is_shouted, surnames, unseen
from bot.model.document import EntityKind

_KINDS = {
    "PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "NORP": GROUP,
    "DATE": EntityKind.DATE, "TIME": EntityKind.TIME, "CARDINAL": EntityKind.NUMBER, "MONEY": EntityKind.NUMBER,
    "PERCENT": EntityKind.NUMBER, "QUANTITY": EntityKind.NUMBER, "ORDINAL": EntityKind.NUMBER,
}  # fmt: skip
NAMING = (PERSON, ORGANISATION, PLACE, GROUP)
MOST_NAME_TOKENS = 12
SHORTEST_STEM, MOST_ENDING = 3, 3  # letters of a country's name, and of what makes an adjective of it
MOST_SHOUTED_TOKENS = 3  # in capitals all words look like names, and the recogniser takes whole headlines for one
DATELINE = re.compile(
    r"[A-Z][A-Z .,/'’-]{2,40}(?:,? [A-Za-z. ]{0,20}\d{0,2}(?:,? \d{4})?,?)? ?(\([^)]{2,40}\))? ?[—–-]+ "
)


def entities(proses: Sequence[Prose], text: str) -> list[Name]:
    """All names, dates and numbers of the parsed sentences, in order and without overlap."""
    dateline = DATELINE.match(text)
    begins = dateline.end() if dateline else 0
    found: list[Name] = []
    for prose in proses:
        if prose.span is not None:
            titled = [*_titled(prose, prose.span)]
            titled.extend(_given(prose, prose.span, {i for name in titled for i in range(name.first, name.last)}))
            taken = {i for name in titled for i in range(name.first, name.last)}
            found.extend(titled)
            found.extend(n for n in _recognised(prose, prose.span) if taken.isdisjoint(range(n.first, n.last)))
    agreed = _agree(_spoken_of(proses, [name for name in found if name.start >= begins]))
    more = (name for name in unseen(proses, agreed) if name.start >= begins)
    return sorted([*agreed, *more], key=lambda name: (name.prose.index, name.first))


def _titled(prose: Prose, span: Span) -> Iterator[Name]:
    at = span.start
    while at < span.end - 1:
        word = span.doc[at].lower_.rstrip(".")
        following = at + 1 + (span.doc[at + 1].text == ".")
        at += 1
        if word in words.HONORIFICS and span.doc[at - 1].text[0].isupper():
            last = _name_end(span, following)
            if last > following:
                yield Name(prose, following, last, PERSON, span.doc[at - 1].text)
                at = last


def _given(prose: Prose, span: Span, taken: set[int]) -> Iterator[Name]:
    """Names that begin with a well-known first name, unless they are part of a place's or a longer body's name."""
    taken = taken | {i for e in span.ents if _holds_no_person(e) for i in range(e.start, e.end)}
    at = span.start
    while at < span.end - 1:
        first = at
        at += 1
        if is_first_name(span.doc[first]) and not (first > span.start and _continues(span, span.doc[first - 1])):
            last = _name_end(span, first)
            if last - first > 1 and taken.isdisjoint(range(first, last)):
                yield Name(prose, first, last, PERSON)
                at = last


def _holds_no_person(entity: Span) -> bool:
    if entity.label_ == "GPE" and len(entity) == 2 and is_first_name(entity[0]):
        return entity[1].lower_ in GEOGRAPHY or entity.text.lower() in places.NAMES
    return entity.label_ in {"GPE", "LOC", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"} or (
        entity.label_ == "ORG"
        and ((len(entity) > 2 and not is_first_name(entity[0])) or any(t.lower_ in ORGANISATION_WORD for t in entity))
    )


def _continues(span: Span, token: Token) -> bool:
    """Whether a capitalised word may be an earlier part of the same name; one that opens the sentence is a role."""
    opens = token.i == span.start and not is_first_name(token)
    hyphened = token.text == "-" and not token.whitespace_ and token.i > span.start
    named = token.pos_ == "PROPN" and token.lower_ not in words.OFFICE_TITLES and token.text[0].isupper()
    return hyphened or (named and not opens)


def _name_end(span: Span, first: int) -> int:
    last = at = first
    while at < span.end and at - first < 6:
        token = span.doc[at]
        if _is_capitalised(token) and (at == first or token.lower_ not in CALENDAR) and token.tag_ != "POS":
            last = at = at + 1
        elif at > first and (token.lower_ in words.PARTICLES or token.text == "-"):
            at += 1
        else:
            break
    return last


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and not token.is_punct


def _recognised(prose: Prose, span: Span) -> Iterator[Name]:
    for entity in span.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:
            continue
        if kind not in NAMING:
            yield Name(prose, entity.start, entity.end, kind)
            continue
        if is_shouted(prose.text) and (len(entity) > MOST_SHOUTED_TOKENS or _is_infinitive(entity)):
            continue
        for first, last in _pieces(entity):
            if name := _trimmed(prose, entity.doc[first:last], kind):
                yield name


def _is_infinitive(entity: Span) -> bool:
    """The "QUIT" of "DELLAS TO QUIT"."""
    before = entity.doc[entity.start - 1].lower_ if entity.start > entity[0].sent.start else ""
    return len(entity) == 1 and entity.label_ == "ORG" and before == "to"


def _pieces(entity: Span) -> Iterator[tuple[int, int]]:
    """The parts of what was taken for one name between brackets, strokes and dashes that stand alone."""
    first = entity.start
    for token in entity:
        if token.text in {"(", ")", "/", ":"} or (token.text in {"-", "–", "—", "--"} and _stands_alone(token)):
            yield first, token.i
            first = token.i + 1
    yield first, entity.end


def _stands_alone(token: Token) -> bool:
    return token.i > 0 and bool(token.whitespace_ and token.doc[token.i - 1].whitespace_)


def _trimmed(prose: Prose, entity: Span, kind: EntityKind) -> Name | None:
    first, last, doc = entity.start, entity.end, entity.doc
    while first < last and (_is_margin(doc[first], kind) or _is_ordinary(doc[first])):
        first += 1
    while last > first and (
        doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct or doc[last - 1].is_space or _is_ordinary(doc[last - 1])
    ):
        last -= 1
    if kind is PERSON:
        while last - first > 1 and _is_no_name(doc[first]):
            first += 1
        last = first + next(
            (i for i, t in enumerate(doc[first:last]) if i and (t.tag_ == "POS" or t.text[0].isdigit())), last - first
        )
    if first >= last or last - first > MOST_NAME_TOKENS or not any(_is_capitalised(t) for t in doc[first:last]):
        return None
    if any(t.lower_ in CALENDAR for t in doc[first:last]) and kind is PERSON:
        return None
    if kind is PERSON and last - first == 1 and _is_first_part(doc, first - 1, entity.start):
        first -= 1
    told = told_kind(doc[first:last], _kind(doc[first:last], kind))
    return None if told is None else Name(prose, first, last, told)


def _is_first_part(doc: Doc, at: int, start: int) -> bool:
    """Whether the word before a surname is the first name that the recogniser has left out."""
    if at < doc[start].sent.start:
        return False
    token = doc[at]
    named = token.pos_ == "PROPN" and token.text.istitle() and token.dep_ == "compound" and token.head.i == at + 1
    other = token.lower_ in places.NAMES | words.PLACES | ORGANISATION_WORD or token.lower_ in CALENDAR
    alone = at == token.sent.start or not doc[at - 1].text[0].isupper()
    return named and alone and not token.ent_type_ and not other and not _is_no_name(token)


def _is_no_name(token: Token) -> bool:
    """Whether a word before a person's name is a title, a role or where she or he is from."""
    word = token.lower_.rstrip(".")
    return word in words.OFFICE_TITLES | words.HONORIFICS | words.ROLES or word in words.COUNTRIES


def _is_ordinary(token: Token) -> bool:
    """Whether a word in small letters only stands at the edge of a name; "al-" and "van" belong to it."""
    return token.text.islower() and token.lower_ not in words.PARTICLES


def _is_margin(token: Token, kind: EntityKind) -> bool:
    return token.is_space or token.is_punct or (token.lower_ in {"the", "a", "an"} and kind is not PERSON)


def _kind(span: Span, kind: EntityKind) -> EntityKind:
    name = span.text.lower()
    if name in words.PLACES | places.NAMES:
        return PLACE
    if name in words.COUNTRIES:
        return GROUP
    if len(span) == 1 and kind is PLACE and is_demonym(name) and _is_adjective(span[0]):
        return GROUP
    return kind


def _is_adjective(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.pos_ == "ADJ" or (following is not None and following.pos_ == "NOUN" and following.text.islower())


def _spoken_of(proses: Sequence[Prose], names: Sequence[Name]) -> list[Name]:
    """A single word that speaks and is then "he" or "she", with nobody else about, is a person."""
    people = {name.prose.index for name in names if name.kind is PERSON}
    return [
        replace(name, kind=PERSON) if name.kind in (ORGANISATION, PLACE) and _is_person(proses, name, people) else name
        for name in names
    ]


def _is_person(proses: Sequence[Prose], name: Name, people: set[int]) -> bool:
    head = name.tokens.root
    speaks = head.dep_ == "nsubj" and head.head.lemma_.lower() in words.SPEECH
    if len(name.tokens) > 1 or not speaks or name.text.isupper() or name.prose.index in people:
        return False
    for prose in proses[name.prose.index + 1 : name.prose.index + 3]:
        if prose.span is None or prose.index in people:
            return False
        if prose.span[0].lower_ in {"he", "she"}:
            return True
    return False


def _agree(names: Sequence[Name]) -> list[Name]:
    """Give the same words the same kind everywhere in the article."""
    known = surnames(names)
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for name in names:
        if name.kind in NAMING:
            votes[name.text][name.kind] += 2 if name.honorific or len(name.tokens) > 1 else 1
    demonyms = {word.lower() for text in votes for word in text.split() if is_demonym(word)}
    bodies = {name.text for name in names if name.kind is ORGANISATION and is_body(name.tokens)}
    for text in {name.tokens[0].text for name in names if name.kind is PERSON and len(name.tokens) > 1} & votes.keys():
        votes[text][PERSON] += votes[text][ORGANISATION]
    alone = {text for text, kinds in votes.items() if " " not in text and kinds.most_common(1)[0][0] is PERSON}
    agreed = []
    for name in names:
        whole = _without_home(name, alone)
        if whole.kind in NAMING:
            body = name.text in bodies and not name.honorific
            told = ORGANISATION if body else _agreed(whole, votes[name.text], known, alone)
            country = len(whole.tokens) == 1 and told is not PLACE and _is_country(whole.text, demonyms)
            whole = replace(whole, kind=PLACE if country else told)
        agreed.append(whole)
    return agreed


def _without_home(name: Name, alone: set[str]) -> Name:
    """A person's name without where she or he is from ("Orla Finch of Orsby"), where the surname stands alone too."""
    of = next((token.i for token in name.tokens if token.lower_ == "of"), name.first)
    if of - name.first > 1 and name.doc[of - 1].text in alone:
        return replace(name, last=of, kind=PERSON)
    return name


def _agreed(name: Name, votes: Counter[EntityKind], surnames: frozenset[str], alone: set[str]) -> EntityKind:
    text = name.text
    if name.honorific or (text in surnames and text.lower() not in words.PLACES):
        return PERSON
    if _is_full_name(name, alone):
        return PERSON
    return votes.most_common(1)[0][0] if votes else name.kind


def _is_country(text: str, demonyms: set[str]) -> bool:
    """Whether the article has an adjective made of the word: "Marevian" of "Marevia"."""
    word = text.lower()
    if is_demonym(word) or len(word) <= SHORTEST_STEM or word in words.MALE_NAMES | words.FEMALE_NAMES:
        return False
    like = text.endswith(("ia", "land", "stan")) and word[:5] in {demonym[:5] for demonym in demonyms}
    return like or any(d.startswith(word) and len(d) - len(word) <= MOST_ENDING for d in demonyms)


def _is_full_name(name: Name, alone: set[str]) -> bool:
    """Whether a name of two or three words ends in one that is a person's on its own."""
    return 1 < len(name.tokens) < 4 and name.tokens[-1].text in alone and name.text.lower() not in words.PLACES
