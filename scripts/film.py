"""Films a strand being pulled and pairs changing in a running demo: docs/pictures/strand.png, animated, at most 1 MB.

    uv run mentes demo --fresh                 in one terminal
    uv run python scripts/film.py              in another; --address http://127.0.0.1:8000, --chromium PATH

Nothing in the demo is changed: the weights are only tried. Needs Chromium. Each frame holds only the rectangle that differs
from the one before, in 255 colours.
"""

import argparse
import base64
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright
from scipy.spatial import cKDTree

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "strand.png"
WIDTH, HEIGHT, SCALE = 1280, 860, 0.75
MOST_BYTES = 1_000_000
STRAND, PULLED_TO, STEPS = "road", 48, 10
# Chromium takes the pictures apart: the image as red, green, blue, alpha, in a text that JavaScript can hand over.
PIXELS = """async address => {
  const image = new Image(); image.src = address; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data, parts = [];
  for (let at = 0; at < bytes.length; at += 32768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32768)));
  return [image.width, image.height, btoa(parts.join(''))];
}"""
PULL = """(slider, value) => {
  slider.value = value; slider.dispatchEvent(new Event('input', {bubbles: true}));
}"""


class Camera:
    """Takes frames: (height, width, 3) uint8, each with the milliseconds that it stays."""

    def __init__(self, page: Page, darkroom: Page):
        self.page, self.darkroom = page, darkroom
        self.frames: list[tuple[np.ndarray, int]] = []

    def take(self, milliseconds: int) -> None:
        self.page.wait_for_timeout(120)  # what moves comes to rest
        address = "data:image/png;base64," + base64.b64encode(self.page.screenshot()).decode()
        width, height, data = self.darkroom.evaluate(PIXELS, address)
        picture = np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)[:, :, :3]
        self.frames.append((picture, milliseconds))


def act(page: Page, camera: Camera, address: str) -> None:
    """The story: Beatriz looks at her best approved pair, pulls a strand, and sees who would change."""
    page.goto(address)
    page.locator('form[action="/demo/as/beatriz/"] button').first.click()
    page.wait_for_url("**/today/")
    page.get_by_role("link", name="Matches", exact=True).click()
    page.wait_for_url("**/matches/")
    page.goto(page.url + "?tab=approved")
    slider = page.locator(f'input[type=range][data-strand="{STRAND}"]')
    slider.wait_for()
    page.evaluate("document.fonts.ready")
    top = page.locator("#pair-sheet").bounding_box()["y"]
    page.evaluate("top => scrollTo(0, top)", top - 20)
    camera.take(1400)
    start = int(float(slider.input_value()))
    for step in range(1, STEPS + 1):
        slider.evaluate(PULL, round(start + (PULLED_TO - start) * step / STEPS))
        camera.take(110)
    slider.dispatch_event("change")
    details = page.locator("#what-if-answer details")
    details.wait_for()
    camera.take(900)
    details.locator("summary").click()
    box = page.locator("#what-if-answer").bounding_box()
    below = page.evaluate("() => scrollY")
    target = below + box["y"] - HEIGHT + min(box["height"], HEIGHT - 120) + 40
    for share in (0.3, 0.7, 1.0):
        page.evaluate("top => scrollTo(0, top)", below + (target - below) * share)
        camera.take(120)
    camera.frames[-1] = (camera.frames[-1][0], 3500)


def palette_of(frames: list[np.ndarray]) -> tuple[np.ndarray, cKDTree]:
    """The (255, 3) colours that occur most, alike ones taken together; and what finds the nearest of them."""
    every = np.concatenate([frame[::2, ::2].reshape(-1, 3) for frame in frames])
    coarse, inverse, counts = np.unique(every >> 3, axis=0, return_inverse=True, return_counts=True)
    chosen = np.argsort(-counts, kind="stable")[:255]
    inverse = inverse.ravel()
    colours = np.stack([np.bincount(inverse, every[:, band], len(coarse))[chosen] / counts[chosen] for band in range(3)], axis=1)
    colours = colours.round().astype(np.uint8)
    return colours, cKDTree(colours)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def animated_png(frames: list[tuple[np.ndarray, int]]) -> bytes:
    """The frames as one animated PNG that plays for ever. Source: PNG specification, third edition, sections 5 and 11."""
    colours, nearest = palette_of([picture for picture, _ in frames])
    height, width = frames[0][0].shape[:2]
    out = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))]
    out += [chunk(b"acTL", struct.pack(">II", len(frames), 0)), chunk(b"PLTE", colours.tobytes())]
    before, number = None, 0
    for picture, milliseconds in frames:
        tones, where = np.unique(picture.reshape(-1, 3), axis=0, return_inverse=True)
        indexed = nearest.query(tones)[1].astype(np.uint8)[where.ravel()].reshape(height, width)
        rows, columns = (
            np.nonzero(indexed != before) if before is not None else (np.array([0, height - 1]), np.array([0, width - 1]))
        )
        if not len(rows):
            rows, columns = np.array([0]), np.array([0])
        top, left, bottom, right = rows.min(), columns.min(), rows.max() + 1, columns.max() + 1
        place = struct.pack(">IIIII", number, right - left, bottom - top, left, top)
        out.append(chunk(b"fcTL", place + struct.pack(">HHBB", milliseconds, 1000, 0, 0)))
        lines = np.pad(indexed[top:bottom, left:right], ((0, 0), (1, 0)))  # each line begins with its filter: none
        packed = zlib.compress(lines.tobytes(), 9)
        number += 1
        if before is None:
            out.append(chunk(b"IDAT", packed))
        else:
            out.append(chunk(b"fdAT", struct.pack(">I", number) + packed))
            number += 1
        before = indexed
    return b"".join([*out, chunk(b"IEND", b"")])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the demo runs")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=options.chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, locale="en")
        camera = Camera(context.new_page(), context.new_page())
        act(camera.page, camera, options.address)
        browser.close()
    film = animated_png(camera.frames)
    if len(film) > MOST_BYTES:
        raise SystemExit(f"the film has {len(film)} bytes, more than {MOST_BYTES}: take fewer or smaller frames")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(film)
    print(f"{PICTURE.name}: {len(camera.frames)} frames, {len(film)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
