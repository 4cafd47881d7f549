"""The helper process: a PDF on standard input, its pages on standard output. Run by drawing.py alone, within limits."""

import io
import json
import sys

import pypdfium2

from mentes.rehearsals.slides.drawing import MOST_PAGES, SECONDS

WIDTH, HEIGHT = 1280, 720  # the wall over the last row
MOST_MEMORY = 2 * 1024**3
MOST_LETTERS = 2000

try:
    import resource
except ImportError:  # not on Windows, where the time limit alone holds
    resource = None


def limit() -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file


def main() -> int:
    data = sys.stdin.buffer.read()
    limit()
    with pypdfium2.PdfDocument(data) as document:
        n_pages = len(document)
        if not 0 < n_pages <= MOST_PAGES:
            print("too_many_pages" if n_pages else "no_pages", file=sys.stderr)
            return 2
        for page in document:
            _write(page)
    return 0


def _write(page: pypdfium2.PdfPage) -> None:
    scale = min(WIDTH / page.get_width(), HEIGHT / page.get_height())
    drawn = page.render(scale=scale).to_pil().convert("RGB")
    drawn.thumbnail((WIDTH, HEIGHT))  # a page may come out a pixel larger than asked for
    out = io.BytesIO()
    drawn.save(out, "WEBP", quality=82, method=2)
    text = " ".join(page.get_textpage().get_text_range(errors="ignore").split())[:MOST_LETTERS]
    head = {"width": drawn.width, "height": drawn.height, "n_bytes": out.tell(), "text": text}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + out.getvalue())


if __name__ == "__main__":
    sys.exit(main())
