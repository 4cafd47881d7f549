"""The one letter of this room: somebody asks a mentor to stand beside them. It names the scenario and nothing that was said."""

from django.conf import settings
from django.urls import reverse

from mentes.people import letters
from mentes.people.models import Letter
from mentes.rehearsals.models import Rehearsal
from mentes.rehearsals.of import said_of


def register() -> None:
    stem = "rehearsals/letters/rehearsal_invited"
    letters.register(
        letters.Kind(name="rehearsal_invited", subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=_while_invited)
    )


def _while_invited(letter: Letter) -> dict | None:
    """Nothing once it is over, or gone, or they are no longer invited."""
    seen = Rehearsal.objects.going_on().filter(guests__person=letter.person_id)
    rehearsal = seen.select_related("speaker").filter(pk=letter.facts["rehearsal"]).first()
    scenario = said_of(rehearsal) if rehearsal else None
    if rehearsal is None or scenario is None:
        return None
    link = settings.PUBLIC_URL + reverse("rehearsals:show", args=[rehearsal.pk])
    return {"speaker": rehearsal.speaker, "title": scenario["title"], "aim": scenario["aim"], "link": link}
