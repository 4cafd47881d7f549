"""The Django app of the room `programmes`."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "mentes.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are there only now.
        from mentes.programmes import jobs, letters, personal_data  # noqa: F401

        letters.register()
        personal_data.register()
