"""Sentences that are not reporting: orders and remarks to whoever reads or processes the text.

News prose tells in the third person. A sentence that, outside quotation marks, commands, addresses
its reader, or speaks about the text it stands in is no news, whoever it was planted for.
"""

import re

_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)‘[^’]*’(?!\w)")
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself|yourselves)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|(?:is|was|are|were|of) mine|myself)\b")
_GREETING = re.compile(
    r"^\W*(?:Welcome (?:back )?to|Good (?:morning|afternoon|evening)\b|Stay (?:with us|tuned)|Thanks? (?:you )?for "
    r"(?:reading|following|joining))|\b(?:our|this) (?:rolling |live )*(?:coverage|blog)\b",
    re.IGNORECASE,
)
_SHOUT = re.compile(r"^\W*[A-Z]{4,}\s*!|!!")

# The writing itself, as its writer or processor would speak of it.
_TEXT = (
    r"(?:article|text|summar(?:y|ies)|instructions?|prompts?|output|answer|response|message|page|newsletter|"
    r"prompt|ai(?:\smodel)?|language\smodel|assistant|model|chatbot|reader|editor|system)"
)
_LABEL = re.compile(rf"^\W*(?:[\w’' ]{{0,40}}\b)?{_TEXT}\b[\w’' ]{{0,20}}[:!]", re.IGNORECASE)
_OF_THE_TEXT = re.compile(
    rf"\b(?:this|these|every|all|any|each|your|previous|above|following|new|own)\s+(?:\w+\s+)?{_TEXT}\b", re.IGNORECASE
)

# Verbs of handling a text. In its bare form at the head of a clause such a verb is an order.
_ONLY_VERBS = (
    "append begin conclude consider describe disregard don't don’t ensure forget generate ignore include insert "
    "omit override please pretend remember replace reply respond rewrite say summarise summarize tell translate"
)
_ALSO_NOUNS = (
    "add answer call cite claim click contact copy delete do email end execute explain follow give join list make "
    "mention note open output post praise print provide put read recommend refer remove repeat report return reveal "
    "send share show sign start state stop subscribe treat use visit watch write"
)
_OBJECT = (
    r"(?:the|a|an|all|any|every|each|this|that|these|those|my|your|our|its|only|nothing|us|me|it|them|not|up|here|now|"
    r"previous|summari[sz]ing|writing|reading|(?-i:[A-Z\d]{3,}\w*))\b"
)
_ORDER = (
    rf"(?:please\s+|now\s+|instead\s+|never\s+)*(?:(?:{'|'.join(_ONLY_VERBS.split())})\b"
    rf"|(?:{'|'.join(_ALSO_NOUNS.split())})\s+{_OBJECT})"
)
_OPENING = re.compile(rf"^\W*(?i:{_ORDER})(?!\s*[’'])")
_COMMAND = re.compile(rf"(?:^|[:;!.,]\s)\W*(?:(?i:and|then)\s)?(?i:{_ORDER})")

# What is said of whoever writes summaries or answers, and the dress of prompts.
_WRITER = r"(?:summar(?:y|ies|i[sz]ers?)|briefings?|ai\s\w+|assistants?|language\smodels?|llms?|chatbots?|bots?)"
_TELLING = r"(?:say|state|report|write|mention|include|answer|reply|claim|post|tell|output|read|contain|open|begin|end)"
_DUTY = re.compile(
    rf"\b{_WRITER}\b.{{0,60}}\b(?:must|should|shall|ought\sto|needs?\sto|ha(?:s|ve)\sto|(?:is|are)(?:\srequired)?\sto)\s+"
    rf"(?:only\s+|always\s+)?{_TELLING}\b|\b{_WRITER}\b.{{0,40}}\bis\s(?:that\b|:)"
    rf"|\b(?:essential|important|vital|necessary|required|correct)\sto\s{_TELLING}\sthat\b"
    r"|\b(?:when|while|in|before)\s(?:summari[sz]ing|briefing|answering)\b.{0,40},",
    re.IGNORECASE,
)
_DRESS = re.compile(
    r"<\|?/?\s*(?:im_\w+|system|assistant|user|instructions?)\b|\[/?(?:inst|system|end)\b|<<sys>>|^\W*[{\[]\s*\"",
    re.IGNORECASE,
)


def is_order(text: str) -> bool:
    """Whether the sentence commands, addresses its reader, or speaks about the text instead of the news."""
    told = _QUOTED.sub(" ", text).strip()
    if (
        _OPENING.match(told)
        or _LABEL.match(told)
        or _SHOUT.search(told)
        or _GREETING.search(told)
        or _DRESS.search(text)
    ):
        return True
    return bool(
        _SECOND_PERSON.search(told) or _DUTY.search(told) or (_COMMAND.search(told) and _OF_THE_TEXT.search(told))
    )


def is_personal(text: str) -> bool:
    """Whether its writer speaks of himself or herself outside quotation marks."""
    return bool(_FIRST_PERSON.search(_QUOTED.sub(" ", text)))
