"""One message, the files that came with it, and their bytes."""

import uuid

from django.db import models

from mentes.messages.files.pictures import SMALL_PIXELS
from mentes.messages.models.conversation import Conversation
from mentes.people.models import Person


class Message(models.Model):
    """What one person wrote. `number` counts within the conversation from 1; `change` is the conversation's count when it was
    last touched. `key` makes it one: the same form sent twice writes once. Taken back, it keeps its place and loses its words;
    without an author it went with the account of whoever wrote it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="messages")
    number = models.PositiveIntegerField()
    change = models.PositiveIntegerField()
    key = models.UUIDField()
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["conversation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_message_a_number"),
            models.UniqueConstraint(fields=["conversation", "key"], name="sent_once"),
        ]
        indexes = [
            models.Index(fields=["conversation", "change"], name="what_changed_since"),
            models.Index(fields=["author", "-written_at"], name="how_much_somebody_writes"),
        ]

    def __str__(self) -> str:
        return f"{self.number} in {self.conversation_id}"


class Attachment(models.Model):
    """A file that came with a message: what it is called, and what its bytes were found to be. `n_bytes` as it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    n_bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def small_width(self) -> int:
        return self._small(self.width)

    @property
    def small_height(self) -> int:
        return self._small(self.height)

    def _small(self, pixels: int | None) -> int:
        """How long this side is on a page, where the longer one has at most SMALL_PIXELS."""
        return max(1, round((pixels or 0) * min(1, SMALL_PIXELS / max(self.width or 1, self.height or 1))))


class Content(models.Model):
    """The bytes of an attachment, apart, so that a page of messages reads none of them. `small` is a picture's small one."""

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, primary_key=True, related_name="content")
    whole = models.BinaryField()
    small = models.BinaryField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.attachment_id)
