"""spaCy over an article, a paragraph at a time, with our own sentence boundaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.language.models import spacy_source
from bot.language.splitting import paragraphs, sentences

PARSED_CHARACTERS = 150_000  # about 25,000 words, or 5 seconds; what comes after is split into sentences only
_UNUSED = ("senter",)
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\n": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Prose:
    """One sentence with its offsets in the article; `span` is None where the text was too long to be parsed."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    span: Span | None

    def offset(self, token: int) -> int:
        """Where the token with that index in the span's document begins in the article."""
        span = self._parsed
        return self.start + span.doc[token].idx - span.doc[span.start].idx

    @property
    def _parsed(self) -> Span:
        if self.span is None:
            raise ValueError("not parsed")
        return self.span


@cache
def load() -> Language:
    """The English pipeline. Raises ModelMissing or ModelDamaged."""
    return spacy.load(spacy_source(), exclude=list(_UNUSED))


def parse(text: str, parsed: bool = True) -> list[Prose]:
    """Split a text into sentences and, unless told not to, parse them."""
    groups = [sentences(text, start, end) for start, end in paragraphs(text)]
    budget = PARSED_CHARACTERS if parsed else 0
    readable = [group for group in groups if group and group[-1][1] <= budget]
    spans = [span for group, doc in zip(readable, _docs(text, readable), strict=True) for span in _spans(doc, group)]
    places = [(number, start, end) for number, group in enumerate(groups) for start, end in group]
    return [
        Prose(index, number, start, end, text[start:end], spans[index] if index < len(spans) else None)
        for index, (number, start, end) in enumerate(places)
    ]


def _docs(text: str, groups: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Doc]:
    nlp = load()
    return nlp.pipe((_doc(nlp, text, group) for group in groups), batch_size=32)


def _doc(nlp: Language, text: str, group: Sequence[tuple[int, int]]) -> Doc:
    """The tokens of a paragraph, each sentence's own: no token reaches over a boundary."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool] = []
    for start, end in group:
        tokens = nlp.tokenizer(text[start:end].translate(_PLAIN))
        words.extend(token.text for token in tokens)
        spaces.extend(bool(token.whitespace_) for token in tokens)
        starts.extend(token.i == 0 for token in tokens)
        spaces[-1] = True
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def _spans(doc: Doc, group: Sequence[tuple[int, int]]) -> list[Span]:
    found = list(doc.sents)
    if len(found) != len(group):
        raise ValueError("the parser moved a sentence boundary")
    return found
