"""Stems of German, French and Spanish words (Snowball), by which their forms and spellings find each other.

English ones are made by the full-text index itself.
"""

import re
from functools import cache
from typing import Any

from bot.language.analysis import PLAIN
from bot.language.words import word_set

_PLAIN = (
    PLAIN,
    word_set(
        """wer wen wem wessen was welche welcher welches welchen wann wo wohin woher wie warum wieso weshalb viel viele
        lange der die das den dem des ein eine einen einem einer eines und oder aber in im am an auf aus bei mit nach
        von vom zu zum zur für über um ist sind war waren wird werden wurde wurden hat haben hatte hatten soll sollen
        kann können will wollen es er sie ihr ihre sein seine sich nicht dass als"""
    ),
    word_set(
        """qui que quoi quel quelle quels quelles quand où comment pourquoi combien est ce cet cette ces l d qu s n c
        le la les un une des du de et ou mais à au aux en dans sur par pour avec chez il elle ils elles on se son sa
        ses leur leurs sont était étaient été être a ont avait avaient va vont sera ne pas t"""
    ),
    word_set(
        """qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde cómo por qué que quien el la los las
        un una unos unas y o pero de del en a al con para sobre es son era eran fue fueron ser está están ha han había
        va van será se su sus lo le les no"""
    ),
)
LANGUAGES = ("de", "fr", "es")
_ALGORITHMS = {"de": "german", "fr": "french", "es": "spanish", "en": "porter"}
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def stems(text: str, language: str) -> str | None:
    """The stems of a text's words in its language; None for languages without."""
    if language not in LANGUAGES:
        return None
    return " ".join(_stemmer(language).stemWords(_words(text)))


def other_stems(text: str) -> list[str]:
    """The stems that the words of a text have in these languages, each once, without those that are English too."""
    words = _words(text)
    known = dict.fromkeys(_stemmer("en").stemWords(words))
    found = dict.fromkeys(stem for language in LANGUAGES for stem in _stemmer(language).stemWords(words))
    return [stem for stem in found if _stemmer("en").stemWord(stem) not in known]


def plain_words(text: str) -> frozenset[str]:
    """The words that tell nothing about what is asked, in the language that a question seems to be in."""
    asked = _words(text)
    return max(_PLAIN, key=lambda plain: sum(word in plain for word in asked))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().translate(_LIGATURES))


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_ALGORITHMS[language])
