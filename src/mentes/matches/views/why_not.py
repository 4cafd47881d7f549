"""Why not these two: how contested the mentor is, what the pair falls short of, and what would bring it about."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.matches import bridge, pages
from mentes.matches.words import named_detail, someone, topic_names
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Participation


@dataclass(frozen=True)
class Way:
    """One way in words: its steps ready for the template, and what the pair would then have."""

    steps: tuple[dict, ...]
    points: int
    comes_about: bool


@require_GET
def why_not(request: HttpRequest, slug: str) -> HttpResponse:
    """Two lists to choose from; once two are chosen, the answer. Somebody who is not in the pool now is said to be so."""
    programme = programme_to_run(request.user, slug)
    read = bridge.read_pool(programme, now=clock.now())
    places = [_by_name(read, members) for members in (read.pool.mentees, read.pool.mentors)]
    context = {
        "programme": programme,
        "mentees": places[0],
        "mentors": places[1],
        "chosen_mentee": request.GET.get("mentee", ""),
        "chosen_mentor": request.GET.get("mentor", ""),
    }
    mentee = next((place for place in places[0] if str(place.pk) == context["chosen_mentee"]), None)
    mentor = next((place for place in places[1] if str(place.pk) == context["chosen_mentor"]), None)
    if mentee and mentor:
        context |= _answer(read, mentee, mentor)
    elif context["chosen_mentee"] and context["chosen_mentor"]:
        context["is_gone"] = True
    return render(request, "matches/why_not.html", context)


def _by_name(read: bridge.ReadPool, members) -> list[Participation]:
    return sorted((read.places[member.id] for member in members), key=lambda place: place.profile.name)


def _answer(read: bridge.ReadPool, mentee: Participation, mentor: Participation) -> dict:
    if mentee.pk == mentor.pk:
        return {"is_oneself": True}
    why = bridge.why_not(read, str(mentee.pk), str(mentor.pk))
    return {
        "why": why,
        "is_stable": read.pool.terms.mode == "stable",
        "mentee": someone(mentee),
        "mentor": someone(mentor),
        "told": pages.fresh_reasons(read, mentee, mentor),
        "held_by": [read.places[one].profile.name for one in why.held_by],
        "ways": _ways(why, (mentee.profile.time_zone, mentor.profile.time_zone)),
    }


def _ways(why: bridge.WhyNot, zones: tuple[str, str]) -> list[Way]:
    names = topic_names(str(step.detail["topic"]) for way in why.advice for step in way.steps if "topic" in step.detail)
    return [
        Way(
            tuple({"kind": step.kind, "d": named_detail(step.detail, names, zones)} for step in way.steps),
            round(way.points),
            way.comes_about,
        )
        for way in why.advice
    ]
