"""The Django app of the room `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "mentes.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
