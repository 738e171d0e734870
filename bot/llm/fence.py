"""Marks text from outside as data, and takes from it whatever a model could take for instructions' dress.

The words stay: a sentence that says "ignore your instructions" is still there to be read, and is still false as a
claim. What goes is the form in which chat templates and prompts tell one speaker from another.
"""

import re
import secrets
import unicodedata

_ANGLES = str.maketrans("<>＜＞", "‹›‹›")  # all of <|im_start|>, <<SYS>>, <s>, </think>, <!-- and HTML
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # shown as nothing, though Unicode calls them letters or symbols
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_BRACKET = re.compile(
    r"\[\s*(/?\s*(?:inst|sys|system|user|assistant|tool\w*|data|end)\b[^\]\n]{0,40})\]", re.IGNORECASE
)
_ROLE = re.compile(
    r"^([\s\d|#*>_\-]{0,20})(system|assistant|user|developer|human|tool|instructions?|ai)([\s*_]{0,10})[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_TICKS = re.compile(r"`{3,}|~{3,}")


def neutral(text: str) -> str:
    """The same words without role tags, forged marks, code fences and characters that nobody sees."""
    text = "".join(character for character in text if _seen(character)).translate(_ANGLES)
    text = _BRACKET.sub(r"(\1)", text)
    text = _TICKS.sub("'''", text)
    return _ROLE.sub(r"\1\2\3 -", text)


def fence(text: str, mark: str | None = None) -> str:
    """Neutral text between two lines that nobody could foresee: `[data 3f9c…]` and `[end 3f9c…]`.

    `mark` replaces the random one, for prompts that must be alike.
    """
    mark = mark or secrets.token_hex(4)
    return f"[data {mark}]\n{neutral(text)}\n[end {mark}]"


def _seen(character: str) -> bool:
    if character in "\n\t":
        return True
    if character in _BLANKS or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return False
    return unicodedata.category(character) not in _UNSEEN
