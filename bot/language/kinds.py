"""What the words around a name tell about its kind, where the recogniser has only guessed."""

import re

from spacy.tokens import Span, Token

from bot.language import places, words
from bot.language.words import word_set
from bot.model.document import EntityKind

PERSON, ORGANISATION, PLACE, GROUP = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.GROUP

ORGANISATION_WORD = word_set(
    """ministry department office party union association federation council committee commission agency bank
    university college court institute group company corporation inc ltd plc corp parliament senate congress chamber
    fund foundation trust police army navy force forces organisation organization authority board bureau club league
    airlines airways times post journal herald energy gas oil motors systems holdings partners capital studios rovers
    town athletic wanderers albion united pharma foods hospital school academy museum orchestra gazette tribune
    courier ledger letters industries technologies software electric power petroleum airport newsroom desk bv nv ag
    gmbh sa spa ab asa oyj"""
)
BODIES = word_set(
    """company firm group club party agency newspaper journal charity bank broadcaster thinktank union consortium
    startup start-up retailer manufacturer magazine band airline brewery developer supplier operator"""
)
_WORKS = word_set("song album film novel book single record ship vessel boat yacht ferry trawler tanker opera musical")
_HEADS = word_set("chairman chairwoman chair executive founder co-founder owner")
_STREETS = word_set("lane road street avenue square hill close drive terrace park")
_SETTLEMENTS = word_set("province city town region village state island port district river lake suburb county")
_DIRECTIONS = word_set("northern southern eastern western central north south east west nearby rural")
GEOGRAPHY = word_set(
    """falls city county beach hole valley park island islands station springs heights street road square bay hill hills
    lake river mountain mountains forest creek point port harbour harbor airport bridge stadium square gardens"""
)
_GROUNDS = word_set("ground stadium arena palace cathedral castle")
_STORMS = word_set("storm hurricane typhoon cyclone")
_OF_A_PLACE = word_set(
    """government parliament capital army navy police president premier economy currency border coast coastline
    airport harbour harbor port mayor prime central state province voters people citizens residents population
    constitution supreme"""
)
_ROLES_OF_FIRMS = word_set(
    """owner partner rival ally member host fellow broadcaster expert investor trader leader operator developer head
    official chief candidate resident counterpart predecessor successor founder author deputy king queen prince
    princess counsel"""
)
_TRUSTED = word_set("share shares stake stakes investor investors confidence faith trust interest investment believe")
_DEMONYM_ENDING = re.compile(r".{2,}(?:ian|ean|ese|ish|can|nian)s?$")
_NO_NAMES = word_set("gmt bst utc est edt cet cest pst pdt am pm")


def told_kind(span: Span, kind: EntityKind) -> EntityKind | None:
    """The kind that the words before and in a name tell, the given one where they do not, None when it is no name."""
    if span.text.lower() in _NO_NAMES or _before(span) & _WORKS or span[0].lower_ in _STORMS or _is_tail(span):
        return None
    if kind is PLACE or (kind is PERSON and is_first_name(span[0])):
        return kind
    if kind is PERSON and _is_copular_opening(span):
        return None
    if _is_settled(span) or _owns_what_places_own(span) or (len(span) > 1 and span[-1].lower_ in _GROUNDS):
        return PLACE
    if kind is GROUP:
        return kind
    if is_body(span) or (kind is PERSON and len(span) == 2 and span[1].lower_ in places.NAMES):
        return ORGANISATION
    if kind is ORGANISATION and _is_given_a_role(span):
        return PERSON
    owned = span.start > 0 and span.doc[span.start - 1].lower_ in {"its", "their"}
    return PLACE if kind is PERSON and len(span) == 1 and owned and _modifies_a_thing(span[0]) else kind


def _is_tail(span: Span) -> bool:
    """Whether it is only the end of a longer name or title: "Order of Merit", "Secretary of State"."""
    before = span.doc[max(span[0].sent.start, span.start - 2) : span.start]
    if len(span) > 1 or len(before) < 2 or before[1].lower_ != "of" or not before[0].text[0].isupper():
        return False
    return before[0].lower_ in {"order", "secretary", "minister"} and before[0].pos_ == "PROPN"


