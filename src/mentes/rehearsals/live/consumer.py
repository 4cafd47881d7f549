"""The line of a rehearsal: one WebSocket a person. What must not be lost is kept, then answered; the rest is only passed on."""

from __future__ import annotations

import logging
import time
import uuid
from contextlib import suppress

from django.db import DatabaseError

from mentes.lib import clock, relay
from mentes.lib.errors import Refused
from mentes.lib.line_room import Full, LineRooms, Taken
from mentes.lib.signals import Signal
from mentes.lib.sockets import AGAIN, ELSEWHERE, FULL, GuardedSocket, in_a_thread
from mentes.people.models import Person
from mentes.rehearsals.actions import planning
from mentes.rehearsals.actions.cueing import NotKept, keep_cue, see_cue, space_anew, unseen_cues
from mentes.rehearsals.actions.remarking import keep_remark
from mentes.rehearsals.actions.tapping import keep_tap
from mentes.rehearsals.live import protocol
from mentes.rehearsals.live.places import places_of
from mentes.rehearsals.live.room import Member, Places, Room, Waiting
from mentes.rehearsals.models import Cue, Rehearsal

# A room looks every three seconds; where that has failed, whoever says something is looked up first.
SECONDS_BELIEVED = 10

log = logging.getLogger(__name__)


@in_a_thread
def look(rehearsal_id) -> Places:
    return places_of(rehearsal_id, clock.now())


_lines: LineRooms[Room] = LineRooms(Room, look)


@in_a_thread
def begun_or_ended(rehearsal_id, person: Person, *, ends: bool) -> Places:
    act = planning.end_rehearsal if ends else planning.open_rehearsal
    with suppress(Refused):  # begun again when it is over: its answer is that it is over
        act(Rehearsal(pk=rehearsal_id), by=person, now=clock.now())
    return places_of(rehearsal_id, clock.now())


@in_a_thread
def kept_cue(rehearsal_id, said: protocol.Give, person: Person) -> Cue:
    return keep_cue(rehearsal_id, said.id, kind=said.cue, text=said.text, by=person, now=clock.now())


@in_a_thread
def kept_remark(rehearsal_id, said: protocol.Pin, person: Person) -> None:
    keep_remark(rehearsal_id, said.id, at_ms=said.at, text=said.text, by=person, now=clock.now())


@in_a_thread
def kept_tap(rehearsal_id, said: protocol.Count, person: Person) -> None:
    keep_tap(rehearsal_id, said.id, at_ms=said.at, by=person, now=clock.now())


@in_a_thread
def seen_cue(rehearsal_id, said: protocol.Seen, person: Person) -> Cue | None:
    return see_cue(rehearsal_id, said.id, at_ms=said.at, by=person, now=clock.now())


@in_a_thread
def cues_that_wait(rehearsal_id, person: Person, *, side: str) -> list[Cue]:
    """For the speaker those they have not seen, spaced anew; for a mentor those of their own."""
    if side == "speaker":
        return space_anew(Rehearsal(pk=rehearsal_id), by=person, now=clock.now())
    return [cue for cue in unseen_cues(rehearsal_id) if cue.by_id == person.pk] if side == "mentor" else []


def as_said(cue: Cue) -> dict:
    """A cue as the speaker is told."""
    return {
        "kind": "cue",
        "id": str(cue.pk),
        "cue": cue.kind,
        "text": cue.text,
        "by": str(cue.by_id) if cue.by_id else None,
        "name": cue.by.name if cue.by else "",
        "shows_at": cue.shows_at_ms,
    }


