"""What the clauses of a sentence plainly say.

Of what may be, or happens on a condition, nothing is plainly said; what somebody says is theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from spacy.tokens import Span, Token

from bot.language.pipeline import parse
from bot.language.words import word_set

VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
THINGS = frozenset({"dobj", "attr", "oprd", "dative", "xcomp", "ccomp"})
COMPLEMENTS = THINGS | {"acomp", "prep", "advmod", "prt", "agent"}
ANYBODY = word_set("anyone anybody somebody someone nobody anything something nothing none")
NEVER = word_set("not n't n’t never no nobody nothing none neither")
PADDING = word_set("yet already really ever still now actually also again any there both then today")
LONGEST_SOURCE = 8  # words

_REPORTS = word_set(
    """say tell announce report claim add insist warn state confirm argue believe think allege admit acknowledge
    conclude find note stress explain write"""
)
_OWN = word_set("deny admit announce confirm")
_FAILS = word_set("fail refuse decline")
_MODAL = word_set("may might could should can must ought shall")
_NOBODY = word_set("nobody none no-one nothing")
_DETERMINER = re.compile(r"^(?:The|A|An|His|Her|Its|Their)\b")


class Time(Enum):
    """When it is, as the verb tells."""

    PAST = auto()
    PRESENT = auto()
    FUTURE = auto()


@dataclass(frozen=True, slots=True)
class Clause:
    """What one verb says of its subject; `source` is who says so, None the article itself.

    `without` are the indices of what is left out of its complements.
    """

    verb: Token
    subject: Token
    time: Time | None
    negated: bool
    source: str | None = None
    without: frozenset[int] = frozenset()

    @property
    def passive(self) -> bool:
        """Whether something is done to the subject."""
        return any(child.dep_ == "auxpass" for child in self.verb.children)

    @property
    def complements(self) -> list[Token]:
        """What the verb is completed by, without words that add nothing."""
        found = (t for t in self.verb.children if t.dep_ in COMPLEMENTS and t.lower_ not in NEVER | PADDING)
        return [t for t in found if t.i not in self.without]


def spans(text: str) -> Iterator[Span]:
    """The sentences of a short text, parsed."""
    return (prose.span for prose in parse(text) if prose.span is not None)


def clauses(span: Span) -> Iterator[Clause]:
    """What is plainly said in a sentence, as far as it is said by somebody with a name or a description."""
    if any(t.dep_ == "neg" and t.head.pos_ not in VERBS and t.head.lower_ != "longer" for t in span):
        return  # "from the union, not from the company"
    for verb in span:
        if verb.pos_ not in VERBS or verb.dep_ in {"aux", "auxpass"} or _is_open(verb):
            continue
        if sum(t.dep_ in SUBJECTS for t in verb.children) > 1:
            continue  # "the ferry Aldis": the parser took one subject for two
        flips, subject = False, _subject(verb)
        if verb.dep_ in {"xcomp", "dobj"}:
            flips, subject = _avoided(verb)
        if subject is not None and subject.lower_ == "it" and _is_its_own(verb):
            subject = _subject(verb.head)
        if subject is None or (subject.pos_ == "PRON" and subject.lower_ not in ANYBODY):
            continue
        report = _report(verb)
        if report is None:
            continue
        says, denied, source = report
        negated = _is_negated(verb, subject) != (denied or flips)
        yield Clause(verb, subject, _time(verb, bool(says or flips)), negated, source)


def _is_its_own(verb: Token) -> bool:
    """Whether "it" is who speaks: "the bank denied that it had broken the law"."""
    return verb.dep_ == "ccomp" and verb.head.lemma_ in _OWN and verb.lemma_ != "be"


def _is_open(verb: Token) -> bool:
    """Whether it only may be so, or is so on a condition."""
    helpers = {t.lower_ for t in helpers_of(verb)}
    conditions = (t for child in verb.children if child.dep_ == "advcl" for t in child.children)
    return bool(helpers & _MODAL) or any(t.dep_ == "mark" and t.lower_ in {"if", "unless"} for t in conditions)


def helpers_of(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, or of the one that it shares its subject with."""
    own = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    shared = not own and verb.dep_ == "conj" and not any(t.dep_ in SUBJECTS for t in verb.children)
    return helpers_of(verb.head) if shared else own


