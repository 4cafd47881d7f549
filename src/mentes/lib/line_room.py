"""Who is on the lines of one room, in this process's memory alone: nothing of it is written down.

A room knows its members by the tab of their page. One person is there once; a page that lost its line keeps its place for a
while, so that voices, which do not pass through here, need not stop. Times are seconds of one clock that never goes back.
"""

from __future__ import annotations

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import DatabaseError

from mentes.lib.sockets import ELSEWHERE, NO_PLACE

MOST_MEMBERS = 6  # as many as a mesh from browser to browser carries
SECONDS_TO_COME_BACK = 30.0
# Whoever loses their place is cut off within five seconds.
SECONDS_BETWEEN_SWEEPS = 3

log = logging.getLogger(__name__)


class Full(Exception):
    """As many are there as a mesh from browser to browser carries."""


class Taken(Exception):
    """The tab is another person's."""


@dataclass(kw_only=True, eq=False)
class Member:
    """One page of one person. `say` and `end(code)` reach its browser; `lost_at` is when its line went, None while it holds."""

    tab: str
    person: object  # the person's key
    name: str
    say: Callable[[dict], None]
    end: Callable[[int], None]
    lost_at: float | None = None


M = TypeVar("M", bound=Member)


class LineRoom(ABC, Generic[M]):
    """Everybody on the lines of one room, in the order in which they came. A room says in its own words what happened."""

    def __init__(self) -> None:
        self.members: dict[str, M] = {}

    @abstractmethod
    def tell_entered(self, member: M, *, is_back: bool) -> None:
        """The others hear that `member` came in, or came back to their place."""

    @abstractmethod
    def tell_lost(self, member: M) -> None:
        """The others hear that the line of `member` is gone, and that their place is kept for a while."""

    @abstractmethod
    def tell_left(self, member: M, *, why: str) -> None:
        """All hear that `member` is there no more. `why`: left, elsewhere, removed or lost."""

    def others(self, tab: str) -> list[M]:
        return [member for member in self.members.values() if member.tab != tab]

    def tell(self, message: dict, *, but: str = "") -> None:
        for member in self.others(but):
            if member.lost_at is None:
                member.say(message)

    def enter(self, member: M) -> bool:
        """Let `member` in; an older page of the same person is closed with the code ELSEWHERE.

        True where it is back in the place that was kept for it: what the others hold open to it is still good.

        Raises Full, or Taken where the tab belongs to somebody else.
        """
        known = self.members.get(member.tab)
        if known and known.person != member.person:
            raise Taken
        older = [one for one in self.members.values() if one.person == member.person and one.tab != member.tab]
        if not known and len(self.members) - len(older) >= MOST_MEMBERS:
            raise Full
        for one in older:
            one.end(ELSEWHERE)
            self.drop(one.tab, why="elsewhere")
        if known:
            known.end(ELSEWHERE)  # the line that died without saying so
        self.members[member.tab] = member
        self.tell_entered(member, is_back=known is not None)
        return known is not None

    def lose(self, member: M, *, now: float) -> None:
        if self.members.get(member.tab) is member and member.lost_at is None:
            member.lost_at = now
            self.tell_lost(member)

    def drop(self, tab: str, *, why: str) -> None:
        """The others close what they hold open to that tab."""
        member = self.members.pop(tab, None)
        if member is not None:
            self.tell_left(member, why=why)

    def sweep(self, *, may_stay: Collection[object], now: float) -> None:
        """Close with NO_PLACE the lines of all but `may_stay`, and give up whoever did not come back."""
        for member in list(self.members.values()):
            if member.person not in may_stay:
                member.end(NO_PLACE)
                self.drop(member.tab, why="removed")
            elif member.lost_at is not None and now - member.lost_at >= SECONDS_TO_COME_BACK:
                self.drop(member.tab, why="lost")


R = TypeVar("R", bound=LineRoom)


class LineRooms(Generic[R]):
    """All rooms of one kind in this process, by their key. `look(key)` asks who may be there, as `sweep` of a room takes it."""

    def __init__(self, make: Callable[[], R], look: Callable[[object], Awaitable[Collection[object]]]):
        self._make, self._look = make, look
        self.rooms: dict[object, R] = {}
        self.sweepers: dict[object, asyncio.Task] = {}

    def room(self, key: object) -> R:
        """The room; an empty one where everybody has left meanwhile."""
        return self.rooms.get(key) or self._make()

    def opened(self, key: object) -> R:
        """The room, made if it is not there. Whoever asks for it enters, or lets it go by `keep_watch`."""
        return self.rooms.setdefault(key, self._make())

    def keep_watch(self, key: object) -> None:
        """While anybody is in the room: look every few seconds, and cut off whoever has lost their place."""
        if key not in self.sweepers:
            self.sweepers[key] = asyncio.create_task(self._sweep(key))

    async def _sweep(self, key: object) -> None:
        try:
            while self.rooms[key].members:
                await asyncio.sleep(SECONDS_BETWEEN_SWEEPS)
                try:
                    allowed = await self._look(key)
                except DatabaseError:  # it starts again within seconds, and until then no message passes either
                    log.warning("the people of a room could not be looked up", exc_info=True)
                    continue
                self.rooms[key].sweep(may_stay=allowed, now=time.monotonic())
        finally:
            self.sweepers.pop(key, None)
            self.rooms.pop(key, None)
