"""The Django app of the room `matches`."""

from django.apps import AppConfig


class MatchesConfig(AppConfig):
    name = "mentes.matches"
    label = "matches"
    default_auto_field = "django.db.models.BigAutoField"
