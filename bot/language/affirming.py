"""Whether a sentence plainly affirms or denies what a question that wants a yes or no asks.

Only a clause with the same verb, the same subject and everything that the question adds to it counts. Of what may be,
is planned, or happens on a condition nothing is said, and what somebody says is theirs.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from spacy.tokens import Span, Token

from bot.language.analysis import PLAIN, Affirmation
from bot.language.pipeline import parse
from bot.language.words import word_set

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "prep", "advmod", "prt", "xcomp", "ccomp", "agent"})
THINGS = frozenset({"dobj", "attr", "oprd", "dative", "xcomp", "ccomp"})
LONGEST_SOURCE = 8  # words

_REPORTS = word_set(
    """say tell announce report claim add insist warn state confirm argue believe think allege admit acknowledge
    conclude find note stress explain write"""
)
_FAILS = word_set("fail refuse decline")
_MODAL = word_set("may might could should can must ought shall")
_LESS = word_set(
    """former deputy vice assistant ex acting alleged alleged possible likely some most few several half part only
    almost nearly partly partially reportedly allegedly perhaps possibly probably likely apparently maybe supposedly
    barely hardly once previously formerly"""
)
_NEVER = word_set("not n't n’t never no nobody nothing none neither")
_NOBODY = word_set("nobody none no-one nothing")
_ANYBODY = word_set("anyone anybody somebody someone nobody anything something nothing none")
_PADDING = word_set("yet already really ever still now actually also again any there both then today")
_IT = word_set("it them this that")
_TITLES = word_set("mr mrs ms miss dr sir dame lady lord")
_TITLE = re.compile(r"^(?:The|A|An|His|Her|Its|Their)\b")


class _Time(Enum):
    PAST = auto()
    PRESENT = auto()
    FUTURE = auto()


_DOING = {"did": _Time.PAST, "does": _Time.PRESENT, "do": _Time.PRESENT}


@dataclass(frozen=True, slots=True)
class _Clause:
    """What one verb says of its subject."""

    verb: Token
    subject: Token
    time: _Time | None
    negated: bool
    source: str | None = None

    @property
    def passive(self) -> bool:
        return any(child.dep_ == "auxpass" for child in self.verb.children)

    @property
    def complements(self) -> list[Token]:
        return [t for t in self.verb.children if t.dep_ in COMPLEMENTS and t.lower_ not in _NEVER | _PADDING]


def affirmation(
    question: str,
    sentence: str,
    people: Sequence[Collection[str]],
    around: Collection[str],
    before: Collection[str],
) -> Affirmation | None:
    """What the sentence answers to the question; None where it does not plainly say yes or no.

    `people` are the names of each actor of the article, with its role; `around` are the words of the article, which
    may tell what the sentence leaves out of its subject ("the contract" of an article about a harbour contract);
    `before` those that came right before, which "it" or "there" may stand for.
    """
    if sentence.rstrip('”" ').endswith("?"):
        return None
    asked = _asked(question)
    if asked is None or asked.time is None:
        return None
    for span in _spans(sentence):
        for clause in _clauses(span):
            if _same(asked, clause, people, around, before):
                return Affirmation(not clause.negated, clause.source)
    return None


def _spans(text: str) -> Iterator[Span]:
    return (prose.span for prose in parse(text) if prose.span is not None)


def _asked(question: str) -> _Clause | None:
    """What is asked, read as a statement; None where it cannot be read so.

    "Was the dam damaged?" is read as "The dam was damaged", "Did it break?" as "It will break" in the past.
    """
    span = next(_spans(question), None)
    if span is None or len(span) < 4:
        return None
    time = _DOING.get(span[0].lower_)
    helper = "will" if time else span[0].lower_
    begin = span.start + 1 + (span[1].lower_ in {"not", "n't", "n’t"})
    for end in _subject_ends(span, begin):
        whom, rest = span.doc[begin:end].text, span.doc[end : span.end].text.rstrip(" ?")
        stated = next(_spans(f"{whom[:1].upper()}{whom[1:]} {helper} {rest}."), None)
        clauses = [] if stated is None else [c for c in _clauses(stated) if c.verb.dep_ == "ROOT"]
        for clause in clauses:
            if clause.verb.lower_ != "will" and _whole(clause.subject) == end - begin:
                return clause if time is None else replace(clause, time=time)
    return None


def _subject_ends(span: Span, begin: int) -> Iterator[int]:
    """Where the subject of a question may end, the likeliest place first; something must follow it."""
    last = span.end - 1
    subject = next((t for t in span[1:] if t.dep_ in SUBJECTS), None)
    if subject is not None:
        after = (t.i for child in subject.rights if child.dep_ in {"prep", "appos"} for t in child.subtree)
        yield max([subject.i, *after]) + 1
    yield from range(last - 1, begin, -1)


def _whole(subject: Token) -> int:
    """How many tokens the phrase of a subject has that opens its sentence; 0 where it does not, or has a verb in it."""
    if any(t.tag_ in {"TO", "VB", "VBD", "VBN", "VBP", "VBZ", "MD"} for t in subject.subtree if t is not subject):
        return 0
    tokens = sorted(t.i for t in subject.subtree)
    opens = tokens[0] == subject.sent.start and tokens[-1] - tokens[0] == len(tokens) - 1
    return len(tokens) if opens else 0


def _clauses(span: Span) -> Iterator[_Clause]:
    """What is plainly said in a sentence, as far as it is said by somebody with a name or a description."""
    if any(t.dep_ == "neg" and t.head.pos_ not in {"VERB", "AUX"} and t.head.lower_ != "longer" for t in span):
        return  # "from the union, not from the company"
    for verb in span:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or _is_open(verb):
            continue
        flips, subject = False, _subject(verb)
        if verb.dep_ in {"xcomp", "dobj"}:
            flips, subject = _avoided(verb)
        if subject is None or (subject.pos_ == "PRON" and subject.lower_ not in _ANYBODY):
            continue
        report = _report(verb)
        if report is None:
            continue
        says, denied, source = report
        negated = _is_negated(verb, subject) != (denied or flips)
        yield _Clause(verb, subject, _time(verb, bool(says or flips)), negated, source)


def _is_open(verb: Token) -> bool:
    """Whether it only may be so, or is so on a condition."""
    helpers = {t.lower_ for t in _helpers(verb)}
    conditions = (t for child in verb.children if child.dep_ == "advcl" for t in child.children)
    return bool(helpers & _MODAL) or any(t.dep_ == "mark" and t.lower_ in {"if", "unless"} for t in conditions)


def _helpers(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, or of the one that it shares its subject with."""
    own = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    shared = not own and verb.dep_ == "conj" and not any(t.dep_ in SUBJECTS for t in verb.children)
    return _helpers(verb.head) if shared else own


