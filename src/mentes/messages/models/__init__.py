"""What the people of a conversation write to each other."""

from mentes.messages.models.conversation import Conversation
from mentes.messages.models.member import Member
from mentes.messages.models.message import Attachment, Content, Message

__all__ = ["Attachment", "Content", "Conversation", "Member", "Message"]
