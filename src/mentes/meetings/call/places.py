"""Who has a place in a meeting's call at a given moment, and what a browser needs to take it. Changes nothing."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings

from mentes.lib import relay
from mentes.meetings.models import Meeting
from mentes.people.models import Person

# People run late, and some talk on; after that the door is shut.
OPEN_AFTER_END = timedelta(hours=6)


def open_meetings(now: datetime):
    """Meetings whose call can be entered: not called off, and not long over."""
    return Meeting.objects.live().filter(ends_at__gt=now - OPEN_AFTER_END)


def people_of_call(meeting_id, now: datetime) -> set:
    """Keys of those who may be on the line: a place in the meeting, an account that is not suspended, adult by their own word."""
    return set(
        Person.objects.filter(
            seats__meeting__in=open_meetings(now).filter(pk=meeting_id), is_active=True, adult_confirmed_at__isnull=False
        ).values_list("pk", flat=True)
    )


def line_settings(now: datetime) -> dict:
    """How browsers of a call reach one another: `servers` and `only_relay`, as WebRTC takes them."""
    servers = relay.ice_servers(
        urls=relay.addresses(settings.TURN_URL),
        secret=settings.TURN_SECRET,
        second=int(now.timestamp()),
        word=secrets.token_hex(8),
    )
    return {"servers": servers, "only_relay": bool(servers) and settings.TURN_ONLY}
