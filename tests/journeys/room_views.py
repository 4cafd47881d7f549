"""Pictures of the rehearsal room: every place, by dawn and in the evening, on a desk and on a phone, drawn by the processor.

    uv run python -m tests.journeys.room_views FOLDER                 all of them, as PNG
    uv run python -m tests.journeys.room_views FOLDER stage table     those whose name holds one of the words

To be looked at whenever places or people change. test_room_views.py holds what a machine can say about them.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.journeys.visits import chromium_program

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ADDRESS = "http://localhost:9"
# WebGL without a graphics card, the same on every machine.
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SIZES = {"desk": (1280, 720), "phone": (390, 844), "small": (640, 360)}
PEOPLE = {"stage": 24, "market": 3, "desk": 2, "classroom": 18, "table": 5, "wall": 9}
FONTS = {
    "Literata Variable": "literata/files/literata-latin-opsz-normal.woff2",
    "Commissioner Variable": "commissioner/files/commissioner-latin-wght-normal.woff2",
}
PAGE = (
    "<!doctype html><meta charset=utf-8><title>Room</title><style>"
    + "".join(f'@font-face{{font-family:"{name}";src:url(/{path});font-weight:200 900}}' for name, path in FONTS.items())
    + "body{margin:0;overflow:hidden}canvas{display:block}</style><body><script type=module src=/room.js></script>"
)


def bundle(folder: Path) -> Path:
    """The page's script, made by the esbuild that npm put into node_modules; a program of its own, so Node is not needed."""
    program = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    command = [program, HERE / "room_views.js", "--bundle", "--format=esm", "--log-level=warning"]
    subprocess.run([*command, f"--outfile={folder / 'room.js'}"], check=True, cwd=ROOT)
    return folder / "room.js"


def _answer(script: Path):
    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).split("?")[0]
        if path == "/room.js":
            route.fulfill(path=script, content_type="text/javascript")
        elif path.endswith(".woff2"):
            route.fulfill(path=ROOT / "node_modules" / "@fontsource-variable" / path[1:], content_type="font/woff2")
        else:
            route.fulfill(body=PAGE if path == "/" else "", content_type="text/html")

    return answer


@contextmanager
def studio(browser: Browser) -> Iterator:
    """`view(query, size="desk")` gives a page that has drawn this view, and what it measured."""
    with tempfile.TemporaryDirectory() as folder:
        script = bundle(Path(folder))
        opened: list[Page] = []

        def view(query: str, size: str = "desk") -> tuple[Page, dict]:
            width, height = SIZES[size]
            page = browser.new_page(viewport={"width": width, "height": height})
            opened.append(page)
            page.route("**/*", _answer(script))
            page.goto(f"{ADDRESS}/?{query}")
            page.wait_for_function("window.measured", timeout=120_000)
            measured = page.evaluate("window.measured")
            assert "error" not in measured, measured["error"]
            return page, measured

        yield view
        for page in opened:
            page.close()


# Where the shipped scenarios have things to handle: kind, task, how many, how many are done.
HANDLED = {"market": "jar,lay_out,3,2", "table": "coin,count,8,5", "classroom": "marker,mark,3,2", "stage": "card,lay_out,3,1"}


def views() -> dict[str, tuple[str, str]]:
    """Name of a picture -> its query and size."""
    handled = {
        f"{place}-handled-{size}": (f"place={place}&light=dawn&n={PEOPLE[place]}&handle={things}", size)
        for place, things in HANDLED.items()
        for size in ("desk", "phone")
    }
    return handled | {
        f"{place}-{light}-{size}": (f"place={place}&light={light}&n={n}", size)
        for place, n in PEOPLE.items()
        for light in ("dawn", "evening")
        for size in ("desk", "phone")
    }


def main(folder: Path, words: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        with studio(browser) as view:
            for name, (query, size) in views().items():
                if words and not any(word in name for word in words):
                    continue
                page, measured = view(query, size)
                page.screenshot(path=folder / f"{name}.png")
                page.close()
                sys.stdout.write(f"{name} {json.dumps(measured)}\n")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