class RehearsalSocket(GuardedSocket):
    """`member` is this page in the room, from its "join" on."""

    member: Member | None = None
    # Heads move fifteen times a second; a server that was held up for half a second finds them all at once.
    most_a_second = 40

    @property
    def rehearsal_id(self) -> uuid.UUID:
        return self.scope["url_route"]["kwargs"]["rehearsal_id"]

    @property
    def room(self) -> Room:
        return _lines.room(self.rehearsal_id)

    async def may_enter(self) -> bool:
        return self.person.pk in await look(self.rehearsal_id)

    async def may_stay(self) -> bool:
        """Asked of the room, which looks every few seconds; every action that keeps something asks the database besides."""
        if self.member is None:
            return await self.may_enter()
        room = self.room
        if time.monotonic() - room.looked_at > SECONDS_BELIEVED:
            room.learn(await look(self.rehearsal_id))
        return self.person.pk in room.places

    async def take(self, message: dict) -> None:
        if message.get("kind") == "pose" and self.member is not None:  # many times a second: the short way
            room = self.room
            if room.members.get(self.member.tab) is self.member:
                room.pose(self.member, protocol.read_pose(message).text)
                return
        said = protocol.read(message)
        if isinstance(said, protocol.Join):
            await self._join(said)
        elif isinstance(said, protocol.Ping):
            self.say({"kind": "pong", "n": said.n, "at": self.room.at(clock.now())})
        elif self.member is None:
            raise ValueError("not on the line yet")
        elif self.room.members.get(self.member.tab) is not self.member:
            self.end(ELSEWHERE)
        else:
            try:
                await self._hear(said, self.member, self.room)
            except DatabaseError:
                log.warning("something said in a rehearsal could not be kept", exc_info=True)
                self.end(AGAIN)  # the browser still has it, and sends it on its next line

    async def _hear(self, said: protocol.Message, member: Member, room: Room) -> None:
        if isinstance(said, Signal):
            to = room.members.get(said.to)
            if to is not None:  # else they have just left
                to.say({"kind": "signal", "from": member.tab} | said.body)
        elif isinstance(said, protocol.State):
            member.state = said
            member.form = said.form or member.form
            room.tell_state(member)
        elif isinstance(said, protocol.Leave):
            room.drop(member.tab, why="left")
            self.member = None
            self.end(1000)
        elif isinstance(said, (protocol.Begin, protocol.Over, protocol.Now, protocol.Chosen, protocol.Turned)):
            if member.side != "speaker":
                raise ValueError("only whoever speaks says that")
            await self._hear_speaker(said, member, room)
        elif isinstance(said, protocol.Reliable):
            await self._hear_reliable(said, member, room)

    async def _hear_speaker(self, said: protocol.Message, member: Member, room: Room) -> None:
        if isinstance(said, protocol.Now):
            room.now = said.state
            room.tell({"kind": "now", "state": said.state}, but=member.tab)
        elif isinstance(said, protocol.Chosen):
            asker = room.answered(str(said.id))
            if asker is not None:
                asker.say({"kind": "chosen", "id": str(said.id), "taken": said.taken})
        elif isinstance(said, protocol.Turned):
            asker = room.answered(str(said.id))
            if asker is not None:
                asker.say({"kind": "turned", "id": str(said.id)})
        else:
            # The room tells everybody when it learns of it, whoever did it. Where it was so already, the answer was lost.
            if not room.learn(await begun_or_ended(self.rehearsal_id, self.person, ends=isinstance(said, protocol.Over))):
                self.say({"kind": "over"} if room.places.is_over else room.began())

    async def _hear_reliable(self, said: protocol.Reliable, member: Member, room: Room) -> None:
        """What has an id: kept first, then answered; sent again, answered again."""
        try:
            if isinstance(said, protocol.Give):
                cue = await kept_cue(self.rehearsal_id, said, self.person)
                self.say({"kind": "cue_kept", "id": str(cue.pk), "at": cue.at_ms, "shows_at": cue.shows_at_ms})
                if cue.seen_at_ms is None:
                    room.hold_cue(as_said(cue), now=time.monotonic())
                else:
                    self.say({"kind": "cue_seen", "id": str(cue.pk), "at": cue.seen_at_ms})
            elif isinstance(said, protocol.Pin):
                await kept_remark(self.rehearsal_id, said, self.person)
                self.say({"kind": "remark_kept", "id": str(said.id)})
            elif isinstance(said, protocol.Count):
                await kept_tap(self.rehearsal_id, said, self.person)
                self.say({"kind": "filler_kept", "id": str(said.id)})
            elif isinstance(said, protocol.Seen):
                await self._see(said, room)
            elif isinstance(said, protocol.Choose):
                self._ask_speaker({"kind": "choose", "node": said.node, "choice": said.choice}, said.id, member, room)
            elif isinstance(said, protocol.Turn):
                self._turn(said, member, room)
        except NotKept as refusal:
            self.say({"kind": "refused", "id": str(said.id), "why": refusal.why})

    async def _see(self, said: protocol.Seen, room: Room) -> None:
        cue = await seen_cue(self.rehearsal_id, said, self.person)
        if cue is None:
            raise NotKept("no-place", "")
        room.cues.pop(str(cue.pk), None)
        self.say({"kind": "seen_kept", "id": str(cue.pk)})
        giver = room.page_of(cue.by_id)
        if giver is not None:
            giver.say({"kind": "cue_seen", "id": str(cue.pk), "at": cue.seen_at_ms})

    def _turn(self, said: protocol.Turn, member: Member, room: Room) -> None:
        message = {"kind": "turn", "slide": said.slide}
        if member.side == "speaker":
            room.tell(message | {"id": str(said.id), "by": str(member.person)}, but=member.tab)
            self.say({"kind": "turned", "id": str(said.id)})
        else:
            self._ask_speaker(message, said.id, member, room)

    def _ask_speaker(self, message: dict, id_: uuid.UUID, member: Member, room: Room) -> None:
        if member.side != "mentor":
            raise NotKept("no-place", "")
        if not room.ask_speaker(message | {"id": str(id_), "by": str(member.person)}):
            raise NotKept("too-many", "")

    async def _join(self, said: protocol.Join) -> None:
        if self.member is not None:
            raise ValueError("joined already")
        places = await look(self.rehearsal_id)
        side = places.sides.get(self.person.pk)
        if side is None:
            raise ValueError("no place any more")
        waiting = await cues_that_wait(self.rehearsal_id, self.person, side=side)
        # From here to the welcome nothing is awaited, so that nobody hears of something before they are welcomed.
        room = _lines.opened(self.rehearsal_id)
        room.learn(places)
        member = Member(
            tab=said.tab,
            person=self.person.pk,
            name=self.person.name,
            say=self.say,
            end=self.end,
            side=side,
            form=said.form,
            say_text=self.say_text,
            is_behind=self.is_behind,
        )
        try:
            is_back = room.enter(member)
        except Full:
            self.end(FULL)
            return
        except Taken:
            raise ValueError("the tab is somebody else's") from None
        finally:
            _lines.keep_watch(self.rehearsal_id)
        self.member = member
        now = clock.now()
        welcome = {
            "kind": "welcome",
            "is_back": is_back,
            "side": side,
            "at": room.at(now),
            "is_over": places.is_over,
            "people": [one.as_json() for one in room.others(member.tab)],
            "now": room.now,
            "cues": [as_said(cue) for cue in waiting],
        }
        self.say(welcome | relay.line_settings(now))
        if side == "speaker":
            self._catch_up(room, waiting)

    def _catch_up(self, room: Room, waiting: list[Cue]) -> None:
        """The speaker is in: what they were asked meanwhile is asked again, and mentors hear when their cues show now."""
        at = time.monotonic()
        known = {str(cue.pk) for cue in waiting}
        for id_, one in room.cues.items():
            if id_ not in known:  # kept while the speaker was on their way in
                self.say(one.message)
        for cue in waiting:
            room.cues[str(cue.pk)] = Waiting(as_said(cue), at)
            giver = room.page_of(cue.by_id)
            if giver is not None:
                giver.say({"kind": "cue_kept", "id": str(cue.pk), "at": cue.at_ms, "shows_at": cue.shows_at_ms})
        for message in room.asked.values():
            self.say(message)

    async def left(self) -> None:
        if self.member is not None:
            self.room.lose(self.member, now=time.monotonic())
