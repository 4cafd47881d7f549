"""Goals: the mentee's page to write on, and the mentor's to read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.bonds.actions import aiming
from mentes.bonds.forms import GoalForm, ProgressForm
from mentes.bonds.models import Goal
from mentes.bonds.together import read_goals
from mentes.bonds.views.doors import Own, own_match, page_of
from mentes.lib import clock


def own_goal(person, goal_id) -> tuple[Own, Goal]:
    goal = get_object_or_404(Goal, id=goal_id)
    return own_match(person, goal.match_id), goal


@require_http_methods(["GET", "POST"])
def goals(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    form = GoalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        aiming.set_goal(own.match, text=said["text"], by_on=said["by_on"], by=request.user, now=clock.now())
        messages.success(request, _("Written down. %(name)s can read it.") % {"name": own.name})
        return redirect("bonds:goals", own.match.pk)
    return _page(request, own, form=form)


def _page(request: HttpRequest, own: Own, *, form: GoalForm | None = None, wrong: tuple | None = None) -> HttpResponse:
    """`wrong`: (goal, which form, the form) that was filled in and must be looked at again."""
    shown = [
        {
            "goal": goal,
            "change": GoalForm(initial={"text": goal.text, "by_on": goal.by_on}, prefix=f"g{goal.pk}"),
            "progress": ProgressForm(prefix=f"p{goal.pk}"),
        }
        for goal in read_goals(own.match)
    ]
    for one in shown:
        if wrong and one["goal"].pk == wrong[0].pk:
            one[wrong[1]] = wrong[2]
    form = form or GoalForm()
    context = page_of(
        own,
        form=form,
        open_goals=[one for one in shown if one["goal"].state == Goal.State.OPEN],
        closed_goals=[one for one in shown if one["goal"].state != Goal.State.OPEN],
        may_aim=own.may_write and own.side == "mentee",
    )
    return render(request, "bonds/goals.html", context, status=422 if form.errors or wrong else 200)


@require_POST
def change(request: HttpRequest, goal_id) -> HttpResponse:
    own, goal = own_goal(request.user, goal_id)
    form = GoalForm(request.POST, prefix=f"g{goal.pk}")
    if not form.is_valid():
        return _page(request, own, wrong=(goal, "change", form))
    aiming.change_goal(goal, text=form.cleaned_data["text"], by_on=form.cleaned_data["by_on"], by=request.user)
    messages.success(request, _("Changed."))
    return redirect("bonds:goals", own.match.pk)


@require_POST
def progress(request: HttpRequest, goal_id) -> HttpResponse:
    own, goal = own_goal(request.user, goal_id)
    form = ProgressForm(request.POST, prefix=f"p{goal.pk}")
    if not form.is_valid():
        return _page(request, own, wrong=(goal, "progress", form))
    aiming.tell_progress(goal, text=form.cleaned_data["text"], by=request.user, now=clock.now())
    messages.success(request, _("Kept. %(name)s can read it.") % {"name": own.name})
    return redirect("bonds:goals", own.match.pk)


@require_POST
def close(request: HttpRequest, goal_id) -> HttpResponse:
    own, goal = own_goal(request.user, goal_id)
    state = request.POST.get("state", "")
    if state in Goal.State.values:
        aiming.close_goal(goal, state=state, by=request.user, now=clock.now())
    return redirect("bonds:goals", own.match.pk)
