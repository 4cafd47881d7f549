"""The page of sixty seconds without a server: answered by Django in this process, its files from the folder of the build.

The page asks nothing of a database, so none is started; the answers carry the headers that a reader's browser gets.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, Route

ADDRESS = "http://localhost:9"
DIST = Path(__file__).parents[2] / "src" / "mentes" / "look" / "static" / "dist"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def page(language: str = "en", **said: str) -> tuple[dict[str, str], str]:
    """Headers and text of the page; `said` replaces what stands in its data (people="1")."""
    with override_settings(IS_DEMO=True, ALLOWED_HOSTS=["localhost"]):
        answer = Client().get("/try/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200, answer.status_code
    text = answer.content.decode()
    for name, value in said.items():
        before, _, rest = text.partition(f'data-{name}="')
        text = f'{before}data-{name}="{value}"{rest[rest.index(chr(34)) + 1 :]}'
    return dict(answer.headers), text


def serve(context: BrowserContext, language: str = "en", **said: str) -> None:
    """Whatever `context` asks of ADDRESS is answered from here; everything else is refused."""
    headers, text = page(language, **said)

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = DIST / path.removeprefix(f"{settings.STATIC_URL}dist/")
        if not route.request.url.startswith(ADDRESS):
            route.abort()
        elif path == "/try/":
            route.fulfill(headers=headers, body=text)
        elif file.is_file() and file.parent == DIST:
            route.fulfill(path=file, content_type=KINDS[file.suffix])
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", answer)
