"""Questions that want several answers: "when and where?" in one, and lists that stand in several sentences."""

import re
from collections.abc import Sequence

from bot.answer.corrections import RIVAL
from bot.answer.evidence import Evidence
from bot.answer.question import Asked, stem, words
from bot.answer.spans import LISTED, spans
from bot.model.document import Document, EntityKind, Sentence

_ASKS = r"(?:who|whom|when|where|why|how many|how much|how long|how)"
_TOGETHER = re.compile(rf"^(?P<asks>{_ASKS}(?:,? (?:and )?{_ASKS})+)\b(?P<rest>.+)$", re.IGNORECASE)
_AFTER = re.compile(rf"^(?P<first>{_ASKS})\b(?P<rest>.+?),? and (?P<last>{_ASKS})\s*\?*$", re.IGNORECASE)
_DENIALS = frozenset({"not", "no", "never", "nobody", "none", "neither", "without", "refuse", "refused"})
_ASK = re.compile(rf"\b{_ASKS}\b", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*)*"
_LIST = re.compile(rf"{_NAME}(?:, (?:the )?{_NAME})*,? and (?:the )?{_NAME}")


def asked_apart(question: str) -> tuple[str, ...]:
    """The questions that are asked in one: "When and where is it?" asks two, and so does "When is it, and where?"."""
    together, after = _TOGETHER.match(question), _AFTER.match(question)
    if together:
        return tuple(f"{ask[:1].upper()}{ask[1:]}{together['rest']}" for ask in _ASK.findall(together["asks"]))
    if after:
        rest = after["rest"].rstrip(" ?")
        return question[: after.end("rest")].rstrip(" ?") + "?", f"{after['last'].capitalize()}{rest}?"
    return (question,)


def further(asked: Asked, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that name others than the best one, with all the words of the question that it has."""
    if asked.wanted not in LISTED or asked.identity or asked.role or not ranked:
        return []
    best = ranked[0]
    telling = {stem(term) for term in asked.terms - asked.names} & _stems(best.sentence)
    if not telling:
        return []
    told, found = _named(asked, best), []
    for evidence in ranked[1:]:
        here = set(words(evidence.sentence.text))
        fits = telling <= _stems(evidence.sentence) and asked.names & set(words(best.sentence.text)) <= here
        new = _named(asked, evidence) - told
        if fits and new and evidence.score >= best.score - RIVAL and _denied(evidence) == _denied(best):
            told |= new
            found.append(evidence)
    return found


def whole_list(document: Document, sentence: Sentence, span: str) -> str | None:
    """The list of names that the span is one of ("Hasp" of "Hasp and Orlin"), else the span itself.

    None where it is one of a list of names of different kinds: it may not be the whole answer.
    """
    kinds = {m.text: m.kind for m in document.mentions if m.sentence == sentence.index}
    own = kinds.get(span)
    for found in _LIST.finditer(sentence.text):
        names = re.findall(_NAME, found[0])
        if span in names and _is_name(own):
            return found[0] if all(kinds.get(name, own) is own for name in names) else None
    return span


def _is_name(kind: EntityKind | None) -> bool:
    return kind in (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.GROUP)


def _named(asked: Asked, evidence: Evidence) -> set[str]:
    return {span.text for span in spans(asked, evidence.document, evidence.sentence)}


def _denied(evidence: Evidence) -> bool:
    return any(word in _DENIALS or word.endswith(("n’t", "n't")) for word in words(evidence.sentence.text))


def _stems(sentence: Sentence) -> set[str]:
    return {stem(word) for word in words(sentence.text)} | {stem(term) for term in sentence.terms}
