"""What the front door says of the house: only what is known, and nothing counted that is small enough to point at somebody."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language_info

from mentes.home import demo
from mentes.matches.models import Match
from mentes.matches.pair_page import present_reasons
from mentes.matches.words import Someone, listed, someone, tell
from mentes.programmes.models import Participation, Programme

LEAST_COUNTED = 10


@dataclass(frozen=True)
class House:
    """Facts for the landing page; empty where unknown."""

    programme_name: str = ""
    n_people: int = 0
    n_countries: int = 0
    kept_by: str = ""
    lives_on: str = ""
    answers_to_name: str = ""
    answers_to_email: str = ""
    speaks: str = ""
    privacy_url: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class ShownPair:
    """Two of the demo's invented people and what holds them."""

    one: Someone
    other: Someone
    one_note: str
    other_note: str
    strands: tuple


def read_house() -> House:
    """Of the one programme that lives here; where there are several, or none, the house speaks for itself."""
    speaks = listed(get_language_info(code)["name_translated"] for code, _name in settings.LANGUAGES)
    programmes = list(Programme.objects.all()[:2])
    if len(programmes) != 1:
        return House(speaks=speaks, privacy_url=_privacy())
    (programme,) = programmes
    places = Participation.objects.filter(programme=programme).exclude(status=Participation.Status.LEFT)
    countries = list(places.values_list("profile__country", flat=True))
    is_countable = len(countries) >= LEAST_COUNTED
    return House(
        programme_name=programme.name,
        n_people=len(countries) if is_countable else 0,
        n_countries=len({*countries} - {""}) if is_countable else 0,
        kept_by=programme.kept_by,
        lives_on=programme.lives_on,
        answers_to_name=programme.contact_name,
        answers_to_email=programme.contact_email,
        speaks=speaks,
        privacy_url=_privacy(),
    )


def _privacy() -> str:
    try:
        return reverse("trust:privacy")
    except NoReverseMatch:
        return ""


def shown_pair() -> ShownPair | None:
    """Ama and Rosa, in the demo only: no real person's match is ever shown at the door."""
    if not settings.IS_DEMO:
        return None
    two = {"mentee__person__email": demo.CAST["ama"].email, "mentor__person__email": demo.CAST["rosa"].email}
    matches = Match.objects.filter(**two, state__in=Match.LIVE)
    match = matches.select_related("programme", "mentee__profile", "mentor__profile").first()
    if match is None:
        return None
    told = tell(*present_reasons(match), match.mentee, match.mentor)
    return ShownPair(someone(match.mentee), someone(match.mentor), _note(match.mentee), _note(match.mentor), told.yarn)


def _note(place: Participation) -> str:
    return ", ".join(filter(None, (place.profile.craft, place.profile.city)))
