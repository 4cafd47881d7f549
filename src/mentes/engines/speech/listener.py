"""The model that writes down what it hears, asked in the way that leaves fillers in.

Whisper was trained on subtitles, which leave fillers out, and so does it: asked plainly it wrote none of 18 planted ones. Given
words with fillers in them as what was said before, before every half minute anew, it goes on in that manner.
Decision 31 says what was tried and found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

from mentes.engines.speech.values import RATE, Unreadable, Word

# Ours; it says nothing but how it is said.
MANNER = "Um, uh, so, er, I was, um, thinking, uh, erm, like, umm, you know."
# A passage that packs better than this repeats itself: the model lost its thread, and nothing in it counts.
MOST_REPEATING = 2.4
# A passage whose words were less likely than this (mean of their logarithms) was made up, as Whisper's own authors have it.
LEAST_LIKELY = -1.0


class Listener:
    """A model of CTranslate2 in `folder`, loaded at once (0.6 s of processor for the smallest). Not for two threads at a time.

    `manner`: what was said before, as it were; None asks plainly, which the bench does to compare.
    """

    def __init__(self, folder: Path, *, threads: int = 2, manner: str | None = MANNER):
        self.manner = manner
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)

    def words(self, samples: np.ndarray, *, progress: Callable[[float], None] | None = None) -> Iterator[Word]:
        """Words in their order. `samples` as `samples_of` gives them; `progress` is told seconds that are done.

        Raises Unreadable where a model of many languages hears another one than English. The same samples give the same words on
        the same machine: no chance is in it.
        """
        if self._model.model.is_multilingual and self._model.detect_language(samples)[0] != "en":
            raise Unreadable("not_english")
        passages, _about = self._model.transcribe(
            samples,
            language="en",
            hotwords=self.manner,
            condition_on_previous_text=False,
            temperature=0.0,
            word_timestamps=True,
        )
        for passage in passages:
            if passage.compression_ratio <= MOST_REPEATING and passage.avg_logprob >= LEAST_LIKELY:
                for word in passage.words or ():
                    yield Word(word.word, float(word.start), float(word.end))
            if progress:
                progress(min(passage.end, samples.size / RATE))
