"""Who was missing, counted alike for both sides: what the room of the organiser may ask. Nothing of why, nothing of one time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from mentes.meetings.actions.attending import WAS_THERE
from mentes.meetings.models import Seat

DAYS_COUNTED = 90
FROM_TIMES = 2


def often_missing(abouts: Iterable[UUID], *, now: datetime) -> dict[tuple[UUID, UUID], int]:
    """{(about, person): times} for people who did not come to two meetings or more about the same within 90 days.

    Source: the house's rule that one absence is nobody's business but the two's. Where somebody says that they were there,
    it counts for neither.
    """
    since = now - timedelta(days=DAYS_COUNTED)
    seats = Seat.objects.filter(meeting__about__in=list(abouts), meeting__starts_at__gt=since, missing_at__isnull=False)
    counted = seats.exclude(reason=WAS_THERE).values("meeting__about", "person").annotate(n=Count("pk"))
    return {(row["meeting__about"], row["person"]): row["n"] for row in counted if row["n"] >= FROM_TIMES}
