"""The page of sixty seconds without the rest of the house: Django answers in this process, files come from the build's folder.

The page asks nothing of a database, so none is started; the answers carry the headers that a reader's browser gets. A server of
its own and no interception: what runs on the thread of sound is fetched past any interception.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.test import Client, override_settings

DIST = Path(__file__).parents[2] / "src" / "mentes" / "look" / "static" / "dist"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def page(language: str = "en", **said: str) -> tuple[dict[str, str], bytes]:
    """Headers and text of the page; `said` replaces what stands in its data (people="1")."""
    with override_settings(IS_DEMO=True, ALLOWED_HOSTS=["localhost"]):
        answer = Client().get("/try/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200, answer.status_code
    text = answer.content.decode()
    for name, value in said.items():
        before, _, rest = text.partition(f'data-{name}="')
        text = f'{before}data-{name}="{value}"{rest[rest.index(chr(34)) + 1 :]}'
    return dict(answer.headers), text.encode()


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, query = urlsplit(self.path)[2:4]
        file = DIST / path.removeprefix(f"{settings.STATIC_URL}dist/")
        if path == "/try/":
            self.answer(200, *page(self.headers.get("Accept-Language", "en"), **dict(parse_qsl(query))))
        elif file.is_file() and file.parent == DIST:
            self.answer(200, {"Content-Type": KINDS[file.suffix]}, file.read_bytes())
        else:
            self.answer(404, {}, b"")

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said) -> None:
        """Says nothing."""


@contextmanager
def try_page() -> Iterator[str]:
    """The address under which the page is at /try/, and with other data at /try/?people=1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
