"""Whether a text that a model wrote says no more than the sentences it cites, word for word.

Grounding compares names, numbers, dates and quotations. A model can also invent what somebody did, so here every
word that carries meaning must stand in the cited sentences, in some form, and most of them in one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Citation, Document, Sentence
from bot.summarise.facts import bare_words, numbers
from bot.summarise.grounding import Dropped, Grounded, ground
from bot.summarise.headline import headline, stem
from bot.summarise.support import Support

TOGETHER = 0.6
"""The share of a claim's words that one of its sentences must hold: two facts are not put together into a third."""

_NEUTRAL = frozenset({"say", "tell", "accord", "also", "report"})
_DENIAL_WORDS = "not no never nor neither without deny denies denied denying refuse refused false untrue rumour rumours"
_DENIALS = frozenset(_DENIAL_WORDS.split())


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
    title = grounded.briefing.headline
    if title == replace(briefing.headline, citations=title.citations):
        reason = objection(title.text, title.citations, documents)
        if reason is not None:
            dropped.append(Dropped("headline", title.text, reason))
            title = _own_headline(documents)
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
    denies: bool

    @classmethod
    def of(cls, text: str, documents: Sequence[Document]) -> "_Claim":
        from bot.language import read

        terms = [term for sentence in read(text, documents[0].dated).sentences for term in sentence.terms]
        words = [term for term in dict.fromkeys(terms) if term not in _NEUTRAL and not numbers(term)]
        return cls(tuple(words), _denies(text))


@dataclass(frozen=True, slots=True)
class _Said:
    sentence: Sentence
    support: Support
    stems: frozenset[str]
    denies: bool

    @classmethod
    def of(cls, citation: Citation, documents: Sequence[Document]) -> "_Said":
        document = next(document for document in documents if document.article == citation.article)
        sentence = document.sentences[citation.sentence]
        words = [*bare_words(sentence.text), *sentence.terms]
        stems = frozenset(map(_stem, words))
        return cls(sentence, Support(documents, (citation,)), stems, _denies(sentence.text))

    def says(self, word: str) -> bool:
        return _stem(word) in self.stems or self.support.says(word)

    def share(self, words: Sequence[str]) -> float:
        return sum(map(self.says, words)) / len(words)


def _stem(word: str) -> str:
    """A rough stem of a word or its lemma."""
    return stem(word.removesuffix("s"))


def _denies(text: str) -> bool:
    return any(word in _DENIALS or word.endswith("n't") for word in bare_words(text))


def _own_headline(documents: Sequence[Document]) -> Bullet:
    return next((title for document in documents if (title := headline(document)).text), Bullet("", ()))
