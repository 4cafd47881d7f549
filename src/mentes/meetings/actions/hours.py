"""Setting one's own hours: the week, and days that differ."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.meetings.free_time import merged
from mentes.meetings.models import Availability, AvailabilityException, OwnWeek
from mentes.meetings.wall import MINUTES_A_DAY
from mentes.people.models import Person

MOST_DAYS_AT_ONCE = 60
MOST_EXCEPTIONS = 400


@transaction.atomic
def set_week(person: Person, hours: Iterable[tuple[int, int, int]], *, now: datetime) -> None:
    """The week of `person` from now on: (weekday with Monday 0, from, until) in minutes of the day. Overlaps become one."""
    Person.objects.select_for_update().get(pk=person.pk)  # two pages that save at once leave one week, not a mixture
    by_day: dict[int, list[tuple[int, int]]] = {}
    for weekday, start, end in hours:
        by_day.setdefault(weekday, []).append((start, end))
    Availability.objects.filter(person=person).delete()
    Availability.objects.bulk_create(
        Availability(person=person, weekday=weekday, starts_minute=start, ends_minute=end)
        for weekday, spans in sorted(by_day.items())
        for start, end in merged(spans)
    )
    OwnWeek.objects.update_or_create(person=person, defaults={"saved_at": now})


@transaction.atomic
def add_exception(
    person: Person,
    *,
    on_day: date,
    last_day: date | None,
    is_free: bool,
    starts_minute: int = 0,
    ends_minute: int = MINUTES_A_DAY,
    today: date,
) -> int:
    """One day that differs from the week, or every day until `last_day`. Returns how many days; saying it twice is once.

    What differed before `today` is forgotten.
    """
    last_day = last_day or on_day
    n_days = (last_day - on_day).days + 1
    if not 1 <= n_days <= MOST_DAYS_AT_ONCE:
        raise Refused(_("Choose a last day within two months of the first, not before it."), status=422)
    # Days that have passed are shown nowhere: nobody could remove them, and they would use up the room.
    AvailabilityException.objects.filter(person=person, on_day__lt=today).delete()
    if AvailabilityException.objects.filter(person=person).count() + n_days > MOST_EXCEPTIONS:
        raise Refused(_("You have set very many days already. Remove some first."))
    for n in range(n_days):
        AvailabilityException.objects.get_or_create(
            person=person,
            on_day=on_day + timedelta(days=n),
            is_free=is_free,
            starts_minute=starts_minute,
            ends_minute=ends_minute,
        )
    return n_days


def remove_exception(person: Person, exception_id: int) -> None:
    """The day follows the week again. Nothing happens where it is not theirs or gone."""
    AvailabilityException.objects.filter(person=person, pk=exception_id).delete()
