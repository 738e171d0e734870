"""What a question asks for: the type of its answer, and the words that a matching sentence would share."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.model.document import Document

STEM = 6  # letters


class Wanted(StrEnum):
    """The type of answer that a question asks for."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    AMOUNT = "amount"
    DURATION = "duration"
    WHY = "why"
    SAID = "said"
    WHETHER = "whether"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    `terms` are its content words as lemmas, `names` the words of its proper names in lower case, `numbers` those with
    digits, `focus` the noun that is counted ("how many fishermen": "fishermen").
    """

    text: str
    wanted: Wanted
    terms: frozenset[str]
    names: frozenset[str]
    focus: str | None = None
    numbers: frozenset[str] = frozenset()

    @property
    def loosely(self) -> bool:
        """Whether a number may answer although the noun it should count is not beside it ("12 were killed")."""
        return "how m" in self.text.lower()

    @property
    def age(self) -> bool:
        """Whether somebody's age is asked for."""
        return "how old" in self.text.lower()

    @property
    def costs(self) -> bool:
        """Whether an amount of money or a share is asked for, and no count of things."""
        return bool(re.search(r"\bhow much\b|\bprice\b", self.text, re.IGNORECASE))

    @property
    def identity(self) -> bool:
        """Whether a question asks who somebody is: it has nothing but a name."""
        return bool(_IDENTITY.match(self.text))

    @property
    def role(self) -> bool:
        """Whether a question asks who has a role: it has no verb but "is"."""
        return bool(_ROLE.match(self.text))

    @property
    def empty(self) -> bool:
        """Whether nothing but names says what is asked ("why did she do it?"): no sentence can be told to fit."""
        asks = self.wanted in (Wanted.WHY, Wanted.WHEN, Wanted.WHERE, Wanted.AMOUNT, Wanted.DURATION)
        return (
            asks
            and not self.age
            and {w for t in self.terms for w in words(t)} <= {w for n in self.names for w in words(n)}
        )

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the terms."""
        return frozenset(stem(term) for term in self.terms)


_UNIT = r"(?:minutes|hours|days|weeks|months|years)"
_TYPES = {
    Wanted.SAID: r"\bwhat (?:did|has|does|had|do) .+ (?:say|said|tell|told|claim|warn|promise|call|think)\b",
    Wanted.DURATION: rf"\bhow long\b|\bhow many {_UNIT}\b",
    Wanted.AMOUNT: r"\bhow (?:many|much|large|big|high|far|old|often|tall)\b"
    r"|\bwhat (?:number|percentage|share|amount|proportion|figure|quota|price)\b",
    Wanted.WHEN: r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:day|date|year|month|time|century|decade)\b",
    Wanted.WHERE: r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:city|country|place|town|state|region|location|continent)\b",
    Wanted.WHO: r"\b(?:who|whom|whose)\b|\b(?:what|which) (?:person|man|woman|leader|minister|company|party)\b",
    Wanted.WHY: r"\bwhy\b|\bfor what reason\b|\bwhat (?:is|was) the reason\b|\bhow come\b",
    Wanted.WHETHER: r"^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)"
    r"(?:n[’']t)?\b",
}
_PATTERNS = {wanted: re.compile(pattern, re.IGNORECASE) for wanted, pattern in _TYPES.items()}
_FOCUS = re.compile(
    r"\b(?:how (?:many|much)(?: of the)?|what(?= (?:quota|share|price|toll|fine|percentage|proportion)\b)) "
    r"((?:[\w’'-]+ ){0,2}?[\w’'-]+?)"
    r"(?= (?:is|are|was|were|did|do|does|has|have|had|will|would|can|could)\b|[?]|$)",
    re.IGNORECASE,
)
_EMPTY = """
    who whom whose what which when where why how many much long do be have will would can could should may might
    say tell happen article news person thing day date year month time hour place reason number get take there
"""
_ASKING = frozenset(_EMPTY.split())
_SUFFIX = re.compile(r"(?<=\w{4})(?:ings?|e?d|e?s|ments?|ations?|ions?|e?rs?|ors?|als?|ly|e)$")
_AHEAD = re.compile(
    r"\b(?:will|would|is|are|do|does|due|expected|planned|plans|going|set to|next|meets)\b", re.IGNORECASE
)
_BACK = re.compile(r"\b(?:did|was|were|had|has|have|last)\b", re.IGNORECASE)
_IS = r"(?i:(?:and )?who(?:['’]s| is| was| are| were)) "
_IDENTITY = re.compile(
    rf"^{_IS}(?:[A-Z]\S*|al|de|la|van|von|bin|del)(?: (?:[A-Z]\S*|al|de|la|van|von|bin|del))*(?<!['’]s)\s*\??$"
)
_ROLE = re.compile(rf"^{_IS}(?!.*\b\w+(?:ing|ed)\b)(?!.*\b(?:to|by)\b)")


def kind_of(text: str) -> Wanted:
    """The type of answer that the question asks for."""
    return next((wanted for wanted, pattern in _PATTERNS.items() if pattern.search(text)), Wanted.WHAT)


def analyse(text: str, document: Document) -> Asked:
    """Take a question apart; `document` is what language work made of its text."""
    wanted = kind_of(text)
    terms = [term for sentence in document.sentences for term in sentence.terms]
    capital = frozenset(word.lower() for word in re.findall(r"(?<=\w\s)[A-Z][\w-]+", text))
    focus = _FOCUS.search(text)
    return Asked(
        text=text,
        wanted=wanted,
        terms=frozenset(term for term in terms if term not in _ASKING) or frozenset(terms),
        names=capital,
        focus=focus[1].split()[-1].lower() if focus else None,
        numbers=frozenset(word for word in words(text) if word[0].isdigit()),
    )


def words(text: str) -> list[str]:
    """The words of a text in lower case, without possessive endings."""
    return [re.sub(r"[’']s?$", "", word) for word in re.findall(r"\w+(?:[’'-]\w+)*", text.lower())]


def stem(word: str) -> str:
    """A rough stem: "postponed" and "postponement" have one."""
    return _SUFFIX.sub("", word)[:STEM] if len(word) > 4 else word


def looks_ahead(text: str) -> bool:
    """Whether a question or sentence is about what is or will be, and not about what was."""
    return bool(_AHEAD.search(text)) and not (text.rstrip().endswith("?") and _BACK.search(text))
