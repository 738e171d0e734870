"""Vectors of texts and of their words: all-MiniLM-L6-v2, normalised, on one thread."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from bot.language.analysis import DIMENSIONS
from bot.language.models import embedder_path, tokenizer_path

BATCH = 8  # larger ones are no faster on one thread and take more memory
MAX_TOKENS = 128  # what MiniLM was trained on
MAX_CHARACTERS = 1_200  # more than the tokens we keep can cover in running text


def load() -> None:
    """Load the network and its tokenizer. Raises ModelMissing or ModelDamaged."""
    _session()
    _tokenizer()


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in the pieces that the network reads: words, or parts of rare ones.

    `numbers` are theirs in the vocabulary, which has the most frequent words first, `starts` where each begins in the
    text. `vectors` has a row for each, `vector` is that of the whole text; all of length one.
    """

    words: tuple[str, ...]
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    vectors: NDArray[np.float32]
    vector: NDArray[np.float32]


def vectors(texts: Sequence[str]) -> bytes:
    """The texts' vectors as float32 little-endian, in their order: the means of those of their pieces."""
    made = np.zeros((len(texts), DIMENSIONS), dtype="<f4")
    encodings = _encoded(texts)
    for batch in _batches(encodings):
        made[batch] = _pooled(*_hidden([encodings[index].ids for index in batch]))
    return made.tobytes()


def pieces(texts: Sequence[str]) -> list[Pieces]:
    """The texts' pieces, in their order."""
    made: dict[int, Pieces] = {}
    encodings = _encoded(texts)
    for batch in _batches(encodings):
        hidden, mask = _hidden([encodings[index].ids for index in batch])
        for index, rows, vector in zip(batch, hidden, _pooled(hidden, mask), strict=True):
            one = encodings[index]
            inner = slice(1, len(one.ids) - 1)  # without the marks of beginning and end
            starts = tuple(start for start, _ in one.offsets[inner])
            made[index] = Pieces(tuple(one.tokens[inner]), tuple(one.ids[inner]), starts, _unit(rows[inner]), vector)
    return [made[index] for index in range(len(texts))]


@cache
def _session() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read while it loads: else it keeps a device id and may report use
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(embedder_path()), options, providers=["CPUExecutionProvider"])


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(tokenizer_path()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _encoded(texts: Sequence[str]) -> list[Encoding]:
    return _tokenizer().encode_batch([text[:MAX_CHARACTERS] for text in texts])


def _batches(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    order = sorted(range(len(encodings)), key=lambda index: len(encodings[index].ids))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _hidden(ids: Sequence[Sequence[int]]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    tokens = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
    mask = np.zeros_like(tokens)
    for row, line in enumerate(ids):
        tokens[row, : len(line)] = line
        mask[row, : len(line)] = 1
    inputs = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
    return _session().run(None, inputs)[0], mask


def _pooled(hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    return _unit((hidden * mask[:, :, None]).sum(axis=1))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    made: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return made
