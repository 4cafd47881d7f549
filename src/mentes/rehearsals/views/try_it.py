"""Sixty seconds before twenty-four people: the demo's fourth door, for anybody, kept nowhere."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentes.lib.http import PERMISSIONS_OF_A_ROOM
from mentes.rehearsals.try_words import questions, sides, words_of_the_room

N_PEOPLE = 24


@login_not_required
@require_GET
def try_it(request: HttpRequest) -> HttpResponse:
    """In the demo only. The page sends nothing back: what is measured stays in the browser and goes with it."""
    if not settings.IS_DEMO:
        raise Http404
    context = {"n_people": N_PEOPLE, "words": words_of_the_room(), "sides": sides(), "questions": questions()}
    response = render(request, "rehearsals/try.html", context)
    response["Permissions-Policy"] = PERMISSIONS_OF_A_ROOM
    return response
