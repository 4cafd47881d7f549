"""The Django app of the room `topics`."""

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "mentes.topics"
    label = "topics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only once the apps are ready.
        from mentes.topics import personal_data

        personal_data.register()
