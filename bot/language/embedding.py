"""Vectors of texts: all-MiniLM-L6-v2, mean-pooled and normalised, on one thread."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.language.analysis import DIMENSIONS
from bot.language.models import embedder_path, tokenizer_path

BATCH = 8  # larger ones are no faster on one thread and take more memory
MAX_TOKENS = 128  # what MiniLM was trained on
MAX_CHARACTERS = 1_200  # more than the tokens we keep can cover in running text


def load() -> None:
    """Load the network and its tokenizer. Raises ModelMissing or ModelDamaged."""
    _session()
    _tokenizer()


def vectors(texts: Sequence[str]) -> bytes:
    """The texts' vectors as float32 little-endian, in their order."""
    made = np.zeros((len(texts), DIMENSIONS), dtype="<f4")
    encodings = _tokenizer().encode_batch([text[:MAX_CHARACTERS] for text in texts])
    order = sorted(range(len(texts)), key=lambda index: len(encodings[index].ids))
    for batch in _batches(order):
        made[batch] = _embedded([encodings[index].ids for index in batch])
    return made.tobytes()


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


def _batches(order: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(order), BATCH):
        yield list(order[start : start + BATCH])


def _embedded(ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    tokens = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
    mask = np.zeros_like(tokens)
    for row, line in enumerate(ids):
        tokens[row, : len(line)] = line
        mask[row, : len(line)] = 1
    inputs = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
    hidden = _session().run(None, inputs)[0]
    pooled = (hidden * mask[:, :, None]).sum(axis=1)
    made: NDArray[np.float32] = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
    return made
