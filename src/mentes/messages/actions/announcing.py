"""A change of a conversation is counted, and told to whoever looks at it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mentes.lib import live
from mentes.lib.errors import Refused
from mentes.messages.models import Conversation, Member
from mentes.people.models import Person


def held(conversation: Conversation) -> Conversation:
    """The row anew, locked until the transaction ends: changes of one conversation come one after another."""
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def held_to_write(conversation: Conversation, by: Person) -> Conversation:
    """The same for somebody who wants to change what is said. Raises Refused where they may not."""
    conversation = held(conversation)
    if not Member.objects.filter(conversation=conversation, person=by).exists():
        raise Refused(_("You are not in this conversation."), status=404)
    if conversation.is_closed:
        raise Refused(_("This conversation is closed. You can read it, and nobody can write in it any more."))
    return conversation


def announce(conversation: Conversation) -> None:
    live.tell(reverse("messages:events", args=[conversation.about]), str(conversation.last_change))
