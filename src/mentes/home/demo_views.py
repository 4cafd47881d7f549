"""The doors of the demo, and the letters that would have gone out."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mentes.home import demo, demo_clock
from mentes.people.models import Letter

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
N_LETTERS = 60


@login_not_required
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Be one of the three, without a code. Only in the demo, only on this machine."""
    demo.refuse_elsewhere(request)
    person = demo.people().get(key)
    if person is None or not person.is_active:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("home:today")


@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Lets a week pass, and says so on the page one was on."""
    demo.refuse_elsewhere(request)
    passed = demo_clock.pass_a_week()
    day = date_format(timezone.localtime(passed.now), "DATE_FORMAT")
    said = ngettext(
        "A week has passed: it is %(day)s. %(n)s letter was written meanwhile.",
        "A week has passed: it is %(day)s. %(n)s letters were written meanwhile.",
        passed.n_letters,
    )
    messages.success(request, said % {"day": day, "n": passed.n_letters})
    return redirect(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if is_ours else reverse("home:today")


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """What would have been mailed, newest first: the demo sends nothing to anybody."""
    demo.refuse_elsewhere(request)
    written = Letter.objects.filter(state=Letter.State.SENT).select_related("person").order_by("-sent_at")[:N_LETTERS]
    return render(request, "home/letters.html", {"letters": written})
