"""Pages as PDF, where WeasyPrint and the system's pango are there; elsewhere a page is printed by the browser."""

import logging
from functools import cache


@cache
def _weasyprint():
    """The library, or None where it or what it needs is missing."""
    try:
        # Late, because it is a sixth of the work of every start, and only certificates ask for it.
        import weasyprint
    except (ImportError, OSError):
        return None
    # It tells of every font it passes over.
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return weasyprint


def can_write() -> bool:
    return _weasyprint() is not None


def write(page: str, sheet: str) -> bytes:
    """The PDF of an HTML page under one style sheet. Precondition: `can_write`.

    Nothing is fetched: what is shown stands in the page itself; a picture at an address is left out.
    """
    weasyprint = _weasyprint()
    inside = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    style = weasyprint.CSS(string=sheet, url_fetcher=inside)
    return weasyprint.HTML(string=page, url_fetcher=inside).write_pdf(stylesheets=[style], pdf_ua=True)


def version() -> str:
    return _weasyprint().__version__
