"""Who is on the line of each meeting's call, and in which words the others hear of it. Nothing of a call is written down."""

from __future__ import annotations

from dataclasses import dataclass, field

from mentes.lib.line_room import LineRoom
from mentes.lib.line_room import Member as AnyMember
from mentes.meetings.call.protocol import State


@dataclass(kw_only=True, eq=False)
class Member(AnyMember):
    state: State = field(default_factory=State)

    def as_json(self) -> dict:
        # The person's key tells nothing new to people who meet each other, and draws their portrait.
        return {"tab": self.tab, "person": str(self.person), "name": self.name, "is_lost": self.lost_at is not None} | (
            self.state.as_json()
        )


class Room(LineRoom[Member]):
    """Everybody on the line of one meeting, in the order in which they came."""

    def tell_entered(self, member: Member, *, is_back: bool) -> None:
        self.tell({"kind": "joined", "who": member.as_json()}, but=member.tab)

    def tell_lost(self, member: Member) -> None:
        self.tell({"kind": "lost", "tab": member.tab}, but=member.tab)

    def tell_left(self, member: Member, *, why: str) -> None:
        self.tell({"kind": "left", "tab": member.tab, "why": why})
