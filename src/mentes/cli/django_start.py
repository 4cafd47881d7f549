"""The one place where a command starts Django."""

import os

import django


def start_django() -> None:
    """From here on, models and settings can be imported; Django reads both when it is set up and never again.

    Precondition: the environment names the database (`Installation.connect`). What a command does with models lies in a
    file of its own, which imports them at its head and is itself imported in the line after this call.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
    django.setup()
