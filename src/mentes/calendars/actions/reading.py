"""Reading one calendar: asked for outside any transaction, written in one, safe to run twice and at the same time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mentes.calendars import bridge, caldav
from mentes.calendars.models import CalendarSource
from mentes.lib.fetch import Login, NotFetched, fetch
from mentes.lib.sealed import CannotOpen
from mentes.meetings.models import Busy

EVERY = timedelta(minutes=15)
MOST_WAIT = timedelta(hours=24)
# However often the server says that nothing has changed: the window moves on, so once a day all is read.
WHOLE_AFTER = timedelta(hours=20)
NOT_MODIFIED = 304


def read_source(source_id: UUID, *, now: datetime) -> str | None:
    """Reads the calendar and puts its busy times in place of the earlier ones. Returns the code of what went wrong, or "".

    None where it is gone, or was read since by another. What went wrong leaves the earlier busy times: better old than none. Then
    it waits twice as long each time, a day at most.
    """
    try:
        source = CalendarSource.objects.select_related("person").filter(pk=source_id, next_at__lte=now).first()
    except CannotOpen:
        return _failed(source_id, "keys", now)
    if source is None:
        return None
    try:
        data, mark = _asked(source, now)
        found = None if data is None else bridge.read_busy(data, person=source.person, now=now)
    except (NotFetched, bridge.NotACalendar) as error:
        return _failed(source_id, error.code, now)
    with transaction.atomic():
        held = CalendarSource.objects.select_for_update().filter(pk=source_id).only("pk").first()
        if held is None:  # taken away meanwhile: nothing of it may come back
            return None
        fields = {"tried_at": now, "next_at": now + EVERY, "error": "", "n_failed": 0}
        if found is not None:
            Busy.objects.filter(source=source_id).delete()
            Busy.objects.bulk_create(
                [Busy(person=source.person, source=source_id, starts_at=start, ends_at=end) for start, end in found.spans],
                batch_size=1000,
            )
            fields |= {"read_at": now, "mark": mark, "n_busy": len(found.spans), "n_unread": found.n_unread}
        CalendarSource.objects.filter(pk=source_id).update(**fields)
    return ""


def _asked(source: CalendarSource, now: datetime) -> tuple[bytes | None, str]:
    """The calendar's bytes and the server's mark for them; None where nothing has changed. Raises NotFetched."""
    if source.kind == CalendarSource.Kind.CALDAV:
        until = now + timedelta(days=bridge.BUSY_DAYS)
        login = Login(source.user, source.password)
        data = caldav.read_calendars(source.address, login, since=now - timedelta(days=1), until=until)
        # A calendar with nothing in the span is a calendar all the same.
        return data or b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ""
    is_fresh = source.read_at is not None and now - source.read_at < WHOLE_AFTER
    headers = {"Accept": "text/calendar, */*;q=0.1"}
    headers |= {"If-None-Match": source.mark} if source.mark and is_fresh else {}
    login = Login(source.user, source.password) if source.user else None
    answer = fetch(source.address, headers=headers, login=login)
    if answer.status == NOT_MODIFIED:
        return None, source.mark
    caldav.expect(answer, 200)
    mark = answer.headers.get("etag", "")
    return answer.body, mark if len(mark) <= 200 else ""


@transaction.atomic
def _failed(source_id: UUID, code: str, now: datetime) -> str | None:
    held = CalendarSource.objects.select_for_update().filter(pk=source_id).values_list("n_failed", flat=True).first()
    if held is None:
        return None
    wait = min(EVERY * 2 ** min(held + 1, 10), MOST_WAIT)
    n_failed = min(held + 1, 1000)
    CalendarSource.objects.filter(pk=source_id).update(error=code[:20], n_failed=n_failed, tried_at=now, next_at=now + wait)
    return code
