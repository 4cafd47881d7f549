"""Signs of life: when the two of a match were last in touch, as far as anything here can tell.

A room that sees people meet, write or agree says so by `register`; nothing of what was said is asked for, only when.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from mentes.matches.models import Match
from mentes.messages.models import Conversation

# Takes ids of matches, gives the newest sign of each that has one. An instant still to come (a booked meeting) counts too.
Signs = Callable[[Collection[UUID]], Mapping[UUID, datetime]]

_known: dict[str, Signs] = {"messages": lambda ids: Conversation.objects.last_written(ids)}


def register(name: str, signs: Signs) -> None:
    """Makes `signs` count. Rooms above call this from their AppConfig.ready; those below are named in this room."""
    _known[name] = signs


def forget(name: str) -> None:
    """Takes `name` out again; for tests."""
    _known.pop(name, None)


def alive_since(matches: Iterable[Match]) -> dict[UUID, datetime]:
    """The newest sign of life of each match that has begun; its own beginning is the first."""
    found = {match.pk: max(filter(None, (match.started_at, match.in_touch_at)), default=match.created_at) for match in matches}
    for signs in _known.values():
        for match_id, at in signs(found.keys()).items():
            found[match_id] = max(found[match_id], at)
    return found
