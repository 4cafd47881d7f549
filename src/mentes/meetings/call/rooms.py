"""Who is on the line of each meeting, in this process's memory alone: nothing of a call is written down.

A room knows its members by the tab of their page. One person is there once; a page that lost its line keeps its place for a
while, so that voices, which do not pass through here, need not stop. Times are seconds of one clock that never goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mentes.meetings.call.protocol import State

MOST_MEMBERS = 6
SECONDS_TO_COME_BACK = 30.0


class Full(Exception):
    """As many are there as a call from browser to browser carries."""


class Taken(Exception):
    """The tab is another person's."""


@dataclass
class Member:
    """One page of one person. `say` and `end(code)` reach its browser; `lost_at` is when its line went, None while it holds."""

    tab: str
    person: object  # the person's key
    name: str
    say: Callable[[dict], None]
    end: Callable[[int], None]
    state: State = field(default_factory=State)
    lost_at: float | None = None

    def as_json(self) -> dict:
        # The person's key tells nothing new to people who meet each other, and draws their portrait.
        return {"tab": self.tab, "person": str(self.person), "name": self.name, "is_lost": self.lost_at is not None} | (
            self.state.as_json()
        )


class Room:
    """Everybody on the line of one meeting, in the order in which they came."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}

    def others(self, tab: str) -> list[Member]:
        return [member for member in self.members.values() if member.tab != tab]

    def tell(self, message: dict, *, but: str = "") -> None:
        for member in self.others(but):
            if member.lost_at is None:
                member.say(message)

    def enter(self, member: Member, *, elsewhere: int) -> bool:
        """Let `member` in; an older page of the same person is closed with the code `elsewhere`.

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
            one.end(elsewhere)
            self.drop(one.tab, why="elsewhere")
        if known:
            known.end(elsewhere)  # the line that died without saying so
        self.members[member.tab] = member
        self.tell({"kind": "joined", "who": member.as_json()}, but=member.tab)
        return known is not None

    def lose(self, member: Member, *, now: float) -> None:
        """The line of `member` is gone; the others are told, and the place is kept for a while."""
        if self.members.get(member.tab) is member and member.lost_at is None:
            member.lost_at = now
            self.tell({"kind": "lost", "tab": member.tab}, but=member.tab)

    def drop(self, tab: str, *, why: str) -> None:
        """`why`: left, elsewhere, removed or lost. The others close what they hold open to that tab."""
        if self.members.pop(tab, None):
            self.tell({"kind": "left", "tab": tab, "why": why})

    def sweep(self, *, may_stay: Iterable[object], now: float, code: int) -> None:
        """Close with `code` whoever has no place any more, and give up whoever did not come back."""
        allowed = set(may_stay)
        for member in list(self.members.values()):
            if member.person not in allowed:
                member.end(code)
                self.drop(member.tab, why="removed")
            elif member.lost_at is not None and now - member.lost_at >= SECONDS_TO_COME_BACK:
                self.drop(member.tab, why="lost")
