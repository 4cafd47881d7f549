"""The end of a season: closing all matches, what came back, and what becomes of the programme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.matches.actions.season import close_season
from mentes.matches.ending_forms import CloseSeasonForm
from mentes.matches.looking_back import read_seasons
from mentes.matches.models import Match
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme


def season_page(request: HttpRequest, programme: Programme, form: CloseSeasonForm) -> HttpResponse:
    matches = Match.objects.filter(programme=programme)
    context = {
        "programme": programme,
        "form": form,
        "seasons": read_seasons(programme),
        "n_running": matches.filter(state=Match.State.ACTIVE).count(),
        "n_offered": matches.filter(state=Match.State.OFFERED).count(),
    }
    return render(request, "matches/season.html", context, status=422 if form.errors else 200)


@require_GET
def season(request: HttpRequest, slug: str) -> HttpResponse:
    return season_page(request, programme_to_run(request.user, slug), CloseSeasonForm())


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    form = CloseSeasonForm(request.POST)
    if not form.is_valid():
        return season_page(request, programme, form)
    close_season(programme, questions=form.questions(), by=request.user, now=clock.now())
    messages.success(request, _("The season is closed. Everybody hears kindly, and what they answer stands here."))
    return redirect("matches:season", slug)
