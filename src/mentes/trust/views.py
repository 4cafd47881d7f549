"""Pages of trust: what is kept about me and who reads it, my copy, the way out, and what was decided in a programme."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.trust import kept, registry
from mentes.trust.actions import erase_person, export_person, record
from mentes.trust.forms import EraseForm
from mentes.trust.lines import read_lines
from mentes.trust.models import AuditEntry, Consent

A_PAGE = 100
NEWEST = 20


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What Mentes keeps, why, who reads it, and what becomes of it: for everybody, before they say anything."""
    return render(request, "trust/privacy.html", {"rooms": kept.in_general(), "kept": kept.what_stays()})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    person = request.user
    done = AuditEntry.objects.filter(actor_id=person.pk)[:NEWEST]
    context = {
        "rooms": kept.about(person),
        "choices": registry.choices_of(person),
        "said": kept.said(Consent.objects.filter(person=person)),
        "lines": read_lines(done),
    }
    return render(request, "trust/mine.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The zip, made while one waits. That a copy was taken stands in the log, so it is in the copy as well."""
    record("person.exported", by=request.user, at=clock.now(), subject=request.user)
    response = HttpResponse(export_person(request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="mentes-{clock.today():%Y-%m-%d}.zip"'
    return response


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, asks once more, and does it."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        erase_person(request.user, by=request.user, now=clock.now())
        logout(request)
        return redirect("trust:gone")
    context = {"form": form, "goes": kept.what_goes(request.user), "kept": kept.what_stays()}
    return render(request, "trust/erase.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
def gone(request: HttpRequest) -> HttpResponse:
    """Where somebody stands after they were erased."""
    return render(request, "trust/gone.html")


@require_GET
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what in a programme, newest first. The room of programmes says who may read it (settings.MENTES_LOG_DOOR)."""
    programme = import_string(settings.MENTES_LOG_DOOR)(request.user, slug)
    page = Paginator(AuditEntry.objects.filter(programme_id=programme.pk), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "trust/log.html", {"programme": programme, "page": page, "lines": read_lines(page.object_list)})
