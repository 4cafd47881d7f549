"""Scenarios of one's own: the list, and the page on which one is written, looked at and kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.rehearsals import access
from mentes.rehearsals.actions.writing import remove_scenario, write_scenario
from mentes.rehearsals.beginnings import beginning_in
from mentes.rehearsals.forms import OwnScenarioForm
from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import as_json
from mentes.rehearsals.views.plain import stage_of
from mentes.rehearsals.words import sentence_of


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    access.programmes_of_a_writer(request.user)
    mine = OwnScenario.objects.written_by(request.user).select_related("programme")
    return render(request, "rehearsals/own.html", {"mine": mine})


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, scenario_id=None) -> HttpResponse:
    """`do`: look (shown as it would be, kept nowhere), draft (kept with its faults) or keep (whole, to be rehearsed)."""
    programmes = access.programmes_of_a_writer(request.user)
    kept = access.own_scenario(request.user, scenario_id) if scenario_id else None
    if request.method == "GET":
        text = kept.text if kept else beginning_in(get_language() or "en")
        start = {"text": text, "programme": str(kept.programme_id or "") if kept else ""}
        return _page(request, kept, OwnScenarioForm(initial=start, programmes=programmes))
    form = OwnScenarioForm(request.POST, programmes=programmes)
    do = request.POST.get("do")
    if not form.is_valid() or do == "look" or (form.faults and do != "draft"):
        return _page(request, kept, form, status=422 if form.errors or form.faults else 200)
    written = write_scenario(
        form.cleaned_data["text"],
        scenario=None if do == "draft" else form.scenario,
        programme=form.chosen_programme(),
        by=request.user,
        now=clock.now(),
        instead_of=kept,
    )
    if written.is_whole:
        messages.success(request, _("Kept. It can be rehearsed now."))
    else:
        messages.success(request, _("Kept as a draft, which nobody else sees and nobody rehearses."))
    return redirect("rehearsals:write", written.pk)


def _page(request: HttpRequest, kept: OwnScenario | None, form: OwnScenarioForm, *, status: int = 200) -> HttpResponse:
    preview = as_json(form.scenario, get_language() or "en") if form.scenario else None
    faults = [{"line": fault.line, "path": fault.path, "sentence": sentence_of(fault)} for fault in form.faults]
    context = {"kept": kept, "form": form, "faults": faults, **stage_of(preview)}
    return render(request, "rehearsals/write.html", context, status=status)


@require_POST
def remove(request: HttpRequest, scenario_id) -> HttpResponse:
    remove_scenario(access.own_scenario(request.user, scenario_id), by=request.user)
    messages.success(request, _("Removed. Rehearsals of it keep their own copy."))
    return redirect("rehearsals:own")
