"""What `mentes organiser` makes in the database: an account where there is none, and a programme that it runs."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from mentes.cli import database
from mentes.cli.refusal import CannotStart
from mentes.people.invitations import invitation_url
from mentes.people.models import Person
from mentes.programmes.actions.seasons import create_programme
from mentes.programmes.models import Programme


def begin_programme(email: str, *, name: str, programme: str) -> str:
    """Makes the account where there is none, and the programme; returns the invitation's address."""
    database.require_tables("The tables are not made yet: start “mentes serve” once, then run this again.")
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CannotStart(f"“{email}” is not a mail address.") from error
    if Programme.objects.filter(name=programme).exists():
        raise CannotStart(f"There is a programme “{programme}” already: its organisers name their colleagues on its own page.")
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=email).first() or Person.objects.create_user(email, name=name.strip())
        create_programme(programme, by=person, now=timezone.now())
    return invitation_url(person)
