"""What somebody is, as the words around the name say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from bot.language import words
from bot.language.name import GROUP, ORGANISATION, PERSON, PLACE, Name
from bot.language.pipeline import Prose
from bot.language.words import word_set

MOST_TOKENS = 16
_DETERMINERS = word_set("the a an his her their its our my this that one")
_LINKS = word_set("of for at in to with from on the and & - – ’s 's")
_GONE = word_set("former ex then late retired outgoing")
_CHOOSING = word_set("appoint name elect nominate hire install promote")
_PARTIES = word_set("republican democrat democratic labour conservative liberal green socialist communist nationalist")
_AFTER = frozenset((",", ".", ";", ")", "—", "–", '"', ":", "-", "!", "?", "'s"))
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
_KIN = word_set(
    """son daughter wife husband brother sister mother father widow cousin uncle aunt nephew niece rival counterpart
    ally predecessor successor resident member student expert boss"""
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that one sentence gives: `text` as written, `affiliation` the name it belongs to.

    `owner` is the token of whoever is said to have such a relative ("Orr" in "Orr’s brother", "his"), if somebody is.
    """

    text: str
    sentence: int
    affiliation: str | None
    head: str
    owner: int | None = None

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """More for an office than for kinship, for one still held, for one with its country, and in more words."""
        former = bool(set(self.text.lower().split()) & _GONE)
        return (self.head not in _KIN, not former, self.affiliation is not None, min(len(self.text.split()), 5))


def roles(name: Name, around: Sequence[Name], demonyms: Mapping[str, str]) -> Iterator[Role]:
    """The roles that a person's name has in its sentence; `around` are the sentence's names."""
    span = name.prose.span
    if span is None:
        return
    doc, low, high = span.doc, span.start, span.end
    first = (
        name.first - 1 - (name.first - 1 >= low and doc[name.first - 1].text == ".") if name.honorific else name.first
    )
    if name.honorific and name.honorific.lower() in words.ROLES:
        yield Role(name.honorific, name.prose.index, _affiliation_after(name, around), name.honorific.lower())
    for start, end in _spans(doc, low, high, first, name.last, [n for n in around if n is not name]):
        yield from _role(name, doc, start, end, around, demonyms)


