"""How refusals reach a person: a message on the page they came from, or a short page of its own; and what pages may use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from mentes.lib.errors import Refused

# What pages may use of a device: nothing, and on a page where people speak with one another what that needs (Permissions-Policy).
# A room that is entered with a headset needs the microphone and where the head is.
REST = "geolocation=(), payment=(), usb=()"
PERMISSIONS = f"camera=(), microphone=(), display-capture=(), {REST}, xr-spatial-tracking=()"
PERMISSIONS_OF_A_CALL = f"camera=(self), microphone=(self), display-capture=(self), {REST}, xr-spatial-tracking=()"
PERMISSIONS_OF_A_REPORT = f"camera=(), microphone=(self), display-capture=(), {REST}, xr-spatial-tracking=()"
PERMISSIONS_OF_A_ROOM = f"camera=(), microphone=(self), display-capture=(), {REST}, xr-spatial-tracking=(self)"


def wants_page(request: HttpRequest) -> bool:
    """False where a script asks, which says so by `Accept: application/json`, and has no use for a page or the way to one."""
    return request.headers.get("Accept") != "application/json"


def done(request: HttpRequest, to: str, *args) -> HttpResponse:
    """What was asked is done: nothing more to say to a script, the way on (as `redirect` takes it) for everybody else."""
    return redirect(to, *args) if wants_page(request) else HttpResponse(status=204)


class RefusalMiddleware:
    """Shows the sentence of a `Refused`: back on the page where the form stood, or as a page when there is none.

    Scripts get it as JSON with its status: led back to a page, they could not tell that they were refused.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if not wants_page(request):
            return JsonResponse({"refused": exception.sentence}, status=exception.status)
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(
            came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        if request.method == "POST" and is_ours and not request.headers.get("HX-Request"):
            messages.error(request, exception.sentence)
            return redirect(came_from)
        return render(request, "look/refused.html", {"sentence": exception.sentence}, status=exception.status)
