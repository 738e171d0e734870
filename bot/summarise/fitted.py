"""What `benchmarks/quality/train_summary.py` fitted."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.summarise.weights import PAIRS, SENTENCES, WORDS


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of the facts of words, of pairs of words and of sentences, by the facts' names."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    sentences: Mapping[str, float]


FITTED = Fitted(WORDS, PAIRS, SENTENCES)
