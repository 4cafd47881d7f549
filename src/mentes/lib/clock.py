"""What time it is: the one place where pages and jobs read the clock. Everything below them is handed `now`."""

from datetime import date, datetime, timedelta

from django.utils import timezone

_ahead = timedelta(0)


def now() -> datetime:
    """The instant, UTC. In the demo it may lie ahead of the world's (`set_ahead`); elsewhere it never does."""
    return timezone.now() + _ahead


def today() -> date:
    """The day of `now` in the zone of whoever is looking."""
    return timezone.localdate(now())


def ahead() -> timedelta:
    return _ahead


def set_ahead(by: timedelta) -> None:
    """Let this process live `by` ahead of the world. Only the demo does, whose pages and jobs are one process."""
    global _ahead
    if by < timedelta(0):
        raise ValueError("A clock is never set behind: what has happened would lie in the future.")
    _ahead = by
