"""A conversation begins and ends because of what it is about; the rooms above say when."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mentes.messages.actions.announcing import announce, held
from mentes.messages.models import Conversation, Member
from mentes.people.models import Person


@transaction.atomic
def open_conversation(*, about: UUID, people: Iterable[Person], now: datetime) -> Conversation:
    """The conversation of `people` about this, made or opened again; whoever is in it stays as they are. May run twice."""
    conversation, _made = Conversation.objects.get_or_create(about=about, defaults={"opened_at": now})
    conversation = held(conversation)
    members = [Member(conversation=conversation, person=person, joined_at=now) for person in people]
    Member.objects.bulk_create(members, ignore_conflicts=True)
    if conversation.is_closed:
        conversation.closed_at = None
        conversation.last_change += 1
        conversation.save(update_fields=["closed_at", "last_change"])
        announce(conversation)
    return conversation


@transaction.atomic
def close_conversation(*, about: UUID, now: datetime) -> None:
    """Nobody writes in it any more; its people can still read it. Nothing happens where there is none, or it is closed."""
    conversation = Conversation.objects.select_for_update().about(about).first()
    if conversation is None or conversation.is_closed:
        return
    conversation.closed_at = now
    conversation.last_change += 1
    conversation.save(update_fields=["closed_at", "last_change"])
    announce(conversation)
