"""Opens studio.js in a browser: the room's own modules as they are, three.js from node_modules, nothing bundled."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "src/mentes/rehearsals/room"
THREE = ROOT / "node_modules/three/build"
FOLDERS = {"room": ROOM, "three": THREE, "studio": Path(__file__).parent}
PAGE = (
    '<!doctype html><meta charset="utf-8"><style>body{margin:0}canvas{display:block}</style>'
    '<script type="importmap">{"imports":{"three":"/three/three.module.js"}}</script>'
    '<script type="module" src="/studio/studio.js"></script>'
)
ADDRESS = "http://studio.test"
# What the software renderer says of its own speed is no fault of ours.
OF_THE_RENDERER = ("GPU stall due to ReadPixels", "software WebGL")


def _serve(route):
    path = route.request.url.removeprefix(ADDRESS).split("?")[0].strip("/")
    if not path:
        route.fulfill(content_type="text/html", body=PAGE)
        return
    folder, _, name = path.partition("/")
    file = FOLDERS[folder] / name if folder in FOLDERS else None
    if file and file.is_file():
        route.fulfill(content_type="text/javascript", body=file.read_text("utf-8"))
    else:
        route.fulfill(status=204 if path == "favicon.ico" else 404)


def open_studio(browser):
    """A page with `studio` in its window; `.complaints` is what its console said."""
    assert (THREE / "three.module.js").is_file(), "three.js is not installed: the front end was not built here"
    page = browser.new_page(viewport={"width": 640, "height": 480})
    page.complaints = []

    def hear(message):
        if message.type in ("error", "warning") and not any(part in message.text for part in OF_THE_RENDERER):
            page.complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.route("**/*", _serve)
    page.goto(ADDRESS, wait_until="commit", timeout=120_000)
    page.wait_for_function("window.studio", timeout=120_000)
    page.set_default_timeout(300_000)
    return page
