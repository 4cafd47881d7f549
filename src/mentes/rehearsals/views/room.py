"""The room of a rehearsal: where its speaker speaks, and where mentors and peers stand beside them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mentes.lib.http import PERMISSIONS_OF_A_ROOM
from mentes.people.models import Person
from mentes.rehearsals import access
from mentes.rehearsals.models import Rehearsal, SlidePage
from mentes.rehearsals.of import said_of
from mentes.rehearsals.portraits import portrait
from mentes.rehearsals.room_words import cues, words_of_a_rehearsal
from mentes.rehearsals.views.sounds import with_sound
from mentes.rehearsals.words import words_of_the_plain_form


@with_sound
@require_GET
def room(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """For the speaker and who is invited. One that is over, or that cannot be read any more, is met in the lobby."""
    rehearsal = access.rehearsal_to_see(request.user, rehearsal_id)
    scenario = said_of(rehearsal)
    if rehearsal.is_over or scenario is None:
        return redirect("rehearsals:show", rehearsal.pk)
    side = rehearsal.side_of(request.user)
    people = people_of(rehearsal)
    context = {
        "rehearsal": rehearsal,
        "scenario": scenario,
        "side": side,
        "people": people,
        "me": request.user,
        "cues": cues(),
        "words": words_of_the_plain_form() | words_of_a_rehearsal(side),
        "held": held_of(rehearsal, scenario, side=side, people=people, me=request.user),
    }
    response = render(request, "rehearsals/room.html", context)
    response["Permissions-Policy"] = PERMISSIONS_OF_A_ROOM
    return response


def people_of(rehearsal: Rehearsal) -> list[Person]:
    """The speaker, then the guests in the order they were invited."""
    guests = rehearsal.guests.select_related("person")
    return [rehearsal.speaker, *(guest.person for guest in guests)]


def held_of(rehearsal: Rehearsal, scenario, *, side: str, people: list[Person], me: Person) -> dict:
    """What room/rehearse.js works with, as plain data."""
    pages = SlidePage.objects.filter(slides=rehearsal.pk).only("number", "width", "height", "text")
    return {
        "rehearsal": str(rehearsal.pk),
        "side": side,
        "me": str(me.pk),
        "speaker": str(rehearsal.speaker_id),
        "setting": {
            "place": rehearsal.place,
            "light": rehearsal.light,
            "people": rehearsal.n_people,
            "seed": rehearsal.seed,
            "mood": rehearsal.mood,
        },
        "scenario": scenario,
        "of": rehearsal.scenario,
        "line": f"{reverse('rehearsals:show', args=[rehearsal.pk])}line/",
        "lobby": reverse("rehearsals:show", args=[rehearsal.pk]),
        "people": {str(person.pk): portrait(person) for person in people},
        "slides": [
            {
                "number": page.number,
                "address": reverse("rehearsals:slide", args=[rehearsal.pk, page.number]),
                "width": page.width,
                "height": page.height,
                "text": page.text,
            }
            for page in pages
        ],
    }
