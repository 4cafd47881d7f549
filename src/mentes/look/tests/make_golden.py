"""Writes braid.golden.json, which holds the Python and the JavaScript drawing to the same signs. Run after a change of both."""

import json
from pathlib import Path

from mentes.look.braid import Strand, braid

GOLDEN = Path(__file__).with_name("braid.golden.json")
DYES = ("woad", "olive", "murex", "weld", "madder", "walnut", "flax", "indigo")
CASES = [
    {"points": [27, 21, 13, 10, 9, 6], "options": {"unit": 1.05, "gap": 15, "pad": 4}},
    {"points": [6, 9, 10, 13, 21, 27, 8], "options": {"unit": 1.15, "rounds": 4, "gap": 8, "text": 25, "background": "page"}},
    {"points": [40, 0, 3], "options": {}},
    {"points": [9, 8, 7, 6, 5, 5, 5, 12], "options": {"rounds": 4}},
    {"points": [1], "options": {"rounds": 2}},
]


def golden() -> list[dict]:
    cases = []
    for case in CASES:
        strands = [Strand(f"s{n}", DYES[n], p, f"Reason {n}") for n, p in enumerate(case["points"])]
        drawing = braid(strands, label="Why & how", **case["options"])
        dicts = [{"id": s.id, "dye": s.dye, "points": s.points, "label": s.label} for s in strands]
        cases.append({"strands": dicts, "options": case["options"], "svg": drawing.svg, "height": drawing.height})
    return cases


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden(), indent=1) + "\n", "utf-8")
