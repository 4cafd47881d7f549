"""Which of the interface's languages a person reads."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant

from mentes.people.models import Person


def interface_language(person: Person) -> str:
    """The language of the interface nearest to the person's own ("es" for "es-PE"), else the house's first."""
    try:
        return get_supported_language_variant(person.language)
    except LookupError:
        return settings.LANGUAGE_CODE
