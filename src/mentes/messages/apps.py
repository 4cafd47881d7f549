"""The Django app of the room `messages`. Its label is "talk": Django has an app of its own called "messages"."""

from mentes.lib import rooms


class MessagesConfig(rooms.Room):
    name = "mentes.messages"
    label = "talk"
    at_start = ("jobs", "letters", "personal_data")
