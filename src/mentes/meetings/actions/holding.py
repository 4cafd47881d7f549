"""Locks while somebody's time is given away, and what is taken already.

Two locks keep an hour from being given twice. The advisory lock of each person lets bookings of the same people in one after
another, so that the second is told in a sentence what the first has taken. The exclusion constraint over live seats holds
whatever code does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from mentes.lib.errors import Refused
from mentes.meetings.models import Meeting, Seat
from mentes.people.models import Person

Span = tuple[datetime, datetime]
# The queue of all who want to hold people, and how long its head waits for them before the next may try.
QUEUE, PATIENCE = 0x6D656574, "250ms"
HOLD = """
do $$
declare
    keys constant bigint[] := array[{keys}]::bigint[];
    patience constant text := current_setting('lock_timeout');
    is_head boolean := false;
begin
    -- Who holds people already must not queue behind those who wait for them.
    if coalesce(current_setting('mentes.holds_people', true), '') = '' then
        begin
            perform pg_advisory_lock({queue});
            is_head := true;
            perform set_config('lock_timeout', '{patience}', true);
            perform pg_advisory_xact_lock(key) from unnest(keys) as key;
            perform set_config('lock_timeout', patience, true), set_config('mentes.holds_people', 'yes', true);
            perform pg_advisory_unlock({queue});
            return;
        exception when query_canceled or others then
            if is_head then
                perform pg_advisory_unlock({queue});
            end if;
            if sqlstate <> '55P03' or not is_head then
                raise;
            end if;
        end;
    end if;
    perform pg_advisory_xact_lock(key) from unnest(keys) as key;
    perform set_config('mentes.holds_people', 'yes', true);
end $$
"""
# What PostgreSQL says of two rows that exclude each other, of a deadlock, and of a wait it gave up.
TAKEN, DEADLOCK, NOT_AVAILABLE = "23P01", "40P01", "55P03"


def lock_key(person_id: UUID) -> int:
    """The key of a person's advisory lock, 64 bits with sign. The room's name keeps it from the keys of others."""
    return int.from_bytes(hashlib.blake2b(b"meetings" + person_id.bytes, digest_size=8).digest(), "big", signed=True)


def hold_people(person_ids: Iterable[UUID]) -> None:
    """Keeps other bookings of these people waiting until the transaction ends.

    Every transaction takes all its locks here, at once, in the order of their keys: nobody can wait for somebody who waits for
    them. (In the order of the keys and not of the ids, since it is keys that are waited for.) And only one at a time takes locks:
    who came first is served first, and nobody holds one person while waiting for another whom a third holds. If the first in the
    queue waits longer than PATIENCE they wait aside, so that one long transaction holds up its own people only.
    """
    keys = sorted({lock_key(pk) for pk in person_ids})
    with connection.cursor() as cursor:
        # A `do` takes no parameters; these are whole numbers and nothing else.
        cursor.execute(HOLD.format(keys=", ".join(str(key) for key in keys), queue=QUEUE, patience=PATIENCE))


def held_meeting(meeting: Meeting) -> tuple[Meeting, list[Person]]:
    """The row anew, locked until the transaction ends, and its people. Raises Refused when it is gone.

    Whoever holds people as well does so before: those who hold a meeting wait for nobody.
    """
    seats = Seat.objects.filter(meeting=meeting.pk).select_related("meeting", "person").order_by("pk")
    held = list(seats.select_for_update(of=("meeting",)))
    if not held:
        raise Refused(_("This meeting is no longer there."))
    return held[0].meeting, [seat.person for seat in held]


def during(span: Span) -> TimestamptzRange:
    return TimestamptzRange(*span, bounds="[)")


def clashes(person_ids: Sequence[UUID], spans: Sequence[Span], *, but: Iterable[UUID] = ()) -> list[tuple[UUID, datetime]]:
    """(person, start of the span) where somebody has a live seat already. `but`: meetings that make room."""
    overlaps = Q(*(("during__overlap", during(span)) for span in spans), _connector=Q.OR)
    seats = Seat.objects.live().filter(overlaps, person__in=person_ids).exclude(meeting__in=list(but)).order_by()
    taken = list(seats.values_list("person_id", "during"))
    return [
        (pk, span[0])
        for span in spans
        for pk in person_ids
        if any(who == pk and span[0] < what.upper and what.lower < span[1] for who, what in taken)
    ]


@contextmanager
def refused_where_taken() -> Iterator[None]:
    """Around writing seats: raises Refused where the database says that somebody else was quicker.

    Nothing can be asked of the transaction then. Let the refusal through: the action's own `atomic` takes all back.
    """
    try:
        yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") not in (TAKEN, DEADLOCK, NOT_AVAILABLE):
            raise
        raise Refused(_("Somebody booked one of you for this time a moment ago. Choose another.")) from error
