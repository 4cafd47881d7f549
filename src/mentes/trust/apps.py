"""The Django app of the room `trust`."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "mentes.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"
