"""Which actors are spoken of together."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from bot.language.merging import merge, names_in
from bot.model.document import Citation, Connection, Document


def connect(documents: Sequence[Document]) -> tuple[Connection, ...]:
    """Find the pairs of actors that share a sentence, by name or by pronoun; those with most sentences come first.

    Names are those that `merge` gives the actors of the same documents, the more salient one first.
    """
    rank = {actor.name: place for place, actor in enumerate(merge(documents))}
    shared: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for document, names in zip(documents, names_in(documents), strict=True):
        present: defaultdict[int, set[str]] = defaultdict(set)
        for mention in document.mentions:
            if mention.actor is not None:
                present[mention.sentence].add(names[mention.actor])
        for sentence, together in sorted(present.items()):
            for one, other in combinations(sorted(together, key=rank.__getitem__), 2):
                shared[one, other].append(document.cite(sentence))
    made = (Connection(one, other, tuple(citations)) for (one, other), citations in shared.items())
    return tuple(sorted(made, key=lambda made: (-len(made.citations), rank[made.one], rank[made.other])))
