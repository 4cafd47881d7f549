"""The rehearsal room in a browser: bytes sent, draw calls and triangles with one eye and two, script time and memory per picture.

Drawn by the processor in headless Chromium, with an emulated headset: calls, triangles and bytes are those of any machine, script
times are this machine's and come with its load. Pictures a second on a headset cannot be measured here.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.journeys.room_views import ADDRESS, FLAGS, PEOPLE
from tests.journeys.visits import chromium_program

ROOT = Path(__file__).parents[1]
DIST = ROOT / "src" / "mentes" / "look" / "static" / "dist"
WORK = Path(__file__).parent / "room_work"
# Memory counted to the byte, and a young generation large enough that nothing is collected while it is counted.
EXACT = ["--enable-precise-memory-info", "--js-flags=--expose-gc --min-semi-space-size=128 --max-semi-space-size=256"]
PATIENCE_MS = 300_000


def measure() -> dict:
    """Plain numbers; `places` has one row a place with the people it is planned for, and the stage with 60."""
    asked = [*PEOPLE.items(), ("stage", 60)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = bundle(Path(folder))
        path = chromium_program()
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *EXACT])
        places = {f"{place} {n}": _place(browser, script, place, n) for place, n in asked}
        browser.close()
    planned = [row for name, row in places.items() if name != "stage 60"]
    return {
        "kb_brotli": max(sent().values()),
        "kb_brotli_by_page": sent(),
        "addresses_elsewhere": addresses_elsewhere(),
        "calls": max(row["calls"] for row in planned),
        "calls_stereo": max(row["calls_stereo"] for row in planned),
        "triangles_stereo": max(row["triangles_stereo"] for row in planned),
        "script_ms": max(row["script_ms"] for row in planned),
        "script_ms_stereo": max(row["script_ms_stereo"] for row in planned),
        "bytes_per_picture": max(row["bytes_per_picture"] for row in planned),
        "bytes_per_picture_of_people": max(row["bytes_per_picture_of_people"] for row in planned),
        "load": round(os.getloadavg()[0], 1),
        "places": places,
    }


def sent() -> dict[str, float]:
    """Page of the room -> kB (1,000 bytes) of its scripts, compressed by brotli as they are sent, with the worklet of sound."""
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    worklet = (DIST / f"{manifest['speech-worklet.js']}.br").stat().st_size
    pages = [name for name in manifest if name in ("room.js", "rehearse.js", "report.js")]
    return {name: round((sum(_sizes(manifest[name]).values()) + worklet) / 1000, 1) for name in pages}


def _sizes(script: str) -> dict[str, int]:
    """A script and all that it imports, each with its compressed bytes."""
    found, waiting = {}, [script]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = (DIST / f"{name}.br").stat().st_size
        text = (DIST / name).read_text(encoding="utf-8")
        waiting += re.findall(r'(?:from|import)\s*\(?"\./([\w.-]+\.js)"', text)
    return found


def addresses_elsewhere() -> int:
    """How many addresses of other hosts the room's scripts could ask: namespaces of XML are names and are asked by nobody."""
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    texts = [(DIST / name).read_text(encoding="utf-8") for page in sent() for name in _sizes(manifest[page])]
    hosts = {urlsplit(url).hostname for text in texts for url in re.findall(r"(?:https?|wss?)://[\w./-]+", text)}
    return len(hosts - {"www.w3.org"})


def bundle(folder: Path, name: str = "measure.js") -> Path:
    """A script of room_work with all that it imports, as one file in `folder`."""
    program = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    made = folder / "measure.js"
    command = [program, WORK / name, "--bundle", "--format=iife", "--log-level=error", f"--outfile={made}"]
    subprocess.run(command, check=True, cwd=ROOT)
    return made


def _place(browser: Browser, script: Path, place: str, n: int) -> dict:
    found = measured(browser, script, f"place={place}&n={n}&light=dawn", width=320, height=180)
    return {
        "people": found["people"],
        "calls": found["calls"],
        "triangles": found["triangles"],
        "calls_stereo": found["stereo"]["calls"],
        "triangles_stereo": found["stereo"]["triangles"],
        "script_ms": round(found["scriptMs"], 2),
        "script_ms_stereo": round(found["stereo"]["scriptMs"], 2),
        "bytes_per_picture": round(found["bytes"]),
        "bytes_per_picture_of_people": round(found["ofPeople"]),
    }


def measured(browser: Browser, script: Path, asked: str, *, width: int, height: int) -> dict:
    """What `script` found, asked by the address, on a page of so many pixels. Ends the program where it found a fault."""
    page = browser.new_page(viewport={"width": width, "height": height})
    serve(page, script)
    page.goto(f"{ADDRESS}/?{asked}")
    page.wait_for_function("window.measured", timeout=PATIENCE_MS)
    found = page.evaluate("window.measured")
    page.close()
    if "error" in found:
        raise SystemExit(f"{asked}: {found['error']}")
    return found


def serve(page: Page, script: Path) -> None:
    """A page with `script` alone, whatever its address."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("/measure.js"):
            route.fulfill(path=script, content_type="text/javascript")
        else:
            route.fulfill(
                body="<!doctype html><meta charset=utf-8><body><script src=/measure.js></script>", content_type="text/html"
            )

    page.route("**/*", answer)


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench room-page", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    parser.parse_args()
    print(json.dumps(measure(), indent=1))


if __name__ == "__main__":
    main()
