"""What the rooms below see of two people: when they met, and when they will. Only when, never what was said."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from mentes.matches import life
from mentes.meetings.models import Meeting


def register() -> None:
    life.register("meetings", of_meetings)


def of_meetings(ids: Collection[UUID]) -> Mapping[UUID, datetime]:
    """The newest meeting of each match that was held or is booked. One that was missed, or called off, is no sign of life.

    A booked one of the past, of which nobody said anything, counts too: most people only meet.
    """
    lively = Q(state__in=[Meeting.State.HELD, Meeting.State.BOOKED])
    found = Meeting.objects.filter(lively, about__in=list(ids)).order_by().values("about").annotate(newest=Max("starts_at"))
    return {row["about"]: row["newest"] for row in found}
