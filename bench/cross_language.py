"""Whether a need written in another language finds its English mentor: first among fifty, compared as `road` does.

The needs and mentors were written for this (engines/language/tests/crossing.json); `--data FILE` takes others of that form:
{"mentors": {id: text}, "needs": [{"language": "es", "mentor": id, "text": …}]}. Goal: first in 9 of 10.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from mentes.engines.language import Encoder, kinship, read_docs

WRITTEN = Path(__file__).parents[1] / "src/mentes/engines/language/tests/crossing.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench cross-language", description=__doc__)
    parser.add_argument("--data", type=Path, default=WRITTEN, help="a file of needs and mentors; ours when left out")
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    found = measure(json.loads(options.data.read_text(encoding="utf-8")))
    print(json.dumps(found, indent=1) if options.json else table(found))


def measure(written: dict) -> dict:
    encoder = Encoder()
    mentors, needs = list(written["mentors"]), written["needs"]
    texts = [*written["mentors"].values(), *(need["text"] for need in needs)]
    processor = time.process_time()
    print(f"reading {len(texts)} texts", file=sys.stderr, flush=True)
    docs = read_docs(texts, encoder, every_language=True)
    near = kinship(docs[len(mentors) :], docs[: len(mentors)])
    right = np.array([mentors.index(need["mentor"]) for need in needs])
    # How many mentors stand at least as near as the right one, itself not counted: 0 is first, and a tie is not first.
    rank = (near >= near[np.arange(len(needs)), right][:, None]).sum(axis=1) - 1
    spoken = np.array([need["language"] for need in needs])
    languages = {
        code: {"needs": int((spoken == code).sum()), "first": int((rank[spoken == code] == 0).sum())}
        for code in dict.fromkeys(spoken.tolist())
    }
    return {
        "first": round(float((rank == 0).mean()), 4),
        "among_three": round(float((rank < 3).mean()), 4),
        "needs": len(needs),
        "mentors": len(mentors),
        "lowest_language": round(min(of["first"] / of["needs"] for of in languages.values()), 4),
        "languages": languages,
        "missed": [
            {"language": need["language"], "wanted": need["mentor"], "found": mentors[int(row.argmax())]}
            for need, row, place in zip(needs, near, rank, strict=True)
            if place > 0
        ],
        "model": encoder.multi_name,
        "cpu_s": round(time.process_time() - processor, 1),
        "load": os.getloadavg()[0],
    }


def table(found: dict) -> str:
    rows = [f"{code:4}{of['first']:4} of {of['needs']}" for code, of in found["languages"].items()]
    whole = f"first among {found['mentors']}: {found['first']:.3f}; among the first three: {found['among_three']:.3f}"
    missed = [f"{one['language']}: {one['found']} before {one['wanted']}" for one in found["missed"]]
    return "\n".join([*rows, whole, *missed])


if __name__ == "__main__":
    main()
