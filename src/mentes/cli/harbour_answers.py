"""What the invented people of First Harbour volunteered for the audit of fairness.

Drawn from their number in the file, never guessed from a name: nobody's answer can be read off them, here as in life. It agrees
with what they themselves share for matching. One in seven has not answered, and some would rather not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mentes.fairness.actions import change_asked, say_for_audit
from mentes.fairness.attributes import UNSAID
from mentes.lib.draws import share
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme

ASKED = ("gender", "age", "first_generation")
ANSWER = 0.86
GENDERS = (("woman", 0.54), ("man", 0.38), ("nonbinary", 0.02), (UNSAID, 0.06))
AGES = (("under_25", 0.14), ("25_34", 0.31), ("35_49", 0.29), ("50_plus", 0.2), (UNSAID, 0.06))
FIRST = (("yes", 0.28), ("no", 0.66), (UNSAID, 0.06))
OVER_FIFTY, FIRST_TO_STUDY = "started after fifty", "first in the family to study"
# The two whose doors are open in the demo say what their lives say.
KNOWN = {
    "a001": {"gender": "woman", "age": "25_34", "first_generation": "yes"},
    "b001": {"gender": "woman", "age": "50_plus", "first_generation": "no"},
}


def volunteer(programme: Programme, *, by: Person, asked_at: datetime, said_at: datetime) -> None:
    """Beatriz asks three things; most people answer, each by the same action as anybody."""
    change_asked(programme, ASKED, by=by, now=asked_at)
    places = Participation.objects.filter(programme=programme).select_related("programme", "person", "profile")
    for place in places.prefetch_related("profile__lived").order_by("external_id"):
        if said := answers_of(place.external_id, [item.name for item in place.profile.lived.all()]):
            say_for_audit(place, {name: (value, "") for name, value in said.items()}, by=place.person, now=said_at)


def answers_of(external_id: str, lived: Sequence[str]) -> dict[str, str]:
    """{attribute: value}; empty for who has not answered."""
    if external_id in KNOWN:
        return KNOWN[external_id]
    if share("answers", external_id) >= ANSWER:
        return {}
    return {
        "gender": _drawn(external_id, "gender", GENDERS),
        "age": "50_plus" if OVER_FIFTY in lived else _drawn(external_id, "age", AGES),
        "first_generation": "yes" if FIRST_TO_STUDY in lived else _drawn(external_id, "first_generation", FIRST),
    }


def _drawn(external_id: str, about: str, shares: Sequence[tuple[str, float]]) -> str:
    at = share(about, external_id)
    for value, portion in shares:
        at -= portion
        if at < 0:
            return value
    return shares[-1][0]
