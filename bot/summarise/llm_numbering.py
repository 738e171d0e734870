"""The sentences of documents under the numbers by which a model points at them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Self

from bot.llm.fence import neutral
from bot.model.document import Citation, Document, Passage
from bot.summarise.orders import is_order


class Numbered:
    """Sentences by number. Those that give orders to a reader are left out: a model need not see them."""

    def __init__(self, citations: Iterable[tuple[int, Citation]]) -> None:
        self._citations = dict(citations)

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Self:
        """All sentences of the documents, counted through from 1."""
        everything = [document.cite(sentence.index) for document in documents for sentence in document.sentences]
        return cls((n, citation) for n, citation in enumerate(everything, start=1) if not is_order(citation.text))

    def __len__(self) -> int:
        return len(self._citations)

    def text(self) -> str:
        """One line for each sentence, its number first."""
        return "\n".join(line for _, line in self.lines())

    def lines(self) -> list[tuple[int, str]]:
        """The lines of `text`, each with its number."""
        return [(number, f"{number}| {' '.join(neutral(c.text).split())}") for number, c in self._citations.items()]

    def only(self, numbers: Collection[int]) -> "Numbered":
        """The sentences with these numbers, under the same numbers."""
        return Numbered((n, citation) for n, citation in self._citations.items() if n in numbers)

    def within(self, passages: Collection[Passage]) -> "Numbered":
        """The sentences of these passages, under the same numbers."""
        return Numbered(
            (n, c)
            for n, c in self._citations.items()
            if any(c.article == passage.article and passage.first <= c.sentence <= passage.last for passage in passages)
        )

    def cited(self, numbers: Iterable[int]) -> tuple[Citation, ...]:
        """The citations with these numbers, each once; numbers that were not given out are ignored."""
        return tuple(self._citations[n] for n in dict.fromkeys(numbers) if n in self._citations)

    def around(self, citations: Iterable[Citation]) -> set[int]:
        """The numbers of these sentences and of those next to them."""
        cited = set(citations)
        return {
            n
            for number, citation in self._citations.items()
            if citation in cited
            for n in range(number - 1, number + 2)
        }
