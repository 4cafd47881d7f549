"""The Django app of the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mentes.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are there only now.
        from mentes.people import account_letters, jobs, personal_data  # noqa: F401

        account_letters.register()
        personal_data.register()
