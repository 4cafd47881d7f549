"""The doors of the demo, and the letters that would have gone out."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mentes.home import demo
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


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """What would have been mailed, newest first: the demo sends nothing to anybody."""
    demo.refuse_elsewhere(request)
    written = Letter.objects.filter(state=Letter.State.SENT).select_related("person").order_by("-sent_at")[:N_LETTERS]
    return render(request, "home/letters.html", {"letters": written})
