"""Whether two clauses say the same of the same, so that one can affirm, deny or contradict the other."""

import re
from collections.abc import Collection, Iterable

from spacy.tokens import Token

from bot.language.analysis import PLAIN, Setting
from bot.language.clauses import ANYBODY, COMPLEMENTS, PADDING, THINGS, Clause, Time
from bot.language.words import ROLES, word_set

_LESS = word_set(
    """former deputy vice assistant ex acting alleged alleged possible likely some most few several half part only
    almost nearly partly partially reportedly allegedly perhaps possibly probably likely apparently maybe supposedly
    barely hardly once previously formerly"""
)
_PEOPLE = ROLES | word_set(
    "people person man woman child boy girl worker resident passenger driver student soldier villager visitor fan guest"
)
_IT = word_set("it them this that")
_WHERE = word_set("in at during")
_TITLES = word_set("mr mrs ms miss dr sir dame lady lord")


def same(asked: Clause, told: Clause, setting: Setting) -> bool:
    """Whether `told` says, or denies, of the same subject all that `asked` says; it may say more."""
    if asked.verb.lemma_.lower() != told.verb.lemma_.lower() or asked.passive != told.passive:
        return False
    shifted = told.source is not None and (asked.time, told.time) == (Time.PRESENT, Time.PAST)
    if asked.time is not told.time and not shifted:
        return False
    elsewhere = {word for t in told.complements for part in t.subtree for word in _words(part.text)}
    if not same_subject(asked.subject, told.subject, setting.people, elsewhere | setting.around):
        return False
    if _weakened(told.verb) - _weakened(asked.verb) or _weakened(told.subject) - _weakened(asked.subject):
        return False
    if not asked.complements and _is_bare(asked.verb):
        return False
    return all(
        any(_same_complement(one, other) for other in told.complements) or _is_understood(one, told, setting.before)
        for one in asked.complements
    )


def _is_understood(asked: Token, told: Clause, before: Collection[str]) -> bool:
    """Whether what is asked was named right before, and here it is left out ("will not attend"), or "it"."""
    wanted = {t.lower_ for t in asked.subtree if t.is_alpha or t.like_num} - PLAIN - _TITLES - {asked.lower_}
    if not (wanted | ({_head(asked).lower_} if asked.dep_ != "prep" else set())) <= set(before):
        return False
    if asked.dep_ == "prep":
        same = (t for t in told.complements if t.dep_ == "prep" and t.lower_ == asked.lower_)
        same_place = [t for t in told.complements if t.dep_ == "prep" and t.lower_ in _WHERE]
        return (asked.lower_ in _WHERE and not same_place) or any(_head(t).lower_ in _IT for t in same)
    things = [t for t in told.complements if t.dep_ in THINGS]
    return asked.dep_ == "dobj" and (not things or all(t.lower_ in _IT for t in things))


def _is_bare(verb: Token) -> bool:
    return verb.lemma_ in {"be", "have", "do"}


def _weakened(head: Token) -> set[str]:
    """The words right at a verb or noun, or at what the verb governs, that make less of it ("former", "partly")."""
    near = [head, *head.children, *(t for child in head.children if child.dep_ in COMPLEMENTS for t in child.children)]
    return {t.lower_ for t in near} & _LESS


def same_subject(asked: Token, told: Token, people: Iterable[Collection[str]], around: Collection[str]) -> bool:
    """Whether what is told is told of whom or what is asked about; `around` may hold words that it leaves out."""
    if asked.lower_ in ANYBODY:
        return told.lower_ in ANYBODY | {"one"} or told.ent_type_ == "PERSON" or told.lemma_.lower() in _PEOPLE
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
    wanted = {t.lower_ for t in asked.subtree if t.is_alpha or t.like_num} - PLAIN - PADDING - _TITLES
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
