"""The bench of speech: its one JSON object over clips made here, and its way to count syllables on sentences counted by hand."""

import json
import shutil
import subprocess
import sys
import wave

import numpy as np
import pytest
from bench._syllables import syllables
from tests.plan.test_tree import ROOT

RATE = 16000
BY_HAND = {
    "and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them": 30,
    "he was not an ill disposed young man": 9,
    "had he married a more a amiable woman he might have been made still more respectable than he was": 27,
    "i would like to talk about my goals for the next three months and how you could help me prepare for the interview": 27,
    "what do you think went well last week": 8,
    "the little table was painted yellow and the chairs were mended": 16,
    "she listens first then she asks me why it matters": 12,
    "my nephews played the radio at the station": 12,
}


@pytest.mark.parametrize("sentence", BY_HAND)
def test_syllables_are_those_counted_by_hand(sentence):
    assert syllables(sentence) == BY_HAND[sentence]


def hummed(n: int) -> np.ndarray:
    """`n` swells of a voice at 120 Hz, 0.2 s each, between silences."""
    at = np.arange(int(0.2 * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 120 * harmonic * at) / harmonic for harmonic in range(1, 11))
    return np.concatenate([np.zeros(RATE // 2), *[0.1 * voice * (0.1 + np.sin(np.pi * at / 0.2))] * n, np.zeros(RATE // 2)])


def write(path, samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def bench(folder) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "mentes", "bench", "speech", "--data", str(folder), "--json"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(not shutil.which("node"), reason="no Node; .ci/run tests the core with the wheel's")
def test_errors_are_summed_over_clips_by_syllables_summed(tmp_path):
    write(tmp_path / "one.wav", hummed(9))
    write(tmp_path / "two.wav", hummed(5))
    write(tmp_path / "three.wav", hummed(4))
    (tmp_path / "transcription").write_text("<s> he was not an ill disposed young man </s> (one)\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("not an ill man", encoding="utf-8")  # four: one too many is heard
    done = bench(tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(clip["name"], clip["syllables"], clip["heard"]) for clip in found["clips"]] == [("one", 9, 9), ("two", 4, 5)]
    assert found["syllable_error"] == round(1 / 13, 4)
    assert found["notes"] == ["Left out, since nothing says their words: three.wav."]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    done = bench(tmp_path / "none")
    assert done.returncode
    assert "no such folder" in done.stderr
    assert not done.stdout
