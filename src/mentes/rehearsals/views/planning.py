"""What one may rehearse and has rehearsed; a new rehearsal."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mentes.lib import clock
from mentes.rehearsals import access
from mentes.rehearsals.actions.inviting import invite, mentors_of
from mentes.rehearsals.actions.planning import Setting, plan_rehearsal
from mentes.rehearsals.forms import SetUpForm
from mentes.rehearsals.models import Rehearsal
from mentes.rehearsals.of import Offered, offered_to, said_of

N_OVER = 12


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    seen = Rehearsal.objects.visible_to(request.user).select_related("speaker")
    coming = [_line(one) for one in seen.going_on()]
    context = {
        "coming": coming,
        "over": [_line(one) for one in seen.filter(state=Rehearsal.State.OVER).order_by("-ended_at")[:N_OVER]],
        "offered": offered_to(request.user),
        "may_write": bool(access.programmes_to_write_for(request.user)),
    }
    return render(request, "rehearsals/index.html", context)


def _line(rehearsal: Rehearsal) -> dict:
    return {"rehearsal": rehearsal, "scenario": said_of(rehearsal)}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`of`: the key of one that ships, or the id of an own one. Without it one chooses first, on the list."""
    key = request.POST.get("of") or request.GET.get("of", "")
    if not key:
        return redirect("rehearsals:index")
    offered = _offered(request, key)
    mentors = mentors_of(request.user)
    if request.method == "GET":
        is_first = not Rehearsal.objects.gone_through(request.user, offered.own or offered.key).exists()
        return _page(
            request, offered, SetUpForm(initial=SetUpForm.proposed(offered.scenario, is_first=is_first), mentors=mentors)
        )
    form = SetUpForm(request.POST, mentors=mentors)
    if not form.is_valid():
        return _page(request, offered, form)
    said, now = form.cleaned_data, clock.now()
    setting = Setting(said["place"], said["light"], said["n_people"], said["mood"], seed=secrets.randbelow(2**31))
    rehearsal = plan_rehearsal(setting, of=offered.own or offered.key, by=request.user, now=now)
    chosen = set(said.get("mentors", ()))
    for mentor in mentors:
        if str(mentor.pk) in chosen:
            invite(rehearsal, mentor, by=request.user, now=now)
    return redirect("rehearsals:show", rehearsal.pk)


def _offered(request: HttpRequest, key: str) -> Offered:
    for one in offered_to(request.user):
        if one.key == key:
            return one
    raise Http404


def _page(request: HttpRequest, offered: Offered, form: SetUpForm) -> HttpResponse:
    context = {"offered": offered, "scenario": offered.said(), "form": form}
    return render(request, "rehearsals/new.html", context, status=422 if form.errors else 200)
