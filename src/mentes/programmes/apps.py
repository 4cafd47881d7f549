"""The Django app of the room `programmes`."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "mentes.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
