"""Headers that every answer carries."""

from django.http import HttpRequest, HttpResponse

from mentes.lib.http import PERMISSIONS


class HeadersMiddleware:
    """Permissions-Policy everywhere, and no storing of pages that were made for one person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response
