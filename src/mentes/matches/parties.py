"""Who meets about a match: its two people, while it runs (for the room of meetings, which knows no match)."""

from uuid import UUID

from django.urls import reverse

from mentes.matches.models import Match
from mentes.meetings import parties
from mentes.meetings.parties import Party


def register() -> None:
    parties.register(party_of_match)


def party_of_match(about: UUID) -> Party | None:
    match = Match.objects.filter(pk=about).exclude(state__in=Match.UNHEARD).select_related("mentee__person", "mentor__person")
    for one in match:
        link = reverse("matches:pair", args=[one.pk])
        is_open = one.state == Match.State.ACTIVE and one.paused_at is None
        return Party(one.pk, one.people(), is_open=is_open, link=link, is_over=one.state not in Match.TOLD)
    return None
