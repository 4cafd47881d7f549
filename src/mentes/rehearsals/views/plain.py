"""The plain form of a rehearsal: the same scenario in two dimensions, and without scripts to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentes.rehearsals import access
from mentes.rehearsals.models import Rehearsal, Slides
from mentes.rehearsals.of import said_of
from mentes.rehearsals.words import TASKS, words_of_the_plain_form


@require_GET
def plain(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """For the speaker to rehearse; a guest reads along, with what to watch."""
    rehearsal = access.rehearsal_to_see(request.user, rehearsal_id)
    slides = Slides.objects.filter(rehearsal=rehearsal).prefetch_related("pages").first()
    context = {
        "rehearsal": rehearsal,
        "slides": slides,
        "may_speak": rehearsal.speaker_id == request.user.pk and rehearsal.state != Rehearsal.State.OVER,
        **stage_of(said_of(rehearsal)),
    }
    return render(request, "rehearsals/plain.html", context)


def stage_of(scenario) -> dict:
    """What rehearsals/_stage.html and _script.html need of a scenario (`as_json`), or of none."""
    return {
        "scenario": scenario,
        "words": words_of_the_plain_form(),
        "script": script_of(scenario) if scenario else [],
    }


def script_of(scenario) -> list[dict]:
    """The steps in the order written, each with what it leads to, numbered: for reading without scripts."""
    numbers = {key: number for number, key in enumerate(scenario["steps"], start=1)}
    return [
        {
            **step,
            "key": key,
            "number": numbers[key],
            "to_number": numbers.get(step["to"]),
            "late_number": numbers.get(step["late"]),
            "branches": [{**branch, "to_number": numbers[branch["to"]]} for branch in step["branches"]],
            "thing": scenario["things"][step["handle"]["thing"]]["label"] if step["handle"] else "",
            "task": TASKS[step["handle"]["task"]] if step["handle"] else "",
        }
        for key, step in scenario["steps"].items()
    ]
