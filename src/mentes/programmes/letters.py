"""The letters of this room: who is asked in, and who may run a programme from now on."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from mentes.people import invitations, letters
from mentes.people.invitations import Inviter, invitation_url
from mentes.people.models import Letter, Person
from mentes.programmes.actions.inviting import join_places
from mentes.programmes.models import Participation, Staff

FOLDER = "programmes/letters/"


def register() -> None:
    """Makes both kinds known, tells the door who invites, and has places joined by whoever comes in."""
    letters.register(
        letters.Kind(
            "invitation",
            FOLDER + "invitation_subject.txt",
            FOLDER + "invitation_body.txt",
            facts=_invitation,
            lives=invitations.LASTS,
            is_secret=True,
        )
    )
    letters.register(
        letters.Kind("staff_added", FOLDER + "staff_added_subject.txt", FOLDER + "staff_added_body.txt", facts=_staff_added)
    )
    invitations.described_by(inviters_of)
    invitations.on_accept(join_places)


def inviters_of(person: Person) -> list[Inviter]:
    """The programmes that wait for `person`, each with the one to turn to."""
    places = Participation.objects.filter(person=person, joined_at=None).exclude(status=Participation.Status.LEFT)
    roles = Staff.objects.filter(person=person).select_related("programme")
    named = {place.programme for place in places.select_related("programme")} | {role.programme for role in roles}
    return [Inviter(programme.name, programme.contact_name) for programme in sorted(named, key=lambda one: one.name)]


def _invitation(letter: Letter) -> dict | None:
    place = _place(letter.facts["participation"])
    if place is None:
        return None
    by = Person.objects.filter(pk=letter.facts["by"]).first()
    return {"programme": place.programme, "place": place, "by": by, "url": invitation_url(letter.person)}


def _place(pk: str) -> Participation | None:
    """The place a letter invites to, unless they have come in or left in the meantime."""
    here = Participation.objects.select_related("programme").filter(pk=UUID(pk), joined_at=None)
    return here.exclude(status=Participation.Status.LEFT).first()


def _staff_added(letter: Letter) -> dict | None:
    staff = Staff.objects.select_related("programme").filter(programme=letter.facts["programme"], person=letter.person).first()
    if staff is None:
        return None
    if letter.person.last_login:
        url = settings.PUBLIC_URL + reverse("programmes:show", args=[staff.programme.slug])
    else:
        url = invitation_url(letter.person)
    return {"programme": staff.programme, "staff": staff, "url": url}
