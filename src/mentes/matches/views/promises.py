"""The page on which an organiser sees whether what was said of waiting came true."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.matches.promises import read_calibration
from mentes.programmes.access import programme_to_run


@require_GET
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    return render(
        request, "matches/promises.html", {"programme": programme, "found": read_calibration(programme, now=clock.now())}
    )
