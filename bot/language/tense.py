"""Which way the verb that a date belongs to looks, and whether the date is that of something told."""

from collections.abc import Iterator
from enum import Enum, auto

from spacy.tokens import Token

from bot.language.pipeline import Prose
from bot.language.words import word_set

_EXPECTED = word_set("expected due set scheduled planned likely hoping hope plan intend aim want agree promise")
_FUTURE = word_set("will would shall 'll ’ll")
_POSSIBLE = word_set("could may might should must can")
_BARE = word_set("it they this that these those we them one so")


class Look(Enum):
    """Which way a verb looks; NEAR is what "was due to" tells: whichever day is nearer."""

    BACK = auto()
    AHEAD = auto()
    NEAR = auto()


def is_told(prose: Prose, offset: int) -> bool:
    """Whether "last year" or "this week" belongs to something that the sentence tells.

    It does not where it only says which thing is meant ("the boats that it bought last year"), how somebody
    feels about something ("confident of a deal this year"), or where all is left to other sentences ("this week they
    did it again").
    """
    token = _token_at(prose, offset)
    if token is None:
        return False
    chain = [token, *token.ancestors]
    verb = next((t for t in chain if t.pos_ in {"VERB", "AUX"}), None)
    inside = chain[: chain.index(verb)] if verb is not None else chain
    if any(t.dep_ == "acomp" for t in inside):
        return False
    if verb is None:
        return True
    which = verb.dep_ == "relcl" and not any(t.is_punct for t in verb.doc[verb.head.i + 1 : verb.i])
    told = [t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}]
    return not which and not (told and all(t.lower_ in _BARE for t in told))


def _token_at(prose: Prose, offset: int) -> Token | None:
    """The token that holds an offset of the sentence."""
    if prose.span is None:
        return None
    return next((t for t in reversed(prose.span) if prose.offset(t.i) - prose.start <= offset), prose.span[0])


def look_of(prose: Prose, offset: int, is_end: bool) -> Look | None:
    """Which way the verb that the date belongs to looks; None when no verb tells.

    `is_end` says that the date ends something: what has been closed until Saturday is still closed.
    """
    token = _token_at(prose, offset)
    if token is None:
        return None
    if _is_awaited(token):
        return Look.AHEAD
    for verb in _verbs(token):
        tense = _tense(verb)
        if tense is not None:
            lasting = is_end and bool({"has", "have"} & {child.lower_ for child in verb.children})
            return Look.AHEAD if lasting else tense
    return None


def _is_awaited(token: Token) -> bool:
    """Whether the date is that of something that is waited for: "on bail until sentencing on April 9"."""
    event = next((t for t in token.ancestors if t.dep_ in {"pobj", "pcomp"} and t.pos_ in {"NOUN", "VERB"}), None)
    return event is not None and event.head.lower_ in {"until", "till", "pending"}


def _verbs(token: Token) -> Iterator[Token]:
    """The verbs above a date, nearest first; never the "said" that ends a sentence."""
    chain = [t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}]
    if not chain or _is_speech(chain[0]):
        before = [t for t in token.sent if t.i < token.i and t.pos_ in {"VERB", "AUX"} and not _is_speech(t)]
        speech_after = chain and chain[0].i > token.i
        chain = (list(reversed(before)) + chain) if speech_after or not chain else chain
    return iter(chain)


def _is_speech(token: Token) -> bool:
    return token.lemma_.lower() in {"say", "tell", "announce", "report"}


def _tense(verb: Token) -> Look | None:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _FUTURE:
        return Look.AHEAD
    if helpers & _POSSIBLE and not helpers & {"have"} and not any(c.dep_ == "neg" for c in verb.children):
        return Look.AHEAD
    if _is_speech(verb) and verb.tag_ == "VBD":
        return Look.BACK
    governor = verb.head
    if "to" in helpers and governor is not verb:
        return _promised(governor)
    if verb.tag_ in {"VBZ", "VBP"} or (
        verb.tag_ in {"VBG", "VBN"} and helpers & {"is", "are"} and "been" not in helpers
    ):
        return Look.AHEAD if (not _is_speech(verb) or verb.dep_ == "relcl") and "have" not in verb.lemma_ else None
    if helpers & {"has", "have", "had"}:
        return Look.BACK
    if verb.tag_ in {"VBD", "VBN"}:
        above = next((t for t in verb.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        inside = verb.dep_ in {"advcl", "relcl", "ccomp"} and above is not None
        will = inside and above is not None and {c.lower_ for c in above.children if c.dep_ == "aux"} & _FUTURE
        return Look.AHEAD if will else Look.BACK
    return None


def _promised(governor: Token) -> Look | None:
    """What "… to do" says by the word that governs it: "is expected to", "was due to", "plans to"."""
    if governor.lemma_.lower() not in _EXPECTED and governor.lower_ not in _EXPECTED:
        return None if governor.pos_ != "NOUN" else Look.AHEAD
    copula = {child.lower_ for child in governor.children if child.dep_ in {"aux", "auxpass"}} | {governor.head.lower_}
    return Look.NEAR if copula & {"was", "were", "had"} else Look.AHEAD
