"""A private feed: one's own meetings at an address that nobody can guess, for a calendar to subscribe to."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from mentes.calendars import bridge
from mentes.calendars.models import CalendarChoice
from mentes.meetings.models import Meeting
from mentes.people.models import Person
from mentes.trust.actions import record

DAYS_BEFORE = 90
MOST_MEETINGS = 500


@transaction.atomic
def make_feed(person: Person, *, now: datetime) -> str:
    """A new address for the feed of `person`; an earlier one is void from now on. Returns its secret word."""
    word = secrets.token_urlsafe(32)
    CalendarChoice.objects.update_or_create(
        person=person, defaults={"feed_word": word, "feed_hash": hash_of(word), "feed_since": now}
    )
    record("calendar.feed_made", by=person, at=now, subject=person)
    return word


@transaction.atomic
def end_feed(person: Person, *, now: datetime) -> None:
    ended = CalendarChoice.objects.filter(person=person, feed_hash__isnull=False)
    if ended.update(feed_word="", feed_hash=None, feed_since=None):
        record("calendar.feed_ended", by=person, at=now, subject=person)


def person_of_feed(word: str) -> Person | None:
    """Whose feed has this word; None for nobody's, and for somebody who is suspended or gone."""
    if not word or len(word) > 100:
        return None
    choice = CalendarChoice.objects.filter(feed_hash=hash_of(word)).select_related("person").first()
    return choice.person if choice and choice.person.is_active else None


def feed_text(person: Person, *, now: datetime) -> str:
    """Their meetings of the last 90 days and all to come, without those called off; no word of what was said in them."""
    choice = CalendarChoice.objects.filter(person=person).first()
    since = now - timedelta(days=DAYS_BEFORE)
    mine = Meeting.objects.visible_to(person).live().filter(ends_at__gt=since)
    meetings = list(mine.order_by("starts_at", "pk")[:MOST_MEETINGS])
    return bridge.feed(meetings, person, own_title=choice.title if choice else "", now=now)


def hash_of(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
