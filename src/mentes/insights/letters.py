"""The letter of this room: a word from whoever runs the programme."""

from django.conf import settings
from django.urls import reverse

from mentes.people import letters
from mentes.people.models import Letter, Person
from mentes.programmes.models import Programme

FOLDER = "insights/letters/"


def register() -> None:
    kind = letters.Kind("organisers_word", FOLDER + "word_subject.txt", FOLDER + "word_body.txt", facts=_facts)
    letters.register(kind)


def _facts(letter: Letter) -> dict | None:
    programme = Programme.objects.filter(pk=letter.facts["programme"]).first()
    by = Person.objects.filter(pk=letter.facts["by"]).first()
    if programme is None or by is None:
        return None
    match = letter.facts["match"]
    path = reverse("matches:pair", args=[match]) if match else reverse("home:today")
    return {"programme": programme, "by": by, "words": letter.facts["words"], "link": settings.PUBLIC_URL + path}
