"""The replay of a rehearsal: bytes of ten minutes with two people, and how long a jump to another second takes.

Drawn by the processor in headless Chromium, 640 by 344 pixels: `shown` waits until the picture is drawn, `script` does not.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

from bench.room_page import bundle, measured
from playwright.sync_api import Browser, sync_playwright
from tests.journeys.room_views import FLAGS
from tests.journeys.visits import chromium_program

ASKED = [(place, n, seat) for place, n in (("market", 3), ("stage", 24)) for seat in ("speaker", "mentor", "audience")]


def measure() -> dict:
    """Plain numbers, milliseconds; `jumps` has a row for each place and seat."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = bundle(Path(folder), "scrub.js")
        path = chromium_program()
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        found = {f"{place} {n}, {seat}": _jumps(browser, script, place, n, seat) for place, n, seat in ASKED}
        browser.close()
    n_bytes = {row.pop("bytes") for row in found.values()}
    return {"bytes_of_ten_minutes": n_bytes.pop(), "load": round(os.getloadavg()[0], 1), "jumps": found}


def _jumps(browser: Browser, script: Path, place: str, n: int, seat: str) -> dict:
    found = measured(browser, script, f"place={place}&n={n}&seat={seat}", width=800, height=450)
    return {
        "bytes": found["bytes"],
        "open_ms": round(found["openMs"]),
        **{f"{name}_{share}": _share(found[f"{name}Ms"], share) for name in ("script", "shown") for share in ("p50", "p95")},
    }


def _share(values: list[float], name: str) -> float:
    """The middle of the values, or what 95 of 100 stay below."""
    ranked = sorted(values)
    return round(ranked[int(len(ranked) * int(name[1:]) / 100)], 1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench room_report", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    parser.parse_args()
    print(json.dumps(measure(), indent=1))


if __name__ == "__main__":
    main()
