"""Who runs a programme. Only organisers name or remove organisers, and one organiser always remains."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.actions import write_letter
from mentes.people.models import Person
from mentes.programmes.models import Programme, Staff
from mentes.trust.actions import record


@transaction.atomic
def add_staff(programme: Programme, *, email: str, role: str, by: Person, now: datetime, name: str = "") -> Staff:
    """Makes the person with `email` organiser or deputy, a new account where there is none, and writes to them."""
    email = email.strip().lower()
    standing = programme.staff.filter(person__email__iexact=email).values_list("role", flat=True)
    _hold(programme, by, organisers={role, *standing})
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, name=name.strip(), language=_language())
    staff, is_new = Staff.objects.get_or_create(programme=programme, person=person, defaults={"role": role})
    if not is_new and staff.role != role:
        if staff.role == Staff.Role.ORGANISER:
            _refuse_last(programme, staff)
        staff.role = role
        staff.save(update_fields=["role"])
    elif not is_new:
        return staff
    record("staff.added", by=by, at=now, subject=staff, programme=programme, person=str(person.pk), role=str(role))
    if is_new and person != by:
        facts = {"programme": str(programme.pk), "role": str(role)}
        write_letter(person, "staff_added", key=f"staff:{staff.pk}", facts=facts, not_before=now)
    return staff


@transaction.atomic
def remove_staff(staff: Staff, *, by: Person, now: datetime) -> None:
    """Takes somebody's right to run the programme away. The last organiser stays."""
    programme = staff.programme
    _hold(programme, by, organisers={staff.role})
    if staff.role == Staff.Role.ORGANISER:
        _refuse_last(programme, staff)
    record("staff.removed", by=by, at=now, subject=staff, programme=programme, person=str(staff.person_id), role=str(staff.role))
    staff.delete()


def _hold(programme: Programme, by: Person, *, organisers: set[str]) -> None:
    """Locks the programme's row, so that two organisers cannot remove one another at once; refuses who may not do this.

    `organisers` are the roles concerned: where one is an organiser's, only organisers may act.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    role = programme.staff.filter(person=by).values_list("role", flat=True).first()
    if role is None or (Staff.Role.ORGANISER in organisers and role != Staff.Role.ORGANISER):
        raise Refused(_("Only an organiser can name or remove organisers."), status=403)


def _refuse_last(programme: Programme, staff: Staff) -> None:
    if not programme.staff.filter(role=Staff.Role.ORGANISER).exclude(pk=staff.pk).exists():
        raise Refused(_("This is the last organiser. Name another one first."))


def _language() -> str:
    """The organiser's language, the best guess for a colleague whom nobody has asked yet."""
    spoken = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
