"""The line of a call: one WebSocket a person, over which browsers tell one another how to connect, and nothing is kept."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from django.db import DatabaseError

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.lib.sockets import ELSEWHERE, FULL, NO_PLACE, GuardedSocket, in_a_thread
from mentes.meetings.actions.attending import i_am_here
from mentes.meetings.call.places import line_settings, people_of_call
from mentes.meetings.call.protocol import Join, Leave, Ping, Say, Signal, State, read
from mentes.meetings.call.rooms import Full, Member, Room, Taken
from mentes.meetings.models import Meeting

# Whoever is taken out of a meeting is cut from its call within five seconds.
SECONDS_BETWEEN_SWEEPS = 3

log = logging.getLogger(__name__)
_rooms: dict[object, Room] = {}
_sweepers: dict[object, asyncio.Task] = {}


@in_a_thread
def note_presence(meeting_id, person) -> None:
    """Whoever comes in is there, where it is time for that; the tap on the meeting's page is then spared."""
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting:
        with suppress(Refused):  # too early, or over: nothing is said of anybody
            i_am_here(meeting, by=person, now=clock.now())


@in_a_thread
def who_may(meeting_id) -> set:
    return people_of_call(meeting_id, clock.now())


class CallSocket(GuardedSocket):
    """`member` is this page in the room, from its "join" on."""

    member: Member | None = None

    @property
    def meeting_id(self):
        return self.scope["url_route"]["kwargs"]["meeting_id"]

    @property
    def room(self) -> Room:
        """Its room; an empty one where everybody has left meanwhile."""
        return _rooms.get(self.meeting_id) or Room()

    async def may_enter(self) -> bool:
        return self.person.pk in await who_may(self.meeting_id)

    async def may_stay(self) -> bool:
        return await self.may_enter()

    async def take(self, message: dict) -> None:
        said = read(message)
        if isinstance(said, Join):
            await self._join(said)
        elif isinstance(said, Ping):
            self.say({"kind": "pong"})
        elif self.member is None:
            raise ValueError("not on the line yet")
        elif self.room.members.get(self.member.tab) is not self.member:
            self.end(ELSEWHERE)
        elif isinstance(said, Signal):
            to = self.room.members.get(said.to)
            if to is not None:  # else they have just left
                to.say({"kind": "signal", "from": self.member.tab} | said.body)
        elif isinstance(said, State):
            self.member.state = said
            self.room.tell({"kind": "state", "tab": self.member.tab} | said.as_json(), but=self.member.tab)
        elif isinstance(said, Say):
            self.room.tell({"kind": "said", "tab": self.member.tab, "name": self.member.name, "text": said.text})
        elif isinstance(said, Leave):
            self.room.drop(self.member.tab, why="left")
            self.member = None
            self.end(1000)

    async def _join(self, said: Join) -> None:
        if self.member is not None:
            raise ValueError("joined already")
        room = _rooms.setdefault(self.meeting_id, Room())
        member = Member(said.tab, self.person.pk, self.person.name, self.say, self.end, said.state)
        try:
            is_back = room.enter(member, elsewhere=ELSEWHERE)
        except Full:
            self.end(FULL)
            return
        except Taken:
            raise ValueError("the tab is somebody else's") from None
        self.member = member
        people = [one.as_json() for one in room.others(member.tab)]
        self.say({"kind": "welcome", "is_back": is_back, "people": people} | line_settings(clock.now()))
        if self.meeting_id not in _sweepers:
            _sweepers[self.meeting_id] = asyncio.create_task(sweep(self.meeting_id))
        if not is_back:
            await note_presence(self.meeting_id, self.person)

    async def left(self) -> None:
        if self.member is not None:
            self.room.lose(self.member, now=time.monotonic())


async def sweep(meeting_id) -> None:
    """While anybody is in the room: one query every few seconds, and whoever has lost their place is cut off."""
    try:
        while _rooms[meeting_id].members:
            await asyncio.sleep(SECONDS_BETWEEN_SWEEPS)
            try:
                allowed = await who_may(meeting_id)
            except DatabaseError:  # it starts again within seconds, and until then no message passes either
                log.warning("the people of a call could not be looked up", exc_info=True)
                continue
            _rooms[meeting_id].sweep(may_stay=allowed, now=time.monotonic(), code=NO_PLACE)
    finally:
        _sweepers.pop(meeting_id, None)
        _rooms.pop(meeting_id, None)