def introduced(name: Name, before: Prose, demonyms: Mapping[str, str], names: Sequence[Name]) -> Iterator[Role]:
    """The role that the sentence before gives to one whom it does not name: "A former mayor was fined. Jo Bly, 58, …".

    That is certain where the name opens its sentence and is followed by an age, and the sentence before has for its
    subject one person, new and unnamed. `names` are those of that sentence.
    """
    span, own = before.span, name.prose.span
    if span is None or own is None or name.first != own.start or not _has_age(name, own.end):
        return
    subject = next((t for t in span if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT"), None)
    if subject is None or any(n.kind is PERSON for n in names) or span[0].lower_ not in {"a", "an"}:
        return
    start, end = subject.left_edge.i, subject.right_edge.i + 1
    if start == span.start and _is_head(subject) and end - start <= MOST_TOKENS:
        yield from _role(replace(name, prose=before), span.doc, start + 1, end, names, demonyms)


def _has_age(name: Name, high: int) -> bool:
    after = name.doc[name.last : min(high, name.last + 3)]
    return len(after) == 3 and after[0].text == after[2].text == "," and after[1].text.isdigit()


def _affiliation_after(name: Name, around: Sequence[Name]) -> str | None:
    """What follows in "President Jo Bly of Lowen"."""
    if name.last + 1 >= len(name.doc) or name.doc[name.last].lower_ != "of":
        return None
    return next((n.text for n in around if n.first == name.last + 1 and n.kind in (PLACE, ORGANISATION)), None)


def _spans(doc: Doc, low: int, high: int, first: int, last: int, others: Sequence[Name]) -> Iterator[tuple[int, int]]:
    people = {i for other in others if other.kind is PERSON for i in range(other.first, other.last)}
    yield from _before(doc, low, first, first, people)
    if first - 1 > low and doc[first - 1].text == "," and (last >= high or doc[last].text in _AFTER):
        yield from _before(doc, low, first - 1, first, people)
    if any(doc[i].lemma_.lower() in _CHOOSING for i in range(max(low, first - 3), first)):
        yield from _chosen(doc, high, last)
    yield from (span for span in _after(doc, high, last) if not _is_anothers(doc, span, high, last, people))


def _is_anothers(doc: Doc, span: tuple[int, int], high: int, last: int, people: set[int]) -> bool:
    """Whether what follows a name and a comma opens a clause or introduces the next name.

    "According to Mr Bly, the mayor knew", "in Lowen, the group's head, Jo Bly".
    """
    start, end = span
    if end >= high or "," not in {doc[i].text for i in range(last, start)}:
        return False
    return doc[end].tag_ in {"VBD", "VBZ", "VBP", "MD"} or (doc[end].text == "," and end + 1 in people)


def _before(doc: Doc, low: int, end: int, first: int, people: set[int]) -> Iterator[tuple[int, int]]:
    """The noun phrase that ends at `end`: directly before the name, or before the comma before it."""
    start = end
    while start > low and end - start < MOST_TOKENS and _belongs(doc[start - 1]):
        start -= 1
    heads = [i for i in range(start, end) if _is_head(doc[i])]
    if not heads or (end == first and any(i in people for i in range(start, end))):
        return
    head = heads[-1]
    if doc[end - 1].lower_ in _LINKS | _DETERMINERS:
        return
    if head < end - 1 and doc[head + 1].lower_ not in _LINKS:
        return
    left = _phrase_start(doc, start, head)
    if end != first and not (left == low or doc[left - 1].lower_ in _DETERMINERS or doc[left - 1].tag_ == "POS"):
        return
    yield left, end


def _belongs(token: Token) -> bool:
    return (
        token.tag_ == "POS"
        or token.pos_ in _NOMINAL
        or token.lower_ in _LINKS
        or token.lower_ in _DETERMINERS | _GONE
        or _is_head(token)
    )


def _phrase_start(doc: Doc, start: int, head: int) -> int:
    """The left edge of the head's own phrase: not past a determiner or a preposition."""
    at = head
    while at > start and doc[at - 1].lower_ not in _LINKS - {"-", "–", "and", "&"} | _DETERMINERS:
        at -= 1
    while at < head and (doc[at].pos_ == "NUM" or doc[at].lower_ in {"and", "&", "-"}):
        at += 1
    return at


def _chosen(doc: Doc, high: int, last: int) -> Iterator[tuple[int, int]]:
    """The office in "appointed X as chief executive" or "named X chief executive"."""
    at = last + (last < high and doc[last].lower_ == "as")
    if at < high:
        yield from _noun_phrase(doc, high, at)


def _after(doc: Doc, high: int, last: int) -> Iterator[tuple[int, int]]:
    at = last
    if at < high and doc[at].lemma_ == "be" and at + 1 < high and doc[at + 1].lower_ in _DETERMINERS:
        yield from _noun_phrase(doc, high, at + 1)
    while at < high - 1 and doc[at].text in {",", "—", "–"}:
        at += 1
        stop = next((i for i in range(at, min(high, at + MOST_TOKENS)) if doc[i].text in {",", ";", "—", "."}), high)
        if doc[at].pos_ == "NUM" and stop == at + 1:
            at = stop
            continue
        if doc[at].lower_ == "who" and at + 1 < stop:
            yield from _relative(doc, at + 1, stop)
            yield from _later(doc, at + 2, stop)
            return
        found = list(_noun_phrase(doc, stop, at))
        yield from found
        if not found:
            return
        at = stop


def _relative(doc: Doc, at: int, stop: int) -> Iterator[tuple[int, int]]:
    if doc[at].lower_ in words.LEADING_VERBS:
        yield at, stop
    elif doc[at].lemma_ == "be":
        yield from _noun_phrase(doc, stop, at + 1)


def _later(doc: Doc, at: int, stop: int) -> Iterator[tuple[int, int]]:
    """The office in a further verb: "who worked there and now heads the office"."""
    for i in range(at, stop - 1):
        if doc[i].lower_ in words.LEADING_VERBS and doc[i - 1].lower_ in {"and", "now", "currently"}:
            yield i, stop
            return


def _noun_phrase(doc: Doc, high: int, at: int) -> Iterator[tuple[int, int]]:
    head = next((i for i in range(at, min(high, at + 10)) if _ends_phrase(doc, i, high)), None)
    if head is None or not all(_belongs(doc[i]) and doc[i].lower_ != "and" for i in range(at, head)):
        return
    if not _is_head(doc[head]):
        return
    end = head + 1
    while end < high and end - at < MOST_TOKENS and _belongs(doc[end]):
        end += 1
    while end > head + 1 and doc[end - 1].lower_ in _LINKS | _DETERMINERS:
        end -= 1
    yield _phrase_start(doc, at, head), end


def _ends_phrase(doc: Doc, index: int, high: int) -> bool:
    """Whether the noun at the index is the last of its compound."""
    following = doc[index + 1] if index + 1 < high else None
    return doc[index].pos_ in {"NOUN", "PROPN", "ADJ"} and (
        following is None or (following.pos_ not in _NOMINAL and following.tag_ != "POS" and following.text != "-")
    )


def _is_head(token: Token) -> bool:
    word = (
        token.lower_.removesuffix("s")
        if token.tag_ in {"NN", "NNP"} and token.lower_ not in words.ROLES
        else token.lower_
    )
    return word in words.ROLES or word.rpartition("-")[2] in words.ROLES


def _role(
    name: Name, doc: Doc, start: int, end: int, around: Sequence[Name], demonyms: Mapping[str, str]
) -> Iterator[Role]:
    head = next((doc[i].lower_ for i in range(start, end) if _is_head(doc[i])), "")
    from_, to = name.prose.offset(start), name.prose.offset(end - 1) + len(doc[end - 1])
    text = " ".join(name.prose.text[from_ - name.prose.start : to - name.prose.start].split()).strip(" ,-–")
    if text:
        belongs = _affiliation(doc, start, end, around, demonyms)
        if belongs is None and end == name.first:
            belongs = _affiliation_after(name, around)
        yield Role(text, name.prose.index, belongs, head, _owner(doc, start) if _is_kin(head) else None)


def _is_kin(head: str) -> bool:
    return head in _KIN or head.partition("-")[0] in _KIN


def _owner(doc: Doc, start: int) -> int | None:
    before = doc[start - 1] if start else None
    if before is None or before.tag_ not in {"POS", "PRP$"}:
        return None
    return before.i if before.tag_ == "PRP$" else before.i - 1


def _affiliation(doc: Doc, start: int, end: int, around: Sequence[Name], demonyms: Mapping[str, str]) -> str | None:
    possessor = start - 2 if start >= 2 and doc[start - 1].tag_ == "POS" else start
    for other in around:
        portfolio = all(token.lower_ in words.OFFICE_TITLES for token in other.tokens)
        known = other.kind is not GROUP or other.text.lower() in demonyms.keys() | _PARTIES
        owns = other.kind in (PLACE, GROUP, ORGANISATION) and known and not portfolio
        if owns and other.last > possessor and other.first < end:
            return demonyms.get(other.text.lower(), other.text)
    return None
