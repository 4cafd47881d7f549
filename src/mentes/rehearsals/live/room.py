"""Everybody in one rehearsal, and what each of them is to hear: in this process's memory alone.

What must not be lost lies in the database (cues, remarks) or waits here until the speaker's browser has answered (choices, slides
that a mentor turned), while the browser that asked keeps it too and asks again. Where heads are is as new as a reader takes it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from mentes.lib import clock
from mentes.lib.line_room import LineRoom
from mentes.lib.line_room import Member as AnyMember
from mentes.rehearsals.actions.cueing import ms_between
from mentes.rehearsals.live.protocol import State

SECONDS_UNTIL_RESENT = 6.0  # after a cue should have been seen
SECONDS_TO_LOOK_AGAIN = 0.05  # at a reader who is behind
MOST_ASKED = 50  # choices and slides that wait for the speaker's browser


@dataclass(kw_only=True, eq=False)
class Member(AnyMember):
    """`side` is speaker, mentor or peer, `form` vr, ar, screen or plain. `say_text` sends what is JSON already, `is_behind` says
    whether something before it still waits. `news` are the others' newest poses that this reader has not been sent."""

    side: str
    form: str
    say_text: Callable[[str], None]
    is_behind: Callable[[], bool]
    state: State = field(default_factory=State)
    news: dict[str, str] = field(default_factory=dict)
    next_at: float = 0.0
    timer: asyncio.TimerHandle | None = None

    def as_json(self) -> dict:
        # The person's key tells nothing new to people who meet each other, and draws their portrait.
        who = {"tab": self.tab, "person": str(self.person), "name": self.name, "side": self.side, "form": self.form}
        return who | {"is_away": self.lost_at is not None, "state": self.state.as_json()}


@dataclass
class Waiting:
    """A cue that the speaker has not seen, as it is said to them, and when it was said last (seconds of the loop's clock)."""

    message: dict
    said_at: float


@dataclass(frozen=True)
class Places:
    """Who may be there at this moment and as what (person's key -> side), and how far the rehearsal is."""

    sides: dict[object, str]
    zero: datetime | None
    is_over: bool

    def __contains__(self, person: object) -> bool:
        return person in self.sides


