"""The certificate as a PDF, where the system can write one; everywhere else the page is printed."""

import base64
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from mentes.lib import pdf
from mentes.matches.endings import Certificate

SHEET = Path(__file__).parent / "certificate.css"
MARK = Path(__file__).parents[1] / "look" / "mark.svg"


def as_pdf(certificate: Certificate) -> bytes:
    """The PDF's bytes, in the reader's language. Precondition: lib.pdf.can_write."""
    mark = base64.b64encode(MARK.read_bytes()).decode()
    context = {
        "certificate": certificate,
        "mark": f"data:image/svg+xml;base64,{mark}",
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
    return pdf.write(render_to_string("matches/certificate_pdf.html", context), SHEET.read_text("utf-8"))
