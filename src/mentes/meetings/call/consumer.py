"""The line of a call: one WebSocket a person, over which browsers tell one another how to connect, and nothing is kept."""

from __future__ import annotations

import time
from contextlib import suppress

from mentes.lib import clock, relay
from mentes.lib.errors import Refused
from mentes.lib.line_room import Full, LineRooms, Taken
from mentes.lib.signals import Signal
from mentes.lib.sockets import ELSEWHERE, FULL, GuardedSocket, in_a_thread
from mentes.meetings.actions.attending import i_am_here
from mentes.meetings.call.places import people_of_call
from mentes.meetings.call.protocol import Join, Leave, Ping, Say, State, read
from mentes.meetings.call.rooms import Member, Room
from mentes.meetings.models import Meeting


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


_lines: LineRooms[Room] = LineRooms(Room, who_may)


class CallSocket(GuardedSocket):
    """`member` is this page in the room, from its "join" on."""

    member: Member | None = None

    @property
    def meeting_id(self):
        return self.scope["url_route"]["kwargs"]["meeting_id"]

    @property
    def room(self) -> Room:
        return _lines.room(self.meeting_id)

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
        room = _lines.opened(self.meeting_id)
        member = Member(tab=said.tab, person=self.person.pk, name=self.person.name, say=self.say, end=self.end, state=said.state)
        try:
            is_back = room.enter(member)
        except Full:
            self.end(FULL)
            return
        except Taken:
            raise ValueError("the tab is somebody else's") from None
        finally:
            _lines.keep_watch(self.meeting_id)
        self.member = member
        people = [one.as_json() for one in room.others(member.tab)]
        self.say({"kind": "welcome", "is_back": is_back, "people": people} | relay.line_settings(clock.now()))
        if not is_back:
            await note_presence(self.meeting_id, self.person)

    async def left(self) -> None:
        if self.member is not None:
            self.room.lose(self.member, now=time.monotonic())
