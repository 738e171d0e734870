"""What can be left out of a sentence so that what is left is still right: clauses between commas, remarks in brackets.

Nothing is taken for an aside that a statement hangs on: no condition, no reason, no contrast, no figure, nothing
to come, no words of a quotation, and nobody's title.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.language.pipeline import Prose
from bot.language.words import word_set
from bot.model.document import Stretch

LEAST_LEFT = 8  # words; a shorter statement says too little

_BRACKETS = re.compile(r"\s\([^()]*\)(?=[\s.,;:]|$)")
_DASHED = re.compile(r"\s(?:--|—|–)\s[^—–]*?(?:\s(?:--|—|–)(?=\s)|(?=[.]$))")
_DASH = re.compile(r"\s(?:--|—|–)\s")
_SETTING = re.compile(
    r"(?:In|At|During) (?:an?|the|his|her|their) [^,“\"]*\b(?:statement|interview|tweet|post|letter|speech|briefing|"
    r"news conference|press conference|hearing|email|e-mail|message|report)\b[^,“\"]*, (?=\S)"
    r"|Speaking [^,“\"]*, (?=\S)"
)
_AGE = re.compile(r", (?:aged )?\d{1,2},(?= [a-z])")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_RELATIVE = word_set("who which whose where whom")
_BACKGROUND = word_set("as while")
_NEWS = re.compile(  # a figure, a day, or what is to come
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|all|none|will"
    r"|would|to be|expected|due|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday)\b",
    re.IGNORECASE,
)


def asides(prose: Prose) -> tuple[Stretch, ...]:
    """The stretches of the sentence that can be left out, without overlap, in order."""
    if prose.span is None:
        return ()
    quoted = [match.span() for match in _QUOTED.finditer(prose.text)]
    found: list[Stretch] = []
    for start, end in sorted({*_marked(prose.text), *_clauses(prose, prose.span)}, key=lambda s: (s[0] - s[1], s)):
        free = all(end <= a or b <= start for a, b in (*quoted, *found))
        if free and len(prose.text.split()) - len(prose.text[start:end].split()) >= LEAST_LEFT:
            found.append((start, end))
    return tuple(sorted(found))


def _marked(text: str) -> Iterator[Stretch]:
    """What brackets, dashes or commas around an age set apart, and an opening that tells where something was said."""
    yield from (match.span() for match in _BRACKETS.finditer(text))
    yield from (match.span() for match in _AGE.finditer(text))
    if len(_DASH.findall(text)) <= 2:
        yield from (match.span() for match in _DASHED.finditer(text) if not _NEWS.search(match.group()))
    if setting := _SETTING.match(text):
        yield setting.span()


def _clauses(prose: Prose, span: Span) -> Iterator[Stretch]:
    last = max((token.i for token in span if not token.is_punct and not token.is_space), default=span.start)
    for token in span:
        first, final = token.left_edge.i, token.right_edge.i
        if not _is_aside(token, span) or first <= span.start or span.doc[first - 1].text != ",":
            continue
        start, end = prose.offset(first - 1) - prose.start, prose.offset(final) + prose.length(final) - prose.start
        if _NEWS.search(prose.text[start:end]):
            continue
        if final >= last:
            yield start, prose.offset(last) + prose.length(last) - prose.start
        elif token.dep_ == "relcl" and _is_before_its_verb(token, span):
            yield start, end + 1


def _is_aside(token: Token, span: Span) -> bool:
    opening = span.doc[token.left_edge.i]
    if token.dep_ == "relcl":
        following = span.doc[opening.i + 1] if opening.i + 1 < span.end else opening
        return opening.lower_ in _RELATIVE or (opening.pos_ == "ADP" and following.lower_ in _RELATIVE)
    if token.dep_ == "advcl" and token.head.i < token.i:
        return opening.tag_ == "VBG" or (opening.lower_ in _BACKGROUND and opening.dep_ == "mark")
    return False


def _is_before_its_verb(clause: Token, span: Span) -> bool:
    """Whether a clause stands between a subject and its verb, so that the commas on both sides go with it."""
    comma = clause.right_edge.i + 1
    if comma + 1 >= span.end or span.doc[comma].text != ",":
        return False
    subject, verb = clause.head, span.doc[comma + 1]
    return subject.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ in {"VERB", "AUX"} and subject.head in {verb, verb.head}
