"""What people can do in a conversation, and what the rooms above ask for: open one, close one."""

from mentes.messages.actions.opening import close_conversation, open_conversation
from mentes.messages.actions.reading import choose_mail, mark_read
from mentes.messages.actions.telling import tell_unread
from mentes.messages.actions.writing import withdraw_message, write_message

__all__ = [
    "choose_mail",
    "close_conversation",
    "mark_read",
    "open_conversation",
    "tell_unread",
    "withdraw_message",
    "write_message",
]
