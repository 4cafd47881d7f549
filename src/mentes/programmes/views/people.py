"""The people of a programme, as those who run it see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.people.roster_bridge import SHOWN_EXTRA
from mentes.programmes import actions
from mentes.programmes.access import place_to_run, programme_to_run
from mentes.programmes.forms import OrganiserPlaceForm
from mentes.programmes.models import Participation
from mentes.programmes.rows import places_to_csv, with_answers
from mentes.programmes.views import see_other
from mentes.topics.models import Topic
from mentes.trust.actions import record

A_PAGE = 50
STATES = {
    "active": Q(status=Participation.Status.ACTIVE),
    "paused": Q(status=Participation.Status.PAUSED),
    "left": Q(status=Participation.Status.LEFT),
    "uninvited": Q(invited_at=None, joined_at=None) & ~Q(status=Participation.Status.LEFT),
    "invited": Q(joined_at=None) & ~Q(invited_at=None) & ~Q(status=Participation.Status.LEFT),
    "joined": ~Q(joined_at=None) & ~Q(status=Participation.Status.LEFT),
    "unreachable": Q(person__email=None) & ~Q(status=Participation.Status.LEFT),
}
STATUS_ACTIONS = {"active": actions.resume, "paused": actions.pause, "left": actions.mark_left}


@require_GET
def people(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    found, asked = _search(request, programme.participations.all())
    page = Paginator(with_answers(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "asked": asked,
        "n_all": programme.participations.count(),
        "n_uninvited": programme.participations.filter(STATES["uninvited"]).exclude(person__email=None).count(),
    }
    template = "programmes/_people.html" if request.headers.get("HX-Request") else "programmes/people.html"
    return render(request, template, context)


def _search(request: HttpRequest, places: QuerySet[Participation]) -> tuple[QuerySet[Participation], dict[str, str]]:
    """What was asked for by `q`, `role` and `state`, and the question itself."""
    asked = {name: " ".join(request.GET.get(name, "").split())[:100] for name in ("q", "role", "state")}
    if asked["q"]:
        named = Q(profile__name__icontains=asked["q"]) | Q(external_id__iexact=asked["q"])
        named |= Q(person__email__icontains=asked["q"]) | Q(profile__organisation__icontains=asked["q"])
        topical = Topic.objects.filter(Q(name__icontains=asked["q"]) | Q(names__name__icontains=asked["q"]))
        places = places.filter(named | Q(profile__topics__topic__in=topical)).distinct()
    if asked["role"] in Participation.Role.values:
        places = places.filter(role=asked["role"])
    if asked["state"] in STATES:
        places = places.filter(STATES[asked["state"]])
    return places, asked


@require_GET
def people_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody in native columns, to edit and import again."""
    programme = programme_to_run(request.user, slug)
    places = list(with_answers(programme.participations.all()))
    text = places_to_csv(places)
    record("people.exported", by=request.user, at=clock.now(), subject=programme, programme=programme, n_people=len(places))
    # The mark at the front tells a spreadsheet that this is UTF-8.
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}-people.csv"'
    return response


@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invites the people ticked, or with `everyone` all who have not been invited."""
    programme = programme_to_run(request.user, slug)
    places = programme.participations.all()
    if request.POST.get("who") == "everyone":
        places = places.filter(STATES["uninvited"])
    else:
        places = places.filter(external_id__in=request.POST.getlist("person"))
    n_letters = actions.invite(places, by=request.user, now=clock.now())
    if n_letters:
        sentence = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", n_letters)
        messages.success(request, sentence % {"n": n_letters})
    else:
        messages.info(
            request,
            _("No letter was written: those people have come in, have been invited today, have left or have no email address."),
        )
    return see_other("programmes:people", slug=slug)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, slug: str, participation_id) -> HttpResponse:
    place = place_to_run(request.user, slug, participation_id)
    form = OrganiserPlaceForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        actions.change_place(place, form.answers(), by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return see_other("programmes:person", slug=slug, participation_id=place.pk)
    context = {
        "programme": place.programme,
        "place": place,
        "form": form,
        "topics": Topic.objects.shared(),
        "open_lived": [item.name for item in place.profile.lived.all() if not item.is_sensitive],
        "extra": {name: text for name, text in place.profile.extra.items() if text and name.casefold() not in SHOWN_EXTRA},
    }
    return render(request, "programmes/person.html", context, status=200 if not form.errors else 422)


@require_POST
def status(request: HttpRequest, slug: str, participation_id) -> HttpResponse:
    """Pauses somebody, takes them in again, or marks them left."""
    place = place_to_run(request.user, slug, participation_id)
    change = STATUS_ACTIONS.get(request.POST.get("status", ""))
    if change:
        change(place, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
    return see_other("programmes:person", slug=slug, participation_id=place.pk)
