"""How many fillers a speech model finds in a voice, when, and how many it invents: the engine that serves, asked as it is there.

Synthetic voices (espeak-ng) say sentences of ours with fillers at known times, and the same sentences with silences instead.
With --data, clips of yours besides, in which nobody says a filler: what is found there is invented. With --model another model
than the small English one of the group `speech-model`. A synthetic um is clearer than a person's: the recall is the most there
may be.
"""

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path
from statistics import median

from mentes.engines.speech import COUNTED, is_installed
from mentes.engines.speech.tests.voices import Piece, as_wave, missing, model_folder, speech_of
from mentes.engines.speech.values import RATE

if is_installed():
    from mentes.engines.speech.finding import find_fillers
    from mentes.engines.speech.listener import Listener
    from mentes.engines.speech.sound import samples_of

# Ours. A filler stands at each bar.
SENTENCES = (
    "I would like to tell you | about our honey.",
    "We sell it | at the market every Saturday.",
    "The price is | nine dollars a jar.",
    "Our bees live | on the hill behind the school.",
    "My brother and I | built the hives last winter.",
    "If you buy ten jars | we can deliver them to your shop.",
    "The label was drawn | by a friend of mine.",
    "I think that | your customers will like it.",
)
# Voice, words a minute, seconds of silence beside a filler.
VOICES = (("en-us", 160, 0.15), ("en-gb+f2", 140, 0.25), ("en-us+m3", 180, 0.1))
BETWEEN = 0.5  # seconds, after a sentence
NEAR = 1.5  # seconds from a planted one


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench fillers", description=__doc__)
    parser.add_argument("--model", type=Path, help="the folder of a model; the small English one of our tests unless said")
    parser.add_argument("--data", type=Path, help="a folder of .wav in which nobody says a filler")
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    lacks = missing()
    if lacks and not (options.model and "espeak" not in lacks and "faster" not in lacks):
        raise SystemExit(f"Not here: {lacks}.")
    print(json.dumps(measured(options.model or model_folder(), options.data), indent=1))


def measured(folder: Path, data: Path | None) -> dict:
    clips = [clip for voice in VOICES for clip in (spoken(*voice, has_fillers=True), spoken(*voice, has_fillers=False))]
    asked, plainly = Listener(folder), Listener(folder, manner=None)
    rows = [heard(asked, *clip) for clip in clips]
    plain = [heard(plainly, *clip) for clip in clips if clip[1]]
    people = [heard(asked, samples_of(path.read_bytes()), []) for path in sorted(data.glob("*.wav"))] if data else []
    planted, found = sum(row["planted"] for row in rows), sum(row["found"] for row in rows)
    matched = sum(len(row["late"]) for row in rows)
    late = [seconds for row in rows for seconds in row["late"]]
    seconds = sum(row["seconds"] for row in rows)
    return {
        "planted": planted,
        "found": found,
        "recall": share(matched, planted),
        "precision": share(matched, found),
        "recall_asked_plainly": share(sum(len(row["late"]) for row in plain), planted),
        "right_word": share(sum(row["right_word"] for row in rows), matched),
        "found_in_silences": sum(row["found"] for row in rows if not row["planted"]),
        "late_seconds_median": round(median(late), 2) if late else None,
        "late_seconds_largest": round(max(late, key=abs), 2) if late else None,
        "clips_without_fillers": len(people),
        "seconds_without_fillers": round(sum(row["seconds"] for row in people), 1),
        "found_in_clips_without_fillers": sum(row["found"] for row in people),
        "cpu_seconds_per_minute": round(60 * sum(row["cpu"] for row in rows) / seconds, 1),
        "cpu_seconds_per_minute_of_clips": round(60 * sum(r["cpu"] for r in people) / sum(r["seconds"] for r in people), 1)
        if people
        else None,
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)),
        "load": round(os.getloadavg()[0], 1),
    }


def spoken(voice: str, pace: int, gap: float, *, has_fillers: bool):
    """Samples and what is planted in them; where no filler is, a silence as long."""
    pieces = []
    for n, sentence in enumerate(SENTENCES):
        before, after = (part.strip() for part in sentence.split("|"))
        if has_fillers:
            pieces += [Piece(before, gap), Piece(COUNTED[n % len(COUNTED)], gap, is_filler=True)]
        else:
            pieces.append(Piece(before, 0.4 + 2 * gap))
        pieces.append(Piece(after, BETWEEN))
    return speech_of(pieces, voice, pace)


def heard(listener: Listener, samples, planted) -> dict:
    """Each planted filler takes the nearest found one within NEAR that no other took; `late`: how much later it was put."""
    begun = time.process_time()
    found = list(find_fillers(as_wave(samples), listener).fillers)
    cpu = time.process_time() - begun
    left, late, right = list(found), [], 0
    for starts_at, _ends_at, word in planted:
        near = [one for one in left if abs(one.at_seconds - starts_at) <= NEAR]
        if near:
            nearest = min(near, key=lambda one: abs(one.at_seconds - starts_at))
            left.remove(nearest)
            late.append(nearest.at_seconds - starts_at)
            right += nearest.word == word
    row = {"planted": len(planted), "found": len(found), "late": late, "right_word": right}
    return row | {"cpu": cpu, "seconds": samples.size / RATE}


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


if __name__ == "__main__":
    main()
