"""The Django app of the room `trust`."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "mentes.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only once the apps are ready.
        from mentes.trust import personal_data

        personal_data.register()
