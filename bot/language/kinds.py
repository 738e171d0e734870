"""What the words around a name tell about its kind, where the recogniser has only guessed."""

from spacy.tokens import Span, Token

from bot.language import words
from bot.language.words import word_set
from bot.model.document import EntityKind

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE

ORGANISATION_WORD = word_set(
    """ministry department office party union association federation council committee commission agency bank
    university college court institute group company corporation inc ltd plc corp parliament senate congress chamber
    fund foundation trust police army navy force forces organisation organization authority board bureau club league
    airlines airways times post journal herald energy gas oil motors systems holdings partners capital studios rovers
    town athletic wanderers albion united pharma foods hospital school academy museum orchestra gazette tribune
    courier ledger letters industries technologies software electric power petroleum airport"""
)
_BODIES = word_set(
    """company firm group club party agency newspaper journal charity bank broadcaster thinktank union consortium
    startup start-up retailer manufacturer magazine band airline brewery developer supplier operator"""
)
_WORKS = word_set("song album film novel book single record ship vessel boat yacht ferry trawler tanker opera musical")
_HEADS = word_set("chairman chairwoman chair executive founder co-founder owner")
_STREETS = word_set("lane road street avenue square hill close drive terrace park")
_SETTLEMENTS = word_set("province city town region village state island port district river lake suburb county")
_DIRECTIONS = word_set("northern southern eastern western central north south east west nearby rural")
_TRUSTED = word_set("share shares stake stakes investor investors confidence faith trust interest investment believe")
_NO_NAMES = word_set("gmt bst utc est edt cet cest pst pdt am pm")


def told_kind(span: Span, kind: EntityKind) -> EntityKind | None:
    """The kind that the words before and in a name tell, the given one where they do not, None when it is no name."""
    if span.text.lower() in _NO_NAMES or _before(span) & _WORKS:
        return None
    if kind not in (PERSON, ORGANISATION) or (kind is PERSON and is_first_name(span[0])):
        return kind
    if kind is PERSON and _is_copular_opening(span):
        return None
    if _is_settled(span):
        return PLACE
    if is_body(span):
        return ORGANISATION
    owned = span.start > 0 and span.doc[span.start - 1].lower_ in {"its", "their"}
    return PLACE if kind is PERSON and len(span) == 1 and owned and _modifies_a_thing(span[0]) else kind


def is_first_name(token: Token) -> bool:
    """Whether the word is a well-known first name, written as one."""
    return token.text.istitle() and token.lower_ in words.MALE_NAMES | words.FEMALE_NAMES


def is_body(span: Span) -> bool:
    """Whether a word of the name, or one that it stands in apposition to, says that it is an organisation."""
    before = [token.lower_ for token in span.doc[max(span[0].sent.start, span.start - 2) : span.start]]
    headed = before[1:] == ["of"] and before[0] in _HEADS
    return headed or any(token.lower_ in ORGANISATION_WORD for token in span) or bool(_before(span) & _BODIES)


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
