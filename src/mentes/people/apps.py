"""The Django app of the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mentes.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
