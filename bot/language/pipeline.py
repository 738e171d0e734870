"""spaCy over an article, a paragraph at a time, with our own sentence boundaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.language.models import spacy_source
from bot.language.splitting import paragraphs, sentences

PARSED_CHARACTERS = 60_000  # about 10,000 words, or 2 seconds; what comes after is split into sentences only
DOC_CHARACTERS = 1_500  # spaCy's memory grows with the longest document it is given
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

    def length(self, token: int) -> int:
        """How many characters the token with that index in the span's document has."""
        return len(self._parsed.doc[token])

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
    places = [(number, start, end) for number, group in enumerate(groups) for start, end in group]
    readable = [place for place in places if parsed and place[2] <= PARSED_CHARACTERS]
    spans = list(_parsed(text, readable))
    return [
        Prose(index, number, start, end, text[start:end], spans[index] if index < len(spans) else None)
        for index, (number, start, end) in enumerate(places)
    ]


def _parsed(text: str, places: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    nlp = load()
    pieces = list(_pieces(places))
    docs = nlp.pipe((_doc(nlp, text, piece) for piece in pieces), batch_size=16)
    for doc, piece in zip(docs, pieces, strict=True):
        yield from _spans(doc, piece)


def _pieces(places: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Sentences that are parsed together: a paragraph, or as much of it as is not too long."""
    for _, group in groupby(places, key=lambda place: place[0]):
        piece: list[tuple[int, int]] = []
        for _, start, end in group:
            if piece and end - piece[0][0] > DOC_CHARACTERS:
                yield piece
                piece = []
            piece.append((start, end))
        yield piece


def _doc(nlp: Language, text: str, group: Sequence[tuple[int, int]]) -> Doc:
    """The tokens of a paragraph, each sentence's own: no token reaches over a boundary."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
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