class Room(LineRoom[Member]):
    def __init__(self) -> None:
        super().__init__()
        self.places = Places({}, None, False)
        self.looked_at = float("-inf")
        self.now: dict | None = None
        self.cues: dict[str, Waiting] = {}
        self.asked: dict[str, dict] = {}  # id -> message to the speaker; `from` is the tab that asked

    # Who is there

    def tell_entered(self, member: Member, *, is_back: bool) -> None:
        self.tell({"kind": "back" if is_back else "came"} | member.as_json(), but=member.tab)

    def tell_lost(self, member: Member) -> None:
        self._forget_pace(member)
        self.tell({"kind": "away"} | member.as_json(), but=member.tab)

    def tell_left(self, member: Member, *, why: str) -> None:
        self._forget_pace(member)
        for one in self.members.values():
            one.news.pop(member.tab, None)
        self.tell({"kind": "left", "why": why} | member.as_json())

    def speaker(self) -> Member | None:
        """The speaker's page, where its line holds."""
        return next((one for one in self.members.values() if one.side == "speaker" and one.lost_at is None), None)

    def page_of(self, person: object) -> Member | None:
        """The page of `person` (their key, or its text), where its line holds."""
        return next((one for one in self.members.values() if str(one.person) == str(person) and one.lost_at is None), None)

    def learn(self, places: Places) -> bool:
        """What the database says now: sides, the beginning and the end, which may have come by a page without a line.

        True where everybody was told something of it.
        """
        before, self.places, self.looked_at = self.places, places, time.monotonic()
        has_begun, has_ended = places.zero and before.zero is None, places.is_over and not before.is_over
        if has_begun:
            self.tell(self.began())
        if has_ended:
            self.tell({"kind": "over"})
        for member in self.members.values():
            side = places.sides.get(member.person, member.side)
            if side != member.side:
                member.side = side
                self.tell_state(member, but="")
        return bool(has_begun or has_ended)

    def tell_state(self, member: Member, *, but: str | None = None) -> None:
        said = {"kind": "state", "tab": member.tab, "side": member.side, "form": member.form} | member.state.as_json()
        self.tell(said, but=member.tab if but is None else but)

    def began(self) -> dict:
        return {"kind": "began", "at_epoch_ms": int(self.places.zero.timestamp() * 1000) if self.places.zero else None}

    def at(self, now: datetime) -> int | None:
        """Milliseconds since the beginning; None before it."""
        return ms_between(self.places.zero, now) if self.places.zero else None

    def sweep(self, *, may_stay: Collection[object], now: float) -> None:
        if isinstance(may_stay, Places):
            self.learn(may_stay)
        super().sweep(may_stay=may_stay, now=now)
        self.say_cues_again(now)

    # Cues and what the speaker is asked

    def hold_cue(self, message: dict, *, now: float) -> None:
        """The cue is kept; it is said to the speaker until they have seen it."""
        self.cues[message["id"]] = Waiting(message, now)
        speaker = self.speaker()
        if speaker is not None:
            speaker.say(message)

    def say_cues_again(self, now: float) -> None:
        speaker, passed_ms = self.speaker(), self.at(clock.now())
        if speaker is None or passed_ms is None:
            return
        for waiting in self.cues.values():
            due = waiting.message["shows_at"] + SECONDS_UNTIL_RESENT * 1000
            if passed_ms > due and now - waiting.said_at > SECONDS_UNTIL_RESENT:
                waiting.said_at = now
                speaker.say(waiting.message)

    def ask_speaker(self, message: dict) -> bool:
        """Keep `message` until the speaker's browser answers it, and say it where their line holds. False: too many wait."""
        if message["id"] not in self.asked and len(self.asked) >= MOST_ASKED:
            return False
        self.asked[message["id"]] = message
        speaker = self.speaker()
        if speaker is not None:
            speaker.say(message)
        return True

    def answered(self, id_: str) -> Member | None:
        """The speaker's browser has answered; the page that asked, where it is there."""
        message = self.asked.pop(id_, None)
        return self.page_of(message["by"]) if message else None

    # Poses

    def pose(self, member: Member, text: str) -> None:
        """Heads and hands of `member`, as JSON, for everybody else: at once, or as soon as their pace allows."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        for reader in self.members.values():
            if reader is member or reader.lost_at is not None:
                continue
            reader.news[member.tab] = text
            if reader.timer is None:
                if now >= reader.next_at and not reader.is_behind():
                    self._send_poses(reader, now)
                else:
                    wait = max(reader.next_at, now + SECONDS_TO_LOOK_AGAIN if reader.is_behind() else 0.0)
                    reader.timer = loop.call_at(wait, self._due, reader)

    def _due(self, reader: Member) -> None:
        reader.timer = None
        if reader.lost_at is not None or not reader.news:
            return
        loop = asyncio.get_running_loop()
        if reader.is_behind():  # what they have not taken yet would be old; only the newest follows it
            reader.timer = loop.call_at(loop.time() + SECONDS_TO_LOOK_AGAIN, self._due, reader)
        else:
            self._send_poses(reader, loop.time())

    def _send_poses(self, reader: Member, now: float) -> None:
        # Tabs are hex and poses are JSON already, so this needs no encoder.
        of = ",".join([f'"{tab}":{text}' for tab, text in reader.news.items()])
        reader.news.clear()
        reader.next_at = now + 1 / settings.POSES_A_SECOND
        reader.say_text(f'{{"kind":"poses","of":{{{of}}}}}')

    def _forget_pace(self, member: Member) -> None:
        if member.timer is not None:
            member.timer.cancel()
            member.timer = None
        member.news.clear()
