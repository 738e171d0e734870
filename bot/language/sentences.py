"""Sentences as the document keeps them: content words, headings, and whether they can be read alone."""

import re
from collections.abc import Sequence
from itertools import groupby

from spacy.tokens import Span, Token

from bot.language.abroad import content_words, points_back
from bot.language.asides import asides
from bot.language.pipeline import Prose
from bot.language.words import word_set
from bot.model.document import Sentence

_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
_LIGHT_VERBS = word_set("say tell be have do will would get make go")
_HEADING_LONGEST = 90
_PROSE_END = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")
_CONNECTIVES = word_set(
    """but however meanwhile and so yet still instead also then therefore nevertheless nonetheless moreover furthermore
    otherwise thus hence consequently similarly likewise besides or nor too earlier later afterwards separately
    additionally"""
)
_PHRASES = re.compile(
    r"(?:in addition|as a result|for example|for instance|on the other hand|by contrast|in contrast|at the same time"
    r"|in response|in turn|after that|since then|until then|by then|before that|at that (?:time|point|moment)"
    r"|in that case|anything else|despite this|despite that|because of this|for his part|for her part|the former"
    r"|the latter|that said|even so|of these|among them|of those|as such|all of (?:this|that)|one of them)\b",
    re.IGNORECASE,
)
_POINTING = word_set(
    """he she it they him her them his its their this that these those such both neither either others another the here
    there"""
)
_SELF_EXPLAINED = word_set(
    """government police military army president weather economy world country public market media sun year day week
    month court parliament pandemic internet pope queen king city police authorities"""
)


def sentence_of(prose: Prose, alone: bool, language: str = "en") -> Sentence:
    """The document's sentence; `alone` says that it is a whole paragraph, `language` is asked where none was parsed."""
    heading = alone and len(prose.text) <= _HEADING_LONGEST and not _PROSE_END.search(prose.text)
    if prose.span is None:
        dangling = not heading and prose.index > 0 and points_back(prose.text, language)
    else:
        dangling = not heading and dangles(prose.span, prose.index == 0)
    return Sentence(
        prose.index,
        prose.text,
        prose.start,
        prose.end,
        prose.paragraph,
        terms_of(prose, language),
        dangling,
        leans_on(prose.span) if dangling and prose.span is not None else "",
        heading,
        () if heading else asides(prose),
    )


def sentences_of(proses: Sequence[Prose], language: str = "en") -> tuple[Sentence, ...]:
    """The document's sentences."""
    groups = (list(group) for _, group in groupby(proses, key=lambda prose: prose.paragraph))
    several = len({prose.paragraph for prose in proses}) > 1
    return tuple(sentence_of(prose, several and len(group) == 1, language) for group in groups for prose in group)


def terms_of(prose: Prose, language: str = "en") -> tuple[str, ...]:
    """The content words in lower case, as lemmas where the sentence was parsed."""
    if prose.span is None:
        return content_words(prose.text, language)
    return tuple(token.lemma_.lower() for token in prose.span if _is_content(token))


def _is_content(token: Token) -> bool:
    return token.pos_ in _CONTENT and not token.is_stop and token.text[0].isalnum() and token.lemma_ not in _LIGHT_VERBS


def dangles(span: Span, first: bool) -> bool:
    """Whether the sentence leans on what was said before it."""
    words = [token for token in span if not token.is_space]
    while words and words[0].is_punct and words[0].text not in {'"', "'"}:
        words = words[1:]
    if not words:
        return False
    if words[0].text in {'"', "'"}:
        return _quote_leans(words)
    opening = words[0].lower_
    if opening in _CONNECTIVES or _PHRASES.match(span.text):
        return True
    if opening == "the":
        return not first and _bare_definite(words) is not None
    return opening in _POINTING and not _is_empty_subject(words)


def _quote_leans(words: Sequence[Token]) -> bool:
    """A quotation leans when nobody, or only a pronoun, is said to have spoken."""
    depth, outside = False, []
    for word in words:
        if word.text == '"':
            depth = not depth
        elif not depth:
            outside.append(word)
    named = any(word.pos_ == "PROPN" for word in outside)
    return not named and not any(word.pos_ == "NOUN" and word.dep_ == "nsubj" for word in outside)


def _is_empty_subject(words: Sequence[Token]) -> bool:
    """Whether it opens with "It is clear that …", "There are …", or "That he won is …"."""
    if words[0].lower_ == "there":
        return True
    return words[0].dep_ == "expl" or (
        words[0].lower_ in {"that", "this", "those"}
        and words[0].dep_ in {"mark", "det"}
        and (any(word.lower_ in {"who", "week", "month", "year"} for word in words[1:3]))
    )


def leans_on(span: Span) -> str:
    """The noun, in lower case, of an opening "The …" that points back to one thing; empty where there is none."""
    words = [token for token in span if not token.is_space]
    noun = _bare_definite(words) if words and words[0].lower_ == "the" else None
    counted = noun is None or noun.tag_ == "NNS" or any(word.pos_ == "NUM" for word in words[1:3])
    return "" if noun is None or counted else noun.lower_


def _bare_definite(words: Sequence[Token]) -> Token | None:
    """The noun of an opening "The …" that points back: nothing in its phrase says which one is meant."""
    at = 1
    while at < len(words) and words[at].pos_ in {"NUM", "ADJ"} and at < 4:
        at += 1
    if at >= len(words) or words[at].pos_ != "NOUN":
        return None
    counted = any(word.pos_ == "NUM" for word in words[1:at])
    if words[at].lemma_ in _SELF_EXPLAINED and not counted:
        return None
    following = words[at + 1] if at + 1 < len(words) else None
    if following is not None and following.lower_ == "and":  # "the passengers and crew of the ferry"
        return _bare_definite(words[at + 1 :])
    described = following is not None and (
        following.lower_
        in {"of", "for", "that", "which", "who", "in", "between", "on", "to", "'s", "from", "with", ","}
        or following.pos_ in {"NOUN", "PROPN"}
    )
    return None if described else words[at]
