"""What becomes of conversations on export and erasure.

The written rule, as the page on privacy says it: one's copy holds what one wrote oneself, with its files. When somebody is
erased, their words and files go, for the other too; what the other wrote stays the other's.
"""

from collections.abc import Iterator

from mentes.lib import clock
from mentes.messages.actions.announcing import announce, held
from mentes.messages.models import Attachment, Content, Conversation, Member, Message
from mentes.people.models import Person
from mentes.trust.registry import Class, register_sealed

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

CONVERSATION = dict.fromkeys(("id", "about", "opened_at", "closed_at", "last_number", "last_change", "last_written_at"), PLAIN)
MEMBER = {
    "id": PLAIN,
    "conversation_id": EXPORT,
    "person_id": ERASE,
    "joined_at": EXPORT,
    "read_until": PLAIN,
    "mail": EXPORT,
    "told_until": PLAIN,
    "mailed_at": EXPORT,
}
MESSAGE = {
    "id": EXPORT,
    "conversation_id": EXPORT,
    "author_id": ANONYMISE,
    "number": PLAIN,
    "change": PLAIN,
    "key": PLAIN,
    "text": EXPORT,
    "written_at": EXPORT,
    "withdrawn_at": EXPORT,
}
ATTACHMENT = {
    "id": PLAIN,
    "message_id": EXPORT,
    "position": PLAIN,
    "name": EXPORT,
    "kind": EXPORT,
    "n_bytes": EXPORT,
    "width": PLAIN,
    "height": PLAIN,
}


def register() -> None:
    register_sealed(
        Content,
        {"attachment_id": PLAIN, "whole": ERASE, "small": ERASE},
        reason="The bytes of a file stand in a copy as the file itself.",
        whose=("attachment__message__author",),
        files_of=_files_of,
        order=270,
    )
    register_sealed(Attachment, ATTACHMENT, whose=("message__author",), order=275)
    register_sealed(
        Message,
        MESSAGE,
        reason="That somebody wrote, and when, stays for the other, without a word of it and without who it was.",
        whose=("author",),
        erase=_forget_messages,
        order=280,
    )
    register_sealed(Member, MEMBER, whose=("person",), order=285)
    register_sealed(Conversation, CONVERSATION)


def _files_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """(path in the copy, bytes) of every file they sent. The id makes each name one."""
    theirs = Attachment.objects.filter(message__author=person).select_related("content").order_by("pk")
    for file in theirs.iterator(chunk_size=1):
        yield f"files/{file.pk}/{file.name}", bytes(file.content.whole)


def _forget_messages(person: Person) -> None:
    """Their words go, and nobody writes any more where they have left. Whoever looks at it sees so at once."""
    theirs = Conversation.objects.filter(members__person=person) | Conversation.objects.filter(messages__author=person)
    for conversation in Conversation.objects.filter(pk__in=theirs.values("pk")).order_by("pk"):
        conversation = held(conversation)
        conversation.last_change += 1
        conversation.closed_at = conversation.closed_at or clock.now()
        conversation.save(update_fields=["last_change", "closed_at"])
        written = Message.objects.filter(conversation=conversation, author=person)
        written.update(text="", author=None, change=conversation.last_change)
        announce(conversation)
