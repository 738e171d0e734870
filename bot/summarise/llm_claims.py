"""Whether a text that a model wrote says no more than the sentences it cites, word for word.

Grounding compares names, numbers, dates and quotations. A model can also invent what somebody did, so here every
word that carries meaning must stand in the cited sentences, in some form, and most of them in one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Actor, Citation, Document, EntityKind
from bot.summarise.facts import bare_words, numbers
from bot.summarise.grounding import Dropped, Grounded, ground
from bot.summarise.headline import headline, stem
from bot.summarise.support import Support, holds

TOGETHER = 0.6
"""The share of a claim's words that one of its sentences must hold: two facts are not put together into a third."""

ORDERED = 0.6
"""The share of a claim's words that must follow each other as in its sentences: who did it to whom is not turned about.
When and where may stand anywhere."""

_NEUTRAL = frozenset({"say", "tell", "accord", "also", "report"})
_DENIAL_WORDS = "not no never nor neither without deny denies denied denying refuse refused false untrue rumour rumours"
_DENIALS = frozenset(_DENIAL_WORDS.split())
_MOVABLE = frozenset({EntityKind.PLACE, EntityKind.DATE, EntityKind.TIME, EntityKind.NUMBER})


def review(briefing: Briefing, documents: Sequence[Document]) -> Grounded:
    """Ground a briefing that a model wrote, and check the words of its statements; runs in a worker."""
    grounded = ground(briefing, documents)
    dropped = list(grounded.dropped)
    kept = []
    for bullet in grounded.briefing.bullets:
        reason = objection(bullet.text, bullet.citations, documents)
        if reason is None:
            kept.append(bullet)
        else:
            dropped.append(Dropped("bullet", bullet.text, reason))
    title, own = grounded.briefing.headline, _own_headline(documents)
    if title.text != own.text and (reason := objection(title.text, title.citations, documents)):
        dropped.append(Dropped("headline", title.text, reason))
        title = own
    return Grounded(replace(grounded.briefing, headline=title, bullets=tuple(kept)), tuple(dropped))


def objection(text: str, citations: Sequence[Citation], documents: Sequence[Document]) -> str | None:
    """The first thing that the text says beyond its sentences, in words; None when there is none."""
    claim = _Claim.of(text, documents)
    cited = [_Said.of(citation, documents) for citation in citations]
    missing = [word for word in claim.words if not any(said.says(word) for said in cited)]
    if missing:
        return f"words: {', '.join(missing)}"
    if claim.words and max(said.share(claim.words) for said in cited) < TOGETHER:
        return "puts together what no sentence says"
    if _in_order(claim.words, cited) < ORDERED:
        return "says it in another order than the sentence"
    swapped = next((actor for actor in claim.actors if _has_role_of_another(actor, documents)), None)
    copied = any(holds(said.stems, tuple(map(_stem, bare_words(text)))) for said in cited)
    if swapped is not None and not copied:
        return f"somebody else's role: {swapped.role}"
    if all(said.denies for said in cited) and not claim.denies:
        return "leaves out a denial"
    if claim.denies and not any(said.denies for said in cited):
        return "denies what the sentence says"
    return None


def untraceable(text: str, citations: Sequence[Citation], documents: Sequence[Document]) -> str | None:
    """The first thing in a text of its own that its sentences do not say, in words; runs in a worker."""
    if not text:
        return "no text"
    return Support(documents, citations).objection(text) or objection(text, citations, documents)


@dataclass(frozen=True, slots=True)
class _Claim:
    words: tuple[str, ...]
    actors: tuple[Actor, ...]
    denies: bool

    @classmethod
    def of(cls, text: str, documents: Sequence[Document]) -> "_Claim":
        from bot.language import read

        made = read(text, documents[0].dated)
        terms = [term for sentence in made.sentences for term in sentence.terms]
        words = [term for term in dict.fromkeys(terms) if term not in _NEUTRAL and not numbers(term)]
        return cls(tuple(words), made.actors, denies(text))


@dataclass(frozen=True, slots=True)
class _Said:
    support: Support
    stems: tuple[str, ...]
    terms: frozenset[str]
    movable: frozenset[str]
    denies: bool

    @classmethod
    def of(cls, citation: Citation, documents: Sequence[Document]) -> "_Said":
        document = next(document for document in documents if document.article == citation.article)
        sentence = document.sentences[citation.sentence]
        here = [mention for mention in document.mentions if mention.sentence == sentence.index]
        movable = {_stem(word) for mention in here if mention.kind in _MOVABLE for word in bare_words(mention.text)}
        return cls(
            Support(documents, (citation,)),
            tuple(map(_stem, bare_words(sentence.text))),
            frozenset(map(_stem, sentence.terms)),
            frozenset(movable),
            denies(sentence.text),
        )

    def says(self, word: str) -> bool:
        return _stem(word) in self.stems or _stem(word) in self.terms or self.support.says(word)

    def share(self, words: Sequence[str]) -> float:
        return sum(map(self.says, words)) / len(words)


def _has_role_of_another(claimed: Actor, documents: Sequence[Document]) -> bool:
    """Whether the documents give the role in which a claim names somebody to others, and not to the one it names."""
    role = _role(claimed)
    known = [actor for document in documents for actor in document.actors]
    own = [actor for actor in known if {claimed.name, *claimed.aliases} & {actor.name, *actor.aliases}]
    others = [actor for actor in known if actor not in own]
    return bool(role and own) and any(role <= _role(a) for a in others) and not any(role <= _role(a) for a in own)


def _role(actor: Actor) -> set[str]:
    """The stems of an actor's role and affiliation."""
    return {_stem(word) for part in (actor.role, actor.affiliation) if part for word in bare_words(part)}


def _in_order(words: Sequence[str], cited: Sequence[_Said]) -> float:
    """The share of the words that stand in the sentences in the same order."""
    told = [stem for said in cited for stem in said.stems]
    movable = {stem for said in cited for stem in said.movable}
    placed = [stem for stem in map(_stem, words) if stem in told and stem not in movable]
    return _longest_common(placed, told) / len(placed) if placed else 1.0


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for item in one:
        before = 0
        for place, candidate in enumerate(other, start=1):
            above = row[place]
            row[place] = before + 1 if item == candidate else max(above, row[place - 1])
            before = above
    return row[-1]


def _stem(word: str) -> str:
    """A rough stem of a word or its lemma."""
    return stem(word.removesuffix("s"))


def denies(text: str) -> bool:
    """Whether the text says that something is not so."""
    return any(word in _DENIALS or word.endswith("n't") for word in bare_words(text))


def _own_headline(documents: Sequence[Document]) -> Bullet:
    return next((title for document in documents if (title := headline(document)).text), Bullet("", ()))
