"""What matches do by the clock. Every job may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every, task
from mentes.matches.actions.ending import end_with_those_who_left
from mentes.matches.actions.pausing import resume_due
from mentes.matches.actions.promising import promise_waits
from mentes.matches.actions.publishing import offer_due_matches
from mentes.matches.actions.reminding import remind_and_expire
from mentes.matches.actions.silence import look_after_silence


@every("* * * * *", name="matches.offer_due")
def offer_due(planned_at: datetime) -> None:
    """Tells the people of every publication whose instant has come."""
    offer_due_matches(clock.now())


@task("matches.offer_now", only_one_waiting=True)
def offer_now() -> None:
    """The same at once, for an organiser who publishes now and need not wait for the full minute."""
    offer_due_matches(clock.now())


@every("20 * * * *", name="matches.remind_and_expire")
def remind(planned_at: datetime) -> None:
    """Reminders at day 3 and 7; at the last day offers end and mentees move on."""
    remind_and_expire(clock.now())


@every("* * * * *", name="matches.promise_waits")
def promise(planned_at: datetime) -> None:
    """Tells whoever has just joined how long it usually takes, where enough people before them say so."""
    promise_waits(clock.now())


@every("40 * * * *", name="matches.look_after_running")
def look_after_running(planned_at: datetime) -> None:
    """Takes up what was paused until today, ends what ran with somebody who has left, and looks after whoever is silent."""
    now = clock.now()
    resume_due(now)
    end_with_those_who_left(now)
    look_after_silence(now)
