"""Sentences with names for pronouns, to be read by us and never to be shown."""

import re

from bot.model.document import Document, Sentence

_STANDING = frozenset({"he", "she", "him"})  # "her" may be a possessor, "it" and "they" are seldom resolved
_I = re.compile(r"\bI\b(?!['’])")


def with_names(document: Document, sentence: Sentence) -> str:
    """The sentence's text with the name of each actor that a "he" or "she" in it stands for, or the "I" of a quote."""
    text = sentence.text
    for mention in sorted(document.mentions, key=lambda mention: -mention.start):
        standing = mention.sentence == sentence.index and mention.pronoun and mention.text.lower() in _STANDING
        if standing and mention.actor is not None:
            at = mention.start - sentence.start
            text = text[:at] + document.actors[mention.actor].name + text[at + len(mention.text) :]
    for quote in document.quotes:
        if quote.direct and quote.speaker and [c.sentence for c in quote.citations] == [sentence.index]:
            text = text.replace(quote.words, _I.sub(quote.speaker, quote.words))
    return text
