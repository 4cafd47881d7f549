"""The organiser's morning, a word to somebody, and the numbers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.insights.forms import WordForm
from mentes.insights.morning import read_morning
from mentes.insights.numbers import DAYS_TO_MEET, read_numbers
from mentes.insights.seasons import read_seasons, season_of
from mentes.insights.writing import proposed_words, write_word
from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches.by_hand import count_mentees_by_hand
from mentes.matches.exceptions import KINDS
from mentes.matches.models import Match
from mentes.matches.waiting import count_queue
from mentes.matches.words import someone
from mentes.people.actions import send_again as send_letters_again
from mentes.programmes.access import place_to_run, programme_to_run
from mentes.programmes.models import Participation


@require_GET
def morning(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    context = {
        "programme": programme,
        "sections": read_morning(programme, now=clock.now()),
        "n_waiting": count_queue(programme) + count_mentees_by_hand(programme),
    }
    return render(request, "insights/morning.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, slug: str, participation_id) -> HttpResponse:
    """A letter to one person, in words proposed and changed at will."""
    place = place_to_run(request.user, slug, participation_id)
    if request.method == "GET":
        kind = request.GET.get("kind", "")
        match = _match_of(place, request.GET.get("match"))
        initial = {"kind": kind if kind in KINDS else "other", "match": match and match.pk}
        form = WordForm(initial={**initial, "words": proposed_words(place, kind, match)})
        return _page(request, place, form)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form)
    said = form.cleaned_data
    match = _match_of(place, said["match"])
    write_word(place, words=said["words"], mark=said["mark"], kind=said["kind"], match=match, by=request.user, now=clock.now())
    messages.success(request, _("Your letter to %(name)s is on its way.") % {"name": place.profile.first_name})
    return redirect("insights:morning", slug)


@require_POST
def send_again(request: HttpRequest, slug: str, participation_id) -> HttpResponse:
    """Letters to one person of which nobody knows whether they arrived, once more."""
    place = place_to_run(request.user, slug, participation_id)
    if place.status == Participation.Status.LEFT:
        raise Refused(_("%(name)s has left the programme.") % {"name": place.profile.first_name})
    if send_letters_again(place.person, by=request.user, programme=place.programme, now=clock.now()):
        said = _("What may not have arrived is on its way to %(name)s again.")
        messages.success(request, said % {"name": place.profile.first_name})
    return redirect("insights:morning", slug)


def _page(request: HttpRequest, place: Participation, form: WordForm) -> HttpResponse:
    context = {"programme": place.programme, "place": place, "who": someone(place), "form": form}
    return render(request, "insights/write.html", context, status=422 if form.errors else 200)


def _match_of(place: Participation, match_id) -> Match | None:
    """A match of this very person, or none: an address leads to nobody else's."""
    if not match_id:
        return None
    form = WordForm({"match": str(match_id)})
    form.is_valid()
    if not form.cleaned_data.get("match"):
        return None
    mine = Match.objects.filter(mentee=place) | Match.objects.filter(mentor=place)
    return get_object_or_404(mine.select_related("mentee__profile", "mentor__profile"), pk=form.cleaned_data["match"])


@require_GET
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    seasons = read_seasons(programme)
    season = season_of(seasons, request.GET.get("season", ""))
    context = {
        "programme": programme,
        "seasons": seasons,
        "season": season,
        "numbers": read_numbers(programme, now=clock.now(), season=season),
        "days_to_meet": DAYS_TO_MEET,
    }
    return render(request, "insights/numbers.html", context)
