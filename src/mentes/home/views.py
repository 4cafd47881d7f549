"""The front door, and today's page."""

from allauth.account import app_settings as account
from allauth.account.forms import RequestLoginCodeForm
from allauth.utils import get_form_class
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mentes.home import demo, house
from mentes.home.organisers import read_organiser_homes
from mentes.home.participants import read_participant_homes
from mentes.lib import clock
from mentes.meetings.cards import next_card, unsaid_cards

MOST_IN_DOUBT = 5  # letters named one by one; the button sends all of them


@login_not_required
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    form = get_form_class(account.FORMS, "request_login_code", RequestLoginCodeForm)
    return render(
        request,
        "home/landing.html",
        {"house": house.read_house(), "pair": house.shown_pair(), "doors": demo.landing_doors(), "form": form()},
    )


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """One page for everybody: a section for each thing one is here."""
    now = clock.now()
    places = read_participant_homes(request.user, now=now)
    context = {
        "organised": read_organiser_homes(request.user, now=now),
        "places": places,
        # Only who has a place in a programme has somebody to meet.
        "next_meeting": next_card(request.user, now=now) if places else None,
        "unsaid": unsaid_cards(request.user, now=now) if places else [],
        "in_doubt": request.user.letters.in_doubt().order_by("-created_at")[:MOST_IN_DOUBT],
        "part_of_day": part_of_day(timezone.localtime(now).hour),
    }
    return render(request, "home/today.html", context)


def part_of_day(hour: int) -> str:
    """Morning, afternoon or evening by the reader's own clock."""
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
