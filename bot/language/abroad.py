"""German, French and Spanish as far as sentences need them: words that say nothing, and openings that point back.

Who is named, who speaks and what is dated is found in English only.
"""

import re
from functools import cache
from importlib import import_module

from bot.language.words import word_set

_POINTING = {
    "de": word_set(
        """er sie es dies diese dieser dieses diesem diesen damit dabei dazu dafür dagegen danach daraufhin deshalb
        daher jedoch aber doch außerdem zudem auch denn dort dann beide letztere ihr ihre ihren sein seine seinen"""
    ),
    "fr": word_set(
        """il elle ils elles ce cet cette ces celui celle ceux celles cela ceci mais or donc ainsi toutefois cependant
        pourtant néanmoins alors ensuite puis enfin lui leur leurs son sa ses tous deux"""
    ),
    "es": word_set(
        """él ella ellos ellas esto eso aquello esta este estos estas ese esa esos esas ambos ambas pero sin embargo
        además también entonces luego así su sus allí aquí dicho dicha"""
    ),
}
_TIMES = re.compile(
    r"(?:dies\w+ (?:woche|jahr|monat|sommer|winter)|c(?:e|ette) (?:semaine|année|mois|matin|soir|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche)|est[ae] (?:semana|año|mes|mañana|tarde|noche|lunes|martes|miércoles|jueves"
    r"|viernes|sábado|domingo))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def content_words(text: str, language: str) -> tuple[str, ...]:
    """The words of three letters and more in lower case, without those that say nothing in their language."""
    stop = _stop_words(language) if language in _POINTING else ()
    return tuple(word for word in map(str.lower, _WORD.findall(text)) if len(word) > 2 and word not in stop)


def points_back(text: str, language: str) -> bool:
    """Whether a sentence opens with a word that leans on what was said before it."""
    first = _WORD.search(text)
    if first is None or _TIMES.match(text, first.start()):
        return False
    return first.group().lower() in _POINTING.get(language, ())


def language_asked_in(text: str) -> str:
    """Which of English, German, French and Spanish a question is in, by its small words; English where that is unclear.

    "Was" alone is no German: a language must have more of the words than English, and two at least.
    """
    words = re.findall(r"\w+", text.lower())
    found = {language: sum(word in _stop_words(language) for word in words) for language in (*_POINTING, "en")}
    most = max(_POINTING, key=lambda language: found[language])
    return most if found[most] > max(1, found["en"]) else "en"


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)
