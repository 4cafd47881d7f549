"""The demo's clock. A week passes in a few seconds, and on its way everything happens that the clock does in a real house."""

import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from mentes.home import demo_life
from mentes.lib import clock, jobs
from mentes.lib.errors import Refused
from mentes.people.models import Letter

# Short enough for everything to happen in its order: an offer is answered, then a meeting is booked, then it takes place.
STEP = timedelta(hours=6)
N_STEPS = 28  # a week
MOST_AHEAD = timedelta(days=400)  # beyond a season there is nothing to see

# Whoever writes a letter asks for it to be sent; to look for forgotten ones at every step would only ask again.
POST = ("people.send_due_letters",)

_passing = threading.Lock()  # the demo is one process


@dataclass(frozen=True)
class Passed:
    """What came of letting time pass: the instant it is now, and how many letters were written."""

    now: datetime
    n_letters: int


def register() -> None:
    """At the start: an earlier visit may have left the demo ahead of the world."""
    if settings.IS_DEMO:
        clock.set_ahead(_kept())


def pass_a_week() -> Passed:
    """Moves the clock on, step by step. Raises Refused while another week passes, and after a year."""
    if not _passing.acquire(blocking=False):
        raise Refused(_("A week is passing already. Look again in a moment."))
    try:
        if clock.ahead() + N_STEPS * STEP > MOST_AHEAD:
            raise Refused(_("The demo ends after a year. “mentes demo --fresh” begins it anew."))
        n_before = Letter.objects.count()
        # Each step begins where the one before it ended, also that of an earlier week: what falls between two would never happen.
        now = clock.now()
        since = min(_lived_until() or now, now)
        for _step in range(N_STEPS):
            clock.set_ahead(clock.ahead() + STEP)
            now = clock.now()
            _keep(clock.ahead(), now)
            demo_life.live(since=since, now=now)
            jobs.run_timed(clock.now(), but=POST)
            since = now
        return Passed(clock.now(), Letter.objects.count() - n_before)
    finally:
        _passing.release()


def _file() -> Path:
    return settings.DATA / "demo-clock.json"


def _kept() -> timedelta:
    try:
        return timedelta(seconds=max(0, int(json.loads(_file().read_text())["ahead_seconds"])))
    except (OSError, ValueError, KeyError, TypeError):
        return timedelta(0)


def _lived_until() -> datetime | None:
    """Up to when the demo's people have lived; None before the first week, and where the file is spoilt."""
    try:
        until = datetime.fromisoformat(json.loads(_file().read_text())["lived_until"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return until if until.tzinfo else None


def _keep(ahead: timedelta, lived_until: datetime) -> None:
    _file().write_text(json.dumps({"ahead_seconds": int(ahead.total_seconds()), "lived_until": lived_until.isoformat()}))
