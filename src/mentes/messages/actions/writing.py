"""Writing a message, once; and taking one's own back within minutes."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentes.lib.errors import Refused
from mentes.messages.actions.announcing import announce, held_to_write
from mentes.messages.files import Ready
from mentes.messages.models import Attachment, Content, Conversation, Message
from mentes.people.models import Person

MOST_LETTERS = 4_000
MOST_FILES = 4
MOST_A_MINUTE, MOST_A_DAY = 20, 500
MIB = 1024 * 1024
QUOTA_BYTES = 200 * MIB  # of all files of one person that are still there
MINUTES_TO_WITHDRAW = 10


@transaction.atomic
def write_message(
    conversation: Conversation, *, by: Person, text: str, key: UUID, now: datetime, files: Sequence[Ready] = ()
) -> Message:
    """`by` writes. `key` comes with the form: the same words under the same key are the same message, however often they come.

    Holds the conversation until the transaction ends. Raises Refused where it is closed, or `by` writes too much.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text and not files:
        raise Refused(_("Write something first, or choose a file."), status=422)
    conversation = held_to_write(conversation, by)
    key = _key_of_words(key, by, text, files)
    before = Message.objects.filter(conversation=conversation, key=key).first()
    if before is not None:
        return before
    _refuse_too_much(by, files, now)
    conversation.last_number += 1
    conversation.last_change += 1
    conversation.last_written_at = now
    conversation.save(update_fields=["last_number", "last_change", "last_written_at"])
    message = Message.objects.create(
        conversation=conversation,
        author=by,
        number=conversation.last_number,
        change=conversation.last_change,
        key=key,
        text=text,
        written_at=now,
    )
    for position, file in enumerate(files):
        _keep(message, position, file)
    announce(conversation)
    return message


def _key_of_words(key: UUID, by: Person, text: str, files: Sequence[Ready]) -> UUID:
    """Another text from the same form (one went back and wrote on) is another message, and must not be lost."""
    said = hashlib.sha256(text.encode())
    for file in files:
        said.update(hashlib.sha256(file.name.encode() + b"\0" + file.whole).digest())
    return uuid5(key, f"{by.pk} {said.hexdigest()}")


def _refuse_too_much(by: Person, files: Sequence[Ready], now: datetime) -> None:
    theirs = Message.objects.filter(author=by, written_at__lte=now)
    if theirs.filter(written_at__gt=now - timedelta(minutes=1)).count() >= MOST_A_MINUTE:
        raise Refused(_("You are writing very fast. Wait a minute; what you wrote is kept in the box."), status=429)
    if theirs.filter(written_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(_("You have written as much as anybody may in a day. Go on tomorrow."), status=429)
    if not files:
        return
    # Two windows at once would otherwise each find room. The row may still be pointed at meanwhile.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    held = Attachment.objects.filter(message__author=by).aggregate(n=Sum("n_bytes"))["n"] or 0
    if held + sum(len(file.whole) for file in files) > QUOTA_BYTES:
        raise Refused(
            _("Your files together may have %(most)s MB. Send a smaller one, or a link to where it lies.")
            % {"most": QUOTA_BYTES // MIB},
            status=422,
        )


def _keep(message: Message, position: int, file: Ready) -> None:
    kept = Attachment.objects.create(
        message=message,
        position=position,
        name=file.name,
        kind=file.kind,
        n_bytes=len(file.whole),
        width=file.width,
        height=file.height,
    )
    Content.objects.create(attachment=kept, whole=file.whole, small=file.small)


def may_withdraw(message: Message, person: Person, now: datetime) -> bool:
    is_theirs = message.author_id == person.pk and message.withdrawn_at is None
    return is_theirs and now - message.written_at <= timedelta(minutes=MINUTES_TO_WITHDRAW)


@transaction.atomic
def withdraw_message(message: Message, *, by: Person, now: datetime) -> Message:
    """`by` takes their own message back: its words and files are gone, that there was one stays. Twice is once."""
    conversation = held_to_write(message.conversation, by)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.author_id == by.pk and message.withdrawn_at is not None:
        return message
    if not may_withdraw(message, by, now):
        raise Refused(
            ngettext(
                "A message can be taken back within %(n)s minute by the one who wrote it.",
                "A message can be taken back within %(n)s minutes by the one who wrote it.",
                MINUTES_TO_WITHDRAW,
            )
            % {"n": MINUTES_TO_WITHDRAW}
        )
    conversation.last_change += 1
    conversation.save(update_fields=["last_change"])
    message.text, message.withdrawn_at, message.change = "", now, conversation.last_change
    message.save(update_fields=["text", "withdrawn_at", "change"])
    Attachment.objects.filter(message=message).delete()
    announce(conversation)
    return message
