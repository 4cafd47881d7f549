"""Booking a meeting, once or again and again."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentes.lib.errors import Refused
from mentes.meetings.actions.holding import Span, clashes, during, hold_people, refused_where_taken
from mentes.meetings.actions.pacing import refuse_haste
from mentes.meetings.actions.telling import tell
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.repeats import starts_of
from mentes.meetings.wall import zone_of
from mentes.people.models import Person

MINUTES = (30, 45, 60)
MOST_TIMES = 26
MOST_DAYS_AHEAD = 400
MOST_TITLE = 200


def book(
    *,
    about: uuid.UUID,
    people: Iterable[Person],
    starts_at: datetime,
    minutes: int,
    by: Person | None,
    now: datetime,
    title: str = "",
    repeat: str = "",
    times: int = 1,
    time_zone: str = "",
    link: str = "",
) -> list[Meeting]:
    """A meeting of `people` about `about`; `times` of them where it repeats. All hear of it. Returns them, the first first.

    `repeat`: "", "weekly", "fortnightly" or "monthly"; the time of day holds in `time_zone`, that of `by` where none is named.
    All or none are booked. Raises Refused, one sentence with everything that is wrong (422), with who is taken when (409), or
    with the minute before which it is too often (429). Who may meet about `about` is for the caller to know.
    """
    people = sorted({person.pk: person for person in people}.values(), key=lambda person: str(person.pk))
    _check(people, starts_at, minutes, repeat, times, now)
    zone = zone_of(time_zone or (by.time_zone if by else ""))
    spans = [
        (start, start + timedelta(minutes=minutes))
        for start in starts_of(starts_at, repeat=repeat, times=times if repeat else 1, zone=zone)
    ]
    # Asked before anything is held: whoever must be refused mostly hears it here, without waiting for anybody.
    refuse_taken(people, spans, by=by)
    series = uuid.uuid4() if len(spans) > 1 else None
    meetings = [
        Meeting(
            about=about,
            kind=Meeting.Kind.PAIR if len(people) == 2 else Meeting.Kind.GROUP,
            title=" ".join(title.split())[:MOST_TITLE],
            starts_at=span[0],
            ends_at=span[1],
            planned_at=span[0],
            time_zone=zone.key,
            series=series,
            repeat=repeat if series else "",
            link=link,
            booked_by=by,
            created_at=now,
            changed_at=now,
        )
        for span in spans
    ]
    seats = [
        Seat(meeting=meeting, person=person, during=during(span))
        for meeting, span in zip(meetings, spans, strict=True)
        for person in people
    ]
    with transaction.atomic():
        hold_people(person.pk for person in people)
        refuse_haste(people, by=by, now=now)
        refuse_taken(people, spans, by=by)
        with refused_where_taken():
            Meeting.objects.bulk_create(meetings)
            Seat.objects.bulk_create(seats)
        tell(meetings, "meeting_booked", people=people, by=by, now=now)
    return meetings


def _check(people: Sequence[Person], starts_at: datetime, minutes: int, repeat: str, times: int, now: datetime) -> None:
    wrong = []
    if len(people) < 2:
        wrong.append(_("A meeting takes two people at least."))
    if minutes not in MINUTES:
        wrong.append(_("A meeting takes 30, 45 or 60 minutes."))
    if repeat not in Meeting.Repeat.values:
        wrong.append(_("Choose how often it comes back: never, weekly, every two weeks or monthly."))
    if repeat and not 2 <= times <= MOST_TIMES:
        wrong.append(_("A repeated meeting comes 2 to %(most)s times.") % {"most": MOST_TIMES})
    wrong += wrong_time(starts_at, now)
    if wrong:
        raise Refused(" ".join(wrong), status=422)


def wrong_time(starts_at: datetime, now: datetime) -> list[str]:
    if starts_at <= now:
        return [_("This time has passed. Choose a later one.")]
    if starts_at > now + timedelta(days=MOST_DAYS_AHEAD):
        return [_("This lies more than a year ahead. Choose an earlier day.")]
    return []


def refuse_taken(people: Sequence[Person], spans: Sequence[Span], *, by: Person | None, but: Iterable = ()) -> None:
    """Raises Refused where somebody is taken, saying who and when, and not by what."""
    taken = clashes([person.pk for person in people], spans, but=but)
    if not taken:
        return
    mine = [start for pk, start in taken if by is not None and pk == by.pk]
    names = {person.pk: person.first_name for person in people}
    sentences = []
    if mine:
        sentences.append(
            ngettext("You are in another meeting on %(days)s.", "You are in other meetings on %(days)s.", len(mine))
            % {"days": _("; ").join(when(start) for start in mine)}
        )
    for pk in dict.fromkeys(pk for pk, _start in taken if by is None or pk != by.pk):
        days = _("; ").join(when(start) for who, start in taken if who == pk)
        sentences.append(_("%(name)s is not free on %(days)s.") % {"name": names[pk], "days": days})
    raise Refused(" ".join(sentences) + " " + _("Choose another time."))


def when(at: datetime) -> str:
    """A day and an hour on the reader's clock, as a sentence names them."""
    return date_format(timezone.localtime(at), "l j F, H:i")
