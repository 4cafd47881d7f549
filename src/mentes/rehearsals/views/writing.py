"""Scenarios of one's own: the list, and the page on which one is written by fields or as text, looked at and kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.rehearsals import access
from mentes.rehearsals.actions.writing import remove_scenario, write_scenario
from mentes.rehearsals.beginnings import beginning_in
from mentes.rehearsals.filled_in import FilledIn, taken_in
from mentes.rehearsals.forms import ForWhomForm, OwnScenarioForm
from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import Fault, Scenario, ScenarioFaults, as_json, read_scenario
from mentes.rehearsals.scenarios.as_fields import NotByFields, read_written
from mentes.rehearsals.scenarios.as_text import as_text
from mentes.rehearsals.scenarios.written import (
    Written,
    add_intent,
    add_step,
    add_thing,
    move_step,
    take_intent,
    take_step,
    take_thing,
    with_new_steps,
)
from mentes.rehearsals.views.plain import stage_of
from mentes.rehearsals.words import NOT_BY_FIELDS, sentence_of


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    access.programmes_of_a_writer(request.user)
    mine = OwnScenario.objects.written_by(request.user).select_related("programme")
    return render(request, "rehearsals/own.html", {"mine": mine})


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, scenario_id=None) -> HttpResponse:
    """By fields first; as text where one asks for it (`way`, or `as` in the address) or where fields would lose something.

    `do`: look (shown as it would be, kept nowhere), draft (kept with its faults), keep (whole, to be rehearsed), text or fields
    (the other way of writing, with all that was typed), or one of EDITS.
    """
    programmes = access.programmes_of_a_writer(request.user)
    kept = access.own_scenario(request.user, scenario_id) if scenario_id else None
    if request.method == "GET":
        text = kept.text if kept else beginning_in(get_language() or "en")
        start = {"text": text, "programme": str(kept.programme_id or "") if kept else ""}
        return _opened(request, kept, OwnScenarioForm(initial=start, programmes=programmes), text, programmes)
    if request.POST.get("way") == "fields":
        return _by_fields(request, kept, programmes)
    return _by_text(request, kept, programmes)


def _opened(request: HttpRequest, kept: OwnScenario | None, form: OwnScenarioForm, text: str, programmes) -> HttpResponse:
    if request.GET.get("as") == "text":
        return _text_page(request, kept, form)
    try:
        written = read_written(text)
    except NotByFields as wrong:
        return _text_page(request, kept, form, why=wrong.why)
    return _fields_page(request, kept, ForWhomForm(initial=form.initial, programmes=programmes), FilledIn(written))


def _by_text(request: HttpRequest, kept: OwnScenario | None, programmes) -> HttpResponse:
    form = OwnScenarioForm(request.POST, programmes=programmes)
    do = request.POST.get("do")
    if do == "fields" and form.is_valid():
        try:
            written = read_written(form.cleaned_data["text"])
        except NotByFields as wrong:
            return _text_page(request, kept, form, why=wrong.why)
        return _fields_page(request, kept, ForWhomForm(request.POST, programmes=programmes), FilledIn(written))
    if not form.is_valid() or do == "look" or (form.faults and do != "draft"):
        return _text_page(request, kept, form, status=422 if form.errors or form.faults else 200)
    return _kept(request, kept, form, form.cleaned_data["text"], None if do == "draft" else form.scenario, way="?as=text")


# --- by fields ----------------------------------------------------------------------------------------------------------------

EDITS: dict[str, Callable[..., Written]] = {
    "add_step": add_step,
    "step_up": lambda written, step: move_step(written, step, -1),
    "step_down": lambda written, step: move_step(written, step, 1),
    "take_step": take_step,
    "add_intent": add_intent,
    "take_intent": take_intent,
    "add_thing": add_thing,
    "take_thing": take_thing,
}
N_NUMBERS = {"take_intent": 2, "add_thing": 0}  # the others say of which step, or thing


def edited(written: Written, do: str) -> Written | None:
    """After the button `do` ("step_up:3", "take_intent:3.2", counted from 1); None where it is another one."""
    name, _colon, at = do.partition(":")
    numbers = [int(one) - 1 for one in at.split(".") if one.isascii() and one.isdecimal() and len(one) < 3]
    parts = written.things if name == "take_thing" else written.steps
    if name not in EDITS or len(numbers) != N_NUMBERS.get(name, 1) or not all(0 <= n < len(parts) for n in numbers[:1]):
        return None
    return EDITS[name](written, *numbers)


def _by_fields(request: HttpRequest, kept: OwnScenario | None, programmes) -> HttpResponse:
    whom = ForWhomForm(request.POST, programmes=programmes)
    written = with_new_steps(taken_in(request.POST))
    do = request.POST.get("do", "")
    changed = edited(written, do)
    if changed is not None:
        return _fields_page(request, kept, whom, FilledIn(changed))
    text = as_text(written)
    if do == "text":
        start = {"text": text, "programme": request.POST.get("programme", "")}
        return _text_page(request, kept, OwnScenarioForm(initial=start, programmes=programmes))
    scenario: Scenario | None = None
    faults: tuple[Fault, ...] = ()
    try:
        scenario = read_scenario(text)
    except ScenarioFaults as wrong:
        faults = wrong.faults
    is_too_large = any(fault.code == "too_large" for fault in faults)
    if do == "look" or not whom.is_valid() or is_too_large or (faults and do != "draft"):
        status = 422 if faults or whom.errors else 200
        return _fields_page(request, kept, whom, FilledIn(written, faults), scenario=scenario, status=status)
    return _kept(request, kept, whom, text, None if do == "draft" else scenario)


# --- both ---------------------------------------------------------------------------------------------------------------------


def _kept(request, kept: OwnScenario | None, whom: ForWhomForm, text: str, scenario: Scenario | None, way="") -> HttpResponse:
    written = write_scenario(
        text, scenario=scenario, programme=whom.chosen_programme(), by=request.user, now=clock.now(), instead_of=kept
    )
    if written.is_whole:
        messages.success(request, _("Kept. It can be rehearsed now."))
    else:
        messages.success(request, _("Kept as a draft, which nobody else sees and nobody rehearses."))
    return redirect(reverse("rehearsals:write", args=[written.pk]) + way)


def _preview(scenario: Scenario | None) -> dict:
    return stage_of(as_json(scenario, get_language() or "en") if scenario else None)


def _fields_page(request, kept, whom: ForWhomForm, filled: FilledIn, *, scenario=None, status: int = 200) -> HttpResponse:
    context = {"kept": kept, "form": whom, "filled": filled, **_preview(scenario)}
    return render(request, "rehearsals/write_by_fields.html", context, status=status)


def _text_page(request, kept, form: OwnScenarioForm, *, why: str = "", status: int = 200) -> HttpResponse:
    faults = [{"line": fault.line, "path": fault.path, "sentence": sentence_of(fault)} for fault in form.faults]
    context = {"kept": kept, "form": form, "faults": faults, "why": NOT_BY_FIELDS.get(why, ""), **_preview(form.scenario)}
    return render(request, "rehearsals/write.html", context, status=status)


@require_POST
def remove(request: HttpRequest, scenario_id) -> HttpResponse:
    remove_scenario(access.own_scenario(request.user, scenario_id), by=request.user)
    messages.success(request, _("Removed. Rehearsals of it keep their own copy."))
    return redirect("rehearsals:own")
