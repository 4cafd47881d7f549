"""For whoever runs a programme: what calls for a person, the numbers of the pulse, the guide."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentes.bonds.actions import guiding
from mentes.bonds.actions.feeling import plan_of
from mentes.bonds.forms import PlanForm, StepForm
from mentes.bonds.guides import GUIDES
from mentes.bonds.models import GuideStep
from mentes.bonds.signs import read_signs
from mentes.lib import clock
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme

StepForms = forms.formset_factory(StepForm, extra=0, can_order=True, can_delete=True, max_num=guiding.MOST_STEPS)


@require_GET
def signs(request: HttpRequest, slug: str) -> HttpResponse:
    """That pulses came or not, low marks whose people let us see them, and what is told to organisers alone."""
    programme = programme_to_run(request.user, slug)
    return render(request, "bonds/signs.html", {"programme": programme, "signs": read_signs(programme, request.user)})


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    form = PlanForm(request.POST if request.method == "POST" else None, instance=plan_of(programme))
    if request.method == "POST" and form.is_valid():
        guiding.change_plan(programme, form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Kept. It counts from the next asking on."))
        return redirect("bonds:plan", programme.slug)
    is_own = GuideStep.objects.filter(programme=programme).exists()
    context = {"programme": programme, "form": form, "is_own": is_own}
    return render(request, "bonds/plan.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme's own copy of its guide, all steps on one page. `do`: keep, add (one more step), or back (to the guide)."""
    programme = programme_to_run(request.user, slug)
    if request.method == "GET":
        return _guide_page(request, programme, StepForms(initial=_initial(programme), prefix="step"))
    if request.POST.get("do") == "back":
        guiding.write_guide(programme, [], by=request.user, now=clock.now())
        messages.success(request, _("The programme follows the guide of Mentes again."))
        return redirect("bonds:guide", programme.slug)
    steps = StepForms(request.POST, prefix="step")
    if request.POST.get("do") == "add":
        return _guide_page(request, programme, StepForms(initial=[*_typed(request, steps.total_form_count()), {}], prefix="step"))
    if not steps.is_valid():
        return _guide_page(request, programme, steps)
    written = [
        guiding.Written(one.cleaned_data["title"], one.cleaned_data["about"], one.cleaned_data["lines"])
        for one in steps.ordered_forms
        if one.cleaned_data
    ]
    guiding.write_guide(programme, written, by=request.user, now=clock.now())
    messages.success(request, _("Kept. It counts for agendas from now on; what is laid out already stays as it is."))
    return redirect("bonds:guide", programme.slug)


def _typed(request: HttpRequest, n_forms: int) -> list[dict]:
    """The steps as they stand in the form, right or wrong: nothing is judged or kept before somebody says so."""
    names = ("title", "about", "lines")
    return [
        {name: request.POST.get(f"step-{number}-{name}", "") for name in names}
        for number in range(min(n_forms, guiding.MOST_STEPS - 1))
        if not request.POST.get(f"step-{number}-DELETE")
    ]


def _initial(programme: Programme) -> list[dict]:
    return [
        {"title": step.title, "about": step.about, "lines": "\n".join(map(str, step.lines))}
        for step in guiding.steps_of(programme)
    ]


def _guide_page(request: HttpRequest, programme: Programme, steps) -> HttpResponse:
    context = {
        "programme": programme,
        "steps": steps,
        "is_own": GuideStep.objects.filter(programme=programme).exists(),
        "guide": GUIDES[plan_of(programme).guide],
    }
    is_wrong = steps.is_bound and not steps.is_valid()
    return render(request, "bonds/guide.html", context, status=422 if is_wrong else 200)
