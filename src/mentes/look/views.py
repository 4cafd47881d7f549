"""Pages of the look itself: parts and their states, the choice of a theme, and what is said when something went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mentes.look import samples
from mentes.look.context import THEME_COOKIE


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """The theme button for browsers without scripts (js/theme.js does the same without a journey)."""
    chosen = "dawn" if request.COOKIES.get(THEME_COOKIE) == "winedark" else "winedark"
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(back if is_ours else "/")
    # Read and written by theme.js as well, so it is not HttpOnly; it holds one of two words.
    response.set_cookie(THEME_COOKIE, chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
def states(request: HttpRequest) -> HttpResponse:
    """Every part in every state, for those who build with them. Shown in the demo and to developers, nowhere else."""
    if not (getattr(settings, "IS_DEMO", False) or settings.DEBUG or getattr(settings, "IS_TEST", False)):
        raise Http404
    return render(request, "look/states.html", samples.states())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "look/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "look/errors/403.html", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: nearly always a page that was open for a day, so the words do not accuse."""
    return render(request, "look/errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "look/errors/404.html", status=404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "look/errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: whatever broke may break again while the page is put together."""
    return render(None, "look/errors/500.html", status=500)