def _subject(verb: Token) -> Token | None:
    """Whom or what it says something of; of "the minister, who resigned" the minister."""
    own = next((t for t in verb.children if t.dep_ in SUBJECTS), None)
    if own is not None and own.tag_ in {"WP", "WDT"}:
        return verb.head if verb.dep_ == "relcl" else None
    if own is None and verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        return None if any(t.dep_ == "neg" for t in verb.head.children) else _subject(verb.head)
    return own


def _avoided(verb: Token) -> tuple[bool, Token | None]:
    """Whether "refused to do" or "denied doing" leaves it undone, and who did not do it."""
    head = verb.head
    denies = head.lemma_ in _FAILS or (head.lemma_ == "deny" and verb.tag_ == "VBG")
    plain = denies and not _is_open(head) and not any(t.dep_ == "neg" for t in head.children)
    return (True, _subject(head)) if plain else (False, None)


def _report(verb: Token) -> tuple[bool, bool, str | None] | None:
    """Whether it is reported, whether that is a denial, and who says so; None where it is not plainly told.

    The verb may stand alone, beside others, in a clause that describes somebody, or in what somebody says.
    """
    at = verb
    while at.dep_ == "conj" and at.head.pos_ in VERBS:
        at = at.head
    if at.dep_ == "xcomp" and at.head.lemma_ in _FAILS:
        at = at.head
    if at.dep_ in {"xcomp", "dobj"} and at.head.lemma_ == "deny":
        return True, False, _source(at.head)
    if at.dep_ == "relcl":
        at = next((t for t in at.ancestors if t.pos_ in VERBS), at)
    if at.dep_ == "ROOT":
        if at is not verb and verb.dep_ == "relcl" and at.lemma_ in _REPORTS:
            return None
        return _according(at)
    said = at.head
    told = at.dep_ == "ccomp" and said.lemma_ in _REPORTS | {"deny"} and said.dep_ in {"ROOT", "conj"}
    if not told or _is_open(said) or any(t.dep_ == "neg" for t in said.children):
        return None
    if any(t.lower_ in {"if", "whether"} for t in at.children):
        return None
    source = _source(said)
    return None if source is None else (True, said.lemma_ == "deny", source)


def _according(verb: Token) -> tuple[bool, bool, str | None]:
    """The source in "according to"; without one it is the article's own word."""
    for token in verb.sent:
        if token.lower_ == "according":
            named = next((t for child in token.children if child.lower_ == "to" for t in child.children), None)
            return True, False, _phrase(named) if named is not None else None
    return False, False, None


def _source(said: Token) -> str | None:
    subject = _subject(said)
    return None if subject is None or subject.pos_ == "PRON" else _phrase(subject)


def _phrase(head: Token) -> str:
    """A noun phrase as it is written within a sentence; a long one without what follows its noun."""
    tokens = sorted(head.subtree, key=lambda t: t.i)
    if len(tokens) > LONGEST_SOURCE or any(t.dep_ == "relcl" for t in tokens):
        tokens = [t for t in tokens if t.i <= head.i]
    text = head.doc[tokens[0].i : tokens[-1].i + 1].text.strip(" ,").replace("'", "’")
    common = tokens[0].is_sent_start and tokens[0].pos_ in {"NOUN", "ADJ"} and not text[1:2].isupper()
    return text[0].lower() + text[1:] if common or _DETERMINER.match(text) else text


def _is_negated(verb: Token, subject: Token) -> bool:
    words = [t for t in verb.children if t.dep_ in {"neg", "advmod", "det"} or t.dep_ in THINGS]
    denies = any(t.lower_ in NEVER for t in words) or (
        any(t.lower_ == "longer" and any(c.lower_ == "no" for c in t.children) for t in verb.children)
    )
    nobody = subject.lower_ in _NOBODY or any(t.lower_ in {"no", "neither"} for t in subject.children)
    nothing = any(c.lower_ == "no" for t in verb.children if t.dep_ in THINGS for c in t.children)
    return denies or nobody or nothing


def _time(verb: Token, reported: bool) -> Time | None:
    helpers = {t.lower_ for t in helpers_of(verb)}
    if helpers & {"will", "'ll", "’ll"} or ("would" in helpers and reported):
        return Time.FUTURE
    if "would" in helpers or "to" in helpers:
        return Time.PAST if reported and "to" in helpers else None
    if helpers & {"did", "has", "have", "had", "was", "were", "having"} or verb.tag_ == "VBD":
        return Time.PAST
    if verb.tag_ == "VBG" and reported and not helpers:
        return Time.PAST
    if helpers & {"is", "are", "am", "does", "do"} or verb.tag_ in {"VBZ", "VBP"}:
        return Time.PRESENT
    return None