def _subject(verb: Token) -> Token | None:
    """Whom or what it says something of; of "the minister, who resigned" the minister."""
    own = next((t for t in verb.children if t.dep_ in SUBJECTS), None)
    if own is not None and own.tag_ in {"WP", "WDT"}:
        return verb.head if verb.dep_ == "relcl" else None
    if own is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
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
    while at.dep_ == "conj" and at.head.pos_ in {"VERB", "AUX"}:
        at = at.head
    if at.dep_ == "xcomp" and at.head.lemma_ in _FAILS:
        at = at.head
    if at.dep_ in {"xcomp", "dobj"} and at.head.lemma_ == "deny":
        return True, False, _source(at.head)
    if at.dep_ == "relcl":
        at = next((t for t in at.ancestors if t.pos_ in {"VERB", "AUX"}), at)
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
    text = head.doc[tokens[0].i : tokens[-1].i + 1].text.strip(" ,").replace(" '", "’")
    return text[0].lower() + text[1:] if _TITLE.match(text) else text


def _is_negated(verb: Token, subject: Token) -> bool:
    words = [t for t in verb.children if t.dep_ in {"neg", "advmod", "det"} or t.dep_ in THINGS]
    denies = any(t.lower_ in _NEVER for t in words) or (
        any(t.lower_ == "longer" and any(c.lower_ == "no" for c in t.children) for t in verb.children)
    )
    nobody = subject.lower_ in _NOBODY or any(t.lower_ in {"no", "neither"} for t in subject.children)
    nothing = any(c.lower_ == "no" for t in verb.children if t.dep_ in THINGS for c in t.children)
    return denies or nobody or nothing


def _time(verb: Token, reported: bool) -> _Time | None:
    helpers = {t.lower_ for t in _helpers(verb)}
    if helpers & {"will", "'ll", "’ll"} or ("would" in helpers and reported):
        return _Time.FUTURE
    if "would" in helpers or "to" in helpers:
        return _Time.PAST if reported and "to" in helpers else None
    if helpers & {"did", "has", "have", "had", "was", "were", "having"} or verb.tag_ == "VBD":
        return _Time.PAST
    if verb.tag_ == "VBG" and reported and not helpers:
        return _Time.PAST
    if helpers & {"is", "are", "am", "does", "do"} or verb.tag_ in {"VBZ", "VBP"}:
        return _Time.PRESENT
    return None


def _same(
    asked: _Clause,
    told: _Clause,
    people: Sequence[Collection[str]],
    around: Collection[str],
    before: Collection[str],
) -> bool:
    if asked.verb.lemma_.lower() != told.verb.lemma_.lower() or asked.passive != told.passive:
        return False
    shifted = told.source is not None and (asked.time, told.time) == (_Time.PRESENT, _Time.PAST)
    if asked.time is not told.time and not shifted:
        return False
    elsewhere = {word for t in told.complements for part in t.subtree for word in _words(part.text)}
    if not _same_subject(asked.subject, told.subject, people, elsewhere | set(around)):
        return False
    if _weakened(told.verb) - _weakened(asked.verb) or _weakened(told.subject) - _weakened(asked.subject):
        return False
    if not asked.complements and _is_bare(asked.verb):
        return False
    return all(
        any(_same_complement(one, other) for other in told.complements) or _is_understood(one, told, before)
        for one in asked.complements
    )


