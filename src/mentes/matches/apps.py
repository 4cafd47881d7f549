"""The Django app of the room `matches`."""

from django.apps import AppConfig


class MatchesConfig(AppConfig):
    name = "mentes.matches"
    label = "matches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are there only now.
        from mentes.matches import jobs, letters, personal_data, seats  # noqa: F401

        letters.register()
        personal_data.register()
        seats.register()
