"""What the pages of a conversation show, put together from rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone

from mentes.messages.actions.writing import may_withdraw
from mentes.messages.linking import Piece, pieces
from mentes.messages.models import Attachment, Conversation, Member, Message
from mentes.people.models import Person

A_PAGE = 30


@dataclass(frozen=True)
class Said:
    """One message as its reader sees it. `day` is there where a new day begins, by the reader's clock."""

    message: Message
    is_mine: bool
    pieces: Sequence[Piece]
    files: Sequence[Attachment]
    may_withdraw: bool
    day: date | None

    @property
    def is_gone(self) -> bool:
        """Its writer was erased, and their words with them."""
        return self.message.author_id is None


@dataclass(frozen=True)
class Thread:
    """A stretch of a conversation. `change` and `seen` are what the reader's page stands at; `first` its oldest number."""

    said: Sequence[Said]
    change: int
    seen: int
    first: int
    has_earlier: bool
    has_later: bool


@dataclass(frozen=True)
class Line:
    """A conversation in the list."""

    member: Member
    conversation: Conversation
    others: Sequence[Person]
    n_unread: int


def member_of(person: Person, about) -> Member:
    """`person`'s membership; Http404 for whoever is not in it, as if it were not there."""
    member = Member.objects.select_related("conversation").filter(conversation__about=about, person=person).first()
    if member is None:
        raise Http404
    return member


def others_in(conversation: Conversation, person: Person) -> list[Person]:
    """Everybody else, who may have gone."""
    return [one.person for one in conversation.members.exclude(person=person).select_related("person").order_by("pk")]


def read_thread(conversation: Conversation, reader: Person, *, now: datetime, before: int | None = None) -> Thread:
    """The newest A_PAGE messages, or those before number `before`. What was written since `conversation` was read is left out."""
    until = conversation.last_number if before is None else min(before - 1, conversation.last_number)
    wanted = _with_files(conversation).filter(number__lte=until).order_by("-number")
    found = list(wanted[: A_PAGE + 1])[::-1]
    has_earlier = len(found) > A_PAGE
    shown = found[1:] if has_earlier else found
    return Thread(
        said=_say(shown, reader, now),
        change=conversation.last_change,
        seen=conversation.last_number,
        first=shown[0].number if shown else 1,
        has_earlier=has_earlier,
        has_later=until < conversation.last_number,
    )


def read_since(conversation: Conversation, reader: Person, *, now: datetime, after: int, seen: int, first: int):
    """(new, changed): messages after number `seen`, and those from `first` to `seen` that changed since count `after`."""
    touched = _with_files(conversation).filter(change__gt=after, number__lte=conversation.last_number).order_by("number")
    new = [message for message in touched if message.number > seen]
    changed = [message for message in touched if first <= message.number <= seen]
    last = Message.objects.filter(conversation=conversation, number=seen).first()
    return _say(new, reader, now, previous=last), _say(changed, reader, now, days=False)


def read_lines(person: Person) -> list[Line]:
    """`person`'s conversations, the one with the newest word first."""
    mine = Member.objects.filter(person=person).with_unread().select_related("conversation")
    lines = [Line(one, one.conversation, (), one.n_unread) for one in mine]
    together = Member.objects.filter(conversation__in=[line.conversation for line in lines]).exclude(person=person)
    others: dict = {}
    for one in together.select_related("person").order_by("pk"):
        others.setdefault(one.conversation_id, []).append(one.person)
    lines = [Line(line.member, line.conversation, others.get(line.conversation.pk, ()), line.n_unread) for line in lines]
    return sorted(lines, key=lambda line: line.conversation.last_written_at or line.conversation.opened_at, reverse=True)


def _with_files(conversation: Conversation):
    return Message.objects.filter(conversation=conversation).select_related("author").prefetch_related("attachments")


def _say(
    messages: Iterable[Message], reader: Person, now: datetime, *, previous: Message | None = None, days: bool = True
) -> list[Said]:
    said, day = [], timezone.localdate(previous.written_at) if previous else None
    for message in messages:
        its_day = timezone.localdate(message.written_at)
        said.append(
            Said(
                message=message,
                is_mine=message.author_id == reader.pk,
                pieces=pieces(message.text),
                files=list(message.attachments.all()),
                may_withdraw=may_withdraw(message, reader, now),
                day=its_day if days and its_day != day else None,
            )
        )
        day = its_day
    return said
