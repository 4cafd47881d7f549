"""What look/base.html knows of the page it frames."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

THEMES = ("dawn", "winedark")
THEME_COOKIE = "mentes-theme"


def language_choices() -> list[dict]:
    """[{code, name, is_current, is_draft}], each language named in itself; draft until a native reviewer stands behind it."""
    reviewed = getattr(settings, "REVIEWED_LANGUAGES", set())
    current = get_language()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "is_current": code == current,
            "is_draft": code not in reviewed,
        }
        for code, _ in settings.LANGUAGES
    ]


def page(request: HttpRequest) -> dict:
    """`theme` is what the reader chose with the button, or empty: then the browser's own preference holds."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {"theme": theme if theme in THEMES else "", "language_choices": language_choices()}
