"""When a mail is due that tells of unread messages. Plain values in and out."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

QUIET = dt.timedelta(minutes=15)  # so long unread before a mail says so, by default
APART = dt.timedelta(hours=1)  # between two mails to one person, by default
DAILY_AT = dt.time(8, 0)  # by the person's own clock


@dataclass(frozen=True)
class Waiting:
    """One conversation with something unread of which no mail has told. `mail` is the choice of its person there."""

    mail: str
    oldest_at: dt.datetime
    mailed_at: dt.datetime | None


def is_due(one: Waiting, *, newest_mail_at: dt.datetime | None, zone: str, now: dt.datetime) -> bool:
    """`newest_mail_at`: when the person last had such a mail, whatever the conversation."""
    if one.mail == "at_once":
        return True
    if one.mail == "daily":
        morning = last_morning(zone, now)
        return one.oldest_at < morning and (one.mailed_at is None or one.mailed_at < morning)
    if one.mail == "soon":
        return now - one.oldest_at >= QUIET and (newest_mail_at is None or now - newest_mail_at >= APART)
    return False


def last_morning(zone: str, now: dt.datetime) -> dt.datetime:
    """The latest DAILY_AT in `zone` that is not after `now`."""
    try:
        there = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        there = zoneinfo.ZoneInfo("UTC")
    local = now.astimezone(there)
    at = dt.datetime.combine(local.date(), DAILY_AT, there)
    if at > local:
        at = dt.datetime.combine(local.date() - dt.timedelta(days=1), DAILY_AT, there)
    return at.astimezone(dt.UTC)
