"""What the app of every room has in common: which of its files are loaded once all models are there."""

from importlib import import_module

from django.apps import AppConfig


class Room(AppConfig):
    """`at_start` names files of the room that add something to a list of a lower room, or jobs to the queue.

    They need models, so they are loaded when every room's models are, and by name: each is the room's own.
    What they add is registered by their `register()`, where they have one.

    Take it as `rooms.Room`: Django looks for the one AppConfig among an apps file's own names, and with two it takes neither.
    """

    default_auto_field = "django.db.models.BigAutoField"
    at_start: tuple[str, ...] = ()

    def ready(self) -> None:
        for file in self.at_start:
            module = import_module(f"{self.name}.{file}")
            if hasattr(module, "register"):
                module.register()