def _owns_what_places_own(span: Span) -> bool:
    """Whether a single word stands before what a country or a town has: "X’s central bank", "the X prime minister"."""
    if len(span) > 1 or is_first_name(span[0]) or is_demonym(span.text):
        return False
    at = span.end + (span.end < len(span.doc) and span.doc[span.end].tag_ == "POS")
    if at >= min(len(span.doc), span[0].sent.end):
        return False
    following = span.doc[at : at + 3]
    if at > span.end:
        return following[0].lower_ in _OF_A_PLACE - {"people"} and following[0].text.islower()
    compound = span[0].dep_ in {"compound", "amod", "nmod"} and following[0].text.islower()
    inside = any(token.lower_ in {"authority", "council", "authorities"} for token in following)
    return compound and (following[0].lower_ in _OF_A_PLACE or inside)


def is_demonym(word: str) -> bool:
    """Whether a word is an adjective of a country, or looks like one."""
    return word.lower() in words.COUNTRIES or bool(_DEMONYM_ENDING.match(word))


def _is_given_a_role(span: Span) -> bool:
    """Whether two or three words are said to be what only a person is: "the goalkeeper X", "X is the engineer"."""
    if not 1 < len(span) < 4 or any(token.is_punct for token in span):
        return False
    roles = words.ROLES - _ROLES_OF_FIRMS
    if _before(span) & roles:
        return True
    head = span.root
    named = [token for token in head.children if token.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        named += [token for token in head.head.children if token.dep_ == "attr"]
    return any(token.lower_ in roles for token in named)


def is_first_name(token: Token) -> bool:
    """Whether the word is a well-known first name, written as one."""
    return token.text.istitle() and token.lower_ in words.MALE_NAMES | words.FEMALE_NAMES


def is_body(span: Span) -> bool:
    """Whether a word of the name, or one that it stands in apposition to, says that it is an organisation."""
    before = [token.lower_ for token in span.doc[max(span[0].sent.start, span.start - 2) : span.start]]
    headed = before[1:] == ["of"] and before[0] in _HEADS
    return headed or any(token.lower_ in ORGANISATION_WORD for token in span) or bool(_before(span) & BODIES)


def _before(span: Span) -> set[str]:
    """The noun that the name directly follows, or stands in apposition to; not "the owner of the ferry, X"."""
    first, at = span[0].sent.start, span.start - 1
    if at > first and span.doc[at].text == ",":
        at -= 1
        if "of" in {token.lower_ for token in span.doc[max(first, at - 3) : at]} or is_first_name(span[0]):
            return set()
    return {span.doc[at].lower_} if at >= first else set()


def _is_settled(span: Span) -> bool:
    """Whether it stands where places stand: "in northern X", "the town of X", "of Mill Lane"."""
    if len(span) > 3 or any(token.lower_ in ORGANISATION_WORD for token in span):
        return False
    before = [token.lower_ for token in span.doc[max(span[0].sent.start, span.start - 3) : span.start]]
    if before[-1:] and before[-1] in _DIRECTIONS:
        before.pop()
    if not before:
        return False
    if span[-1].lower_ in _STREETS and len(span) > 1 and before[-1] in {"of", "in", "on"}:
        return True
    if before[-1] == "," and before[-2:-1] and before[-2] in _STREETS:
        return True
    named = not span.text.isupper() and not _is_possessor(span)
    inside = before[-1] in {"in", "near"} and named and not set(before[-2:-1]) & _TRUSTED
    return inside or before[-1] == "river" or (before[-1] == "of" and bool(set(before[-2:-1]) & _SETTLEMENTS))


def _is_possessor(span: Span) -> bool:
    return span.end < len(span.doc) and span.doc[span.end].tag_ == "POS"


def _is_copular_opening(span: Span) -> bool:
    """Whether a single word opens a sentence such as "Turnout was 74 per cent": its capital tells nothing."""
    token = span[0]
    return len(span) == 1 and token.i == token.sent.start and token.head.lemma_ == "be" and token.head.dep_ == "ROOT"


def _modifies_a_thing(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.pos_ == "NOUN" and following.lower_ not in words.ROLES
