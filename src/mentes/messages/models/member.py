"""Who belongs to a conversation, what they have seen of it, and when mail tells them of the rest."""

from django.db import models
from django.db.models.functions import Coalesce

from mentes.messages.models.conversation import Conversation
from mentes.messages.models.message import Message
from mentes.people.models import Person


class MemberQuerySet(models.QuerySet):
    def with_unread(self):
        """Each membership with `n_unread`: what others wrote since, without what was taken back or went with its writer."""
        unread = (
            Message.objects.filter(conversation=models.OuterRef("conversation"), number__gt=models.OuterRef("read_until"))
            .exclude(author=models.OuterRef("person"))
            .exclude(author=None)
            .filter(withdrawn_at=None)
            .order_by()
            .values("conversation")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        return self.annotate(n_unread=Coalesce(models.Subquery(unread, output_field=models.IntegerField()), 0))


class Member(models.Model):
    """One person in one conversation. `read_until` is the number of the newest message they have seen.

    `told_until` is the newest of which a mail has told; `mailed_at` when. The row goes when the person does.
    """

    class Mail(models.TextChoices):
        AT_ONCE = "at_once"
        SOON = "soon"
        DAILY = "daily"
        NEVER = "never"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conversations")
    joined_at = models.DateTimeField()
    read_until = models.PositiveIntegerField(default=0)
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.SOON)
    told_until = models.PositiveIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="in_a_conversation_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.conversation_id}"
