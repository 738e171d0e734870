"""The headline of a briefing: the article's own title, or else its shortened lead sentence."""

import re
from collections.abc import Sequence

from bot.model.briefing import Bullet
from bot.model.document import Citation, Document, Sentence
from bot.summarise.orders import is_order
from bot.summarise.wording import words_in

LEAST_WORDS, MOST_WORDS = 5, 16

_SITE = re.compile(r"\s+(?:[|·•»]|[-–—]{1,2})\s+(?P<site>[^|·•»]{2,40})$")
_CLAUSE = re.compile(r"[;:]\s|\s[–—]\s|,\s(?=(?:as|after|before|while|when|who|which|where|amid|but|and|with|in|on)\b)")
_WORD = re.compile(r"[^\W_]{3,}")


def headline(document: Document, lead: Sentence | None = None) -> Bullet:
    """The document's title, cited to the sentence that supports it best, or its shortened lead.

    `lead` is the sentence that stands in for a missing title; without it the first sentence does.
    """
    title = clean_title(document.title, document.site)
    prose = [sentence for sentence in document.sentences if not sentence.heading]
    if words_in(title) >= 2 and not is_order(title):
        return Bullet(title, _support(document, title, prose))
    sentence = lead or (prose[0] if prose else None)
    if sentence is None:
        return Bullet(title, ())
    return Bullet(shortened_lead(sentence.text), (document.cite(sentence.index),))


def clean_title(title: str, site: str | None) -> str:
    """The title without the site's name at its end."""
    title = " ".join(title.split())
    tail = _SITE.search(title)
    if tail is None or words_in(title[: tail.start()]) < 3:
        return title
    name = tail["site"].casefold()
    known = site is not None and (name in site.casefold() or site.casefold() in name)
    return title[: tail.start()] if known or (title[tail.start() :].strip()[0] in "|·•»") else title


def shortened_lead(text: str) -> str:
    """The sentence up to the first clause boundary that leaves a headline's length, without its full stop."""
    text = text.strip().rstrip(".")
    for boundary in _CLAUSE.finditer(text):
        if LEAST_WORDS <= words_in(text[: boundary.start()]) <= MOST_WORDS:
            return text[: boundary.start()]
    return text


def _support(document: Document, title: str, prose: Sequence[Sentence]) -> tuple[Citation, ...]:
    wanted = {stem(word) for word in _WORD.findall(title)}
    if not prose:
        return ()
    best = max(prose, key=lambda s: (len(wanted & {stem(word) for word in _WORD.findall(s.text)}), -s.index))
    return (document.cite(best.index),)


def stem(word: str) -> str:
    """A rough stem, so that "detained" and "detains" are alike."""
    return word.casefold()[:5]