def _is_understood(asked: Token, told: _Clause, before: Collection[str]) -> bool:
    """Whether what is asked was named right before, and here it is left out ("will not attend"), or "it" or "there"."""
    wanted = {t.lower_ for t in asked.subtree if t.is_alpha or t.like_num} - PLAIN - _TITLES - {asked.lower_}
    if not (wanted | ({_head(asked).lower_} if asked.dep_ != "prep" else set())) <= set(before):
        return False
    if asked.dep_ == "prep":
        same = (t for t in told.complements if t.dep_ == "prep" and t.lower_ == asked.lower_)
        there = any(t.lower_ == "there" for t in told.verb.children) and asked.lower_ in {"in", "at"}
        return there or any(_head(t).lower_ in _IT for t in same)
    things = [t for t in told.complements if t.dep_ in THINGS]
    return asked.dep_ == "dobj" and (not things or all(t.lower_ in _IT for t in things))


def _is_bare(verb: Token) -> bool:
    return verb.lemma_ in {"be", "have", "do"}


def _weakened(head: Token) -> set[str]:
    """The words right at a verb or noun, or at what the verb governs, that make less of it ("former", "partly")."""
    near = [head, *head.children, *(t for child in head.children if child.dep_ in COMPLEMENTS for t in child.children)]
    return {t.lower_ for t in near} & _LESS


def _same_subject(asked: Token, told: Token, people: Sequence[Collection[str]], around: Collection[str]) -> bool:
    if asked.lower_ in _ANYBODY:
        return told.lower_ in _ANYBODY | {"one"} or told.ent_type_ == "PERSON" or told.lemma_ in {"people", "person"}
    if (asked.tag_, told.tag_) == ("NN", "NNS"):
        return False
    whom = {word for t in asked.subtree for word in _words(t.text)} - PLAIN - _TITLES
    heads = _heads(told)
    here = {word for t in told.subtree for word in _words(t.text)} | _forms(told.subtree)
    one = any(_is_called(whom, names) and _is_called(here, names) for names in people)
    if not one and asked.lemma_.lower() not in {t.lemma_.lower() for t in heads}:
        return False
    known = here | {word for names in people if _is_called(here, names) for name in names for word in _words(name)}
    missing = {
        t.lower_ for t in asked.subtree if (t.is_alpha or t.like_num) and not {t.lower_, t.lemma_.lower()} & known
    }
    missing -= PLAIN | _TITLES
    own = {t.lower_ for t in told.lefts if t.dep_ in {"compound", "amod", "nummod"} and t.pos_ != "PROPN"}
    return not missing or (missing <= set(around) and not own - whom)


def _heads(noun: Token) -> list[Token]:
    """The noun and those that stand for the same: "transport minister, Petra Voss", "Prime Minister Ilse Marn"."""
    close = [t for t in noun.children if t.dep_ in {"appos", "compound"} or (t.dep_ == "conj" and t.pos_ == noun.pos_)]
    return [noun, *(t for child in close for t in ([child] if child.dep_ == "compound" else _heads(child)))]


def _is_called(told: Collection[str], names: Collection[str]) -> bool:
    """Whether all words of one of the names are told."""
    return any(words and words <= set(told) for words in (frozenset(_words(n)) - PLAIN - _TITLES for n in names))


def _same_complement(asked: Token, told: Token) -> bool:
    if asked.dep_ == "prep":
        if told.dep_ != "prep" or asked.lower_ != told.lower_:
            return False
    elif (asked.dep_ in THINGS) != (told.dep_ in THINGS) or told.dep_ in {"prep", "agent"}:
        return False
    heads = _forms([_head(asked)]), _forms(_heads(_head(told)))
    wanted = {t.lower_ for t in asked.subtree if t.is_alpha or t.like_num} - PLAIN - _PADDING - _TITLES
    here = _forms(told.subtree)
    return bool(heads[0] & heads[1]) and all(
        t.lower_ in here or t.lemma_.lower() in here for t in asked.subtree if t.lower_ in wanted
    )


def _forms(tokens: Iterable[Token]) -> set[str]:
    return {form for token in tokens for form in (token.lower_, token.lemma_.lower())}


def _head(complement: Token) -> Token:
    return next((t for t in complement.children if t.dep_ == "pobj"), complement)


def _words(text: str) -> list[str]:
    return [re.sub(r"[’']s?$", "", word) for word in re.findall(r"\w+(?:[’'-]\w+)*", text.lower())]
