"""Passages: windows of neighbouring sentences, the unit of retrieval."""

from collections.abc import Iterator

from bot.model.document import Document, Passage, Sentence

LEAST = 160  # characters that a passage is filled up to over short paragraphs
MOST = 480
MOST_SENTENCES = 3
MOST_PASSAGES = 400  # about; passages of a longer text grow, so that the work stays bounded


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Cut a document into passages that follow each other: short paragraphs are joined, long ones divided.

    Every sentence is in exactly one passage; a passage may begin with a heading and never ends in one,
    unless nothing follows it.
    """
    return tuple(_passage(document, window) for window in _windows(document))


def _windows(document: Document) -> Iterator[list[Sentence]]:
    scale = 1 + (document.sentences[-1].end if document.sentences else 0) // (LEAST * MOST_PASSAGES)
    window: list[Sentence] = []
    for sentence in document.sentences:
        if window and _is_full(window, sentence, scale):
            yield window
            window = []
        window.append(sentence)
    if window:
        yield window


def _is_full(window: list[Sentence], following: Sentence, scale: int) -> bool:
    prose = [sentence for sentence in window if not sentence.heading]
    if not prose:
        return False
    length = window[-1].end - window[0].start
    return (
        (following.heading and scale == 1)
        or (scale == 1 and len(prose) >= MOST_SENTENCES)
        or length + len(following.text) > MOST * scale
        or (length >= LEAST * scale and following.paragraph != window[-1].paragraph)
    )


def _passage(document: Document, window: list[Sentence]) -> Passage:
    text = " ".join(sentence.text for sentence in window)
    return Passage(document.article, window[0].index, window[-1].index, text)
