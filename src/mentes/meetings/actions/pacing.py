"""How often within an hour one person may change meetings of another: every change sends that other a letter."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from mentes.lib.errors import Refused
from mentes.people.models import Letter, Person

CHANGES = ("meeting_booked", "meeting_moved", "meeting_cancelled")
WITHIN = timedelta(hours=1)


def refuse_haste(people: Iterable[Person], *, by: Person | None, now: datetime) -> None:
    """Raises Refused (429) where one of `people` has had as many letters about changes of `by` as MENTES_MEETING_CHANGES_AN_HOUR.

    A row of meetings that is booked, moved or called off at once is one change. Counted are letters, since it is those that
    flood somebody; what the house itself does (`by` is None) is not counted. Precondition: `people` are held (holding), so that
    two at once are counted one after the other.
    """
    most = settings.MEETING_CHANGES_AN_HOUR
    others = {person.pk: person for person in people if by is not None and person.pk != by.pk}
    if not most or not others:
        return
    since = (now - WITHIN).timestamp()
    letters = Letter.objects.filter(person__in=others, kind__in=CHANGES, facts__by=str(by.pk), facts__at__gt=since)
    seconds: dict[UUID, list[float]] = defaultdict(list)
    for pk, at in letters.order_by().values_list("person", "facts__at"):
        seconds[pk].append(at)
    full = {pk: sorted(each)[-most] for pk, each in seconds.items() if len(each) >= most}
    if not full:
        return
    pk = max(full, key=lambda one: (full[one], str(one)))
    # Up to the next whole minute, so that the hour it names is never too early.
    free_at = datetime.fromtimestamp(full[pk], UTC) + WITHIN + timedelta(seconds=59)
    sentence = ngettext(
        "Within an hour you have booked, moved or called off a meeting with %(name)s once, and each change sends a letter. "
        "Go on from %(time)s.",
        "Within an hour you have booked, moved or called off meetings with %(name)s %(most)s times, and each change sends a "
        "letter. Go on from %(time)s.",
        most,
    )
    said = {"name": others[pk].first_name, "most": most, "time": date_format(timezone.localtime(free_at), "H:i")}
    raise Refused(sentence % said, status=429)
