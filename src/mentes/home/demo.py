"""The doors of the demo: three people anybody on this machine may be. Outside the demo, or from elsewhere, there are none."""

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentes.lib import clock
from mentes.matches.models import Match
from mentes.people.models import Person


@dataclass(frozen=True)
class Door:
    key: str
    email: str


CAST = {
    door.key: door
    for door in (
        Door("beatriz", "beatriz.amaral@example.org"),
        Door("rosa", "rosa.quispe@example.org"),
        Door("ama", "ama.owusu@example.org"),
    )
}


def refuse_elsewhere(request: HttpRequest) -> None:
    """Raises Http404 unless this is the demo and the request comes from this machine to this machine."""
    if not (settings.IS_DEMO and is_from_here(request)):
        raise Http404


def is_from_here(request: HttpRequest) -> bool:
    """Both ends on loopback, and no proxy between: a forwarded request may come from anywhere."""
    host, _port = split_domain_port(request.get_host())
    forwarded = {"X-Forwarded-For", "X-Forwarded-Host", "Forwarded"} & {*request.headers}
    return not forwarded and _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(host)


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def people() -> dict[str, Person]:
    """The people of the doors that are there, by key."""
    by_email = {person.email: person for person in Person.objects.filter(email__in=[door.email for door in CAST.values()])}
    return {key: by_email[door.email] for key, door in CAST.items() if door.email in by_email}


def strip(person: Person) -> dict:
    """Who one is, the other doors, and the demo's clock, for look/demo_strip.html."""
    others = [{"name": one.first_name, "url": address(key)} for key, one in people().items() if one.pk != person.pk]
    clock_now = {"later": reverse("demo:later"), "is_ahead": bool(clock.ahead()), "today": clock.today()}
    return {"name": person.first_name or person.email, "others": others} | clock_now


def address(key: str) -> str:
    return reverse("demo:enter", args=[key])


def landing_doors() -> list[tuple[Person, str, str, str]]:
    """(person, role, what there is to do, address) for the landing page, with what is really there now."""
    if not settings.IS_DEMO:
        return []
    roles = {"beatriz": _("programme manager"), "rosa": _("mentor"), "ama": _("mentee")}
    return [(person, roles[key], _task(key, person), address(key)) for key, person in people().items()]


def _task(key: str, person: Person) -> str:
    if key == "beatriz":
        n = Match.objects.filter(programme__staff__person=person, state=Match.State.PROPOSED).count()
        if n:
            return ngettext("Judge %(n)s proposed pair", "Judge %(n)s proposed pairs", n) % {"n": n}
        return _("See where the programme stands")
    side = "mentor" if key == "rosa" else "mentee"
    mine = Match.objects.filter(**{f"{side}__person": person})
    if mine.filter(state=Match.State.OFFERED, **{f"{side}_answer": ""}).exists():
        return _("Answer a match, and see why") if key == "rosa" else _("See who could be your mentor, and why")
    return _("See the match, and what comes next") if mine.filter(state=Match.State.ACTIVE).exists() else _("See today’s page")
