"""What already lies between two people of a programme: a pair that lives, one that is over, or a rejection."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentes.matches.actions.holding import OTHER
from mentes.matches.bridge.pool import OVER
from mentes.matches.models import Match, Rejection
from mentes.programmes.models import Participation

SELF = _("Nobody mentors themselves.")
LIVES = _("These two are a pair already.")
WAS_OVER = _("These two were brought together before, and it came to nothing or has ended.")
WAS_REJECTED = _("You rejected this pair. Allow it again first, on the page of those without a mentor.")


def what_is_between(place: Participation, side: str, others: Sequence[Participation]) -> dict[UUID, object]:
    """By the other's id, a sentence where something stands between them; nobody else is in it. Three queries."""
    found: dict[UUID, object] = {}
    pair = {side: place, f"{OTHER[side]}__in": others}
    other_id = f"{OTHER[side]}_id"
    found |= dict.fromkeys(Rejection.objects.filter(**pair).values_list(other_id, flat=True), WAS_REJECTED)
    found |= dict.fromkeys(Match.objects.filter(**pair, state__in=OVER).values_list(other_id, flat=True), WAS_OVER)
    lives = Match.objects.filter(**pair, state__in=Match.LIVE)
    found |= dict.fromkeys(lives.values_list(other_id, flat=True), LIVES)
    if place.pk in {other.pk for other in others}:
        found[place.pk] = SELF
    return found
