"""A programme as a whole: the list, a new one, the overview, its settings, who runs it, supply against demand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.programmes import actions
from mentes.programmes.access import is_organiser, may_begin, programme_to_run, programme_to_see
from mentes.programmes.forms import NewProgrammeForm, ProgrammeForm, StaffForm
from mentes.programmes.models import Participation, Programme, Staff
from mentes.programmes.overview import overview_of
from mentes.programmes.supply import count_supply
from mentes.programmes.views import see_other


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Programmes one runs, and places one has."""
    places = Participation.objects.filter(person=request.user).select_related("programme")
    context = {
        "run": Programme.objects.run_by(request.user),
        "places": places.order_by("-programme__starts_on", "programme__name"),
        "may_begin": may_begin(request.user),
    }
    return render(request, "programmes/index.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if not may_begin(request.user):
        raise Http404
    form = NewProgrammeForm(request.POST or None, initial={"time_zone": request.user.time_zone})
    if request.method == "POST" and form.is_valid():
        programme = actions.create_programme(by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s has begun. Next come its people.") % {"name": programme.name})
        return see_other("programmes:show", slug=programme.slug)
    return render(request, "programmes/new.html", {"form": form}, status=200 if not form.errors else 422)


@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the programme stands, for those who run it; what it is and one's own place, for those who take part."""
    programme = programme_to_see(request.user, slug)
    place = programme.participations.filter(person=request.user).first()
    if not programme.staff.filter(person=request.user).exists():
        return render(request, "programmes/show_to_participant.html", {"programme": programme, "place": place})
    supply = count_supply(programme, language=get_language() or "en", today=clock.today())
    context = {"programme": programme, "place": place, "overview": overview_of(programme, supply), "supply": supply}
    return render(request, "programmes/show.html", context)


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    said = {name: getattr(programme, name) for name in ProgrammeForm.base_fields}
    form = ProgrammeForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        actions.change_programme(programme, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return see_other("programmes:settings", slug=slug)
    context = {"programme": programme, "form": form}
    return render(request, "programmes/settings.html", context, status=200 if not form.errors else 422)


@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = actions.add_staff(programme, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s can run this programme now.") % {"name": added.person})
        return see_other("programmes:staff", slug=slug)
    members = list(programme.staff.select_related("person"))
    context = {
        "programme": programme,
        "form": form,
        "staff": members,
        "is_organiser": is_organiser(request.user, programme),
        "n_organisers": sum(member.role == Staff.Role.ORGANISER for member in members),
    }
    return render(request, "programmes/staff.html", context, status=200 if not form.errors else 422)


@require_POST
def remove_staff(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    member = get_object_or_404(programme.staff.select_related("person"), pk=_number(request.POST.get("staff")))
    actions.remove_staff(member, by=request.user, now=clock.now())
    if member.person == request.user:
        return see_other("programmes:index")
    messages.success(request, _("%(name)s no longer runs this programme.") % {"name": member.person})
    return see_other("programmes:staff", slug=slug)


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    actions.archive_programme(programme, by=request.user, now=clock.now())
    messages.success(request, _("Archived. It can be read, and no longer changed."))
    return see_other("matches:season", slug=slug)


@require_POST
def unarchive(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    actions.unarchive_programme(programme, by=request.user, now=clock.now())
    messages.success(request, _("Open again."))
    return see_other("matches:season", slug=slug)


@require_POST
def duplicate(request: HttpRequest, slug: str) -> HttpResponse:
    """Another season with the same settings; whoever begins it is its organiser."""
    programme = programme_to_run(request.user, slug)
    name = " ".join(request.POST.get("name", "").split())[:120]
    if not name:
        raise Refused(_("Give the new programme a name."), status=422)
    new = actions.duplicate_programme(programme, name=name, by=request.user, now=clock.now())
    messages.success(request, _("%(name)s has begun. Next come its people.") % {"name": new.name})
    return see_other("programmes:settings", slug=new.slug)


@require_GET
def supply(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    counted = count_supply(programme, language=get_language() or "en", today=clock.today())
    return render(request, "programmes/supply.html", {"programme": programme, "supply": counted})


def _number(text: str | None) -> int:
    if not text or not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)
