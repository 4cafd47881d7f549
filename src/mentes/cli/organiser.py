"""`mentes organiser`: a programme, the account of who runs it, and the link by which they come in."""

import argparse
import os

from mentes.cli.installation import Installation, data_folder
from mentes.cli.refusal import CannotStart


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    with Installation(data_folder(options.data)) as installation:
        serving_at = installation.serving_at()
        if serving_at:  # the link must lead to where people find the pages
            os.environ.setdefault("MENTES_PUBLIC_URL", serving_at)
        installation.connect()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
        # Django reads its settings when it is loaded, so it is loaded once the database has an address.
        import django

        django.setup()
        from mentes.cli import database

        complaint = database.unreachable()
        if complaint:
            raise CannotStart(complaint)
        if database.pending_migrations():
            raise CannotStart("The tables are not made yet: start “mentes serve” once, then run this again.")
        link = begin_programme(options.email, name=options.name, programme=options.programme)
    print(f"“{options.programme}” is there, and {options.email} organises it. This link opens the door once, within thirty days:")
    print(f"\n  {link}\n")
    if not serving_at:
        print("It works as soon as “mentes serve” runs.")
    return 0


def begin_programme(email: str, *, name: str, programme: str) -> str:
    """Makes the account where there is none, and the programme; returns the invitation's address."""
    # Models can be imported only after Django has been set up.
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction
    from django.utils import timezone

    from mentes.people.invitations import invitation_url
    from mentes.people.models import Person
    from mentes.programmes.actions.seasons import create_programme
    from mentes.programmes.models import Programme

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


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentes organiser",
        description="Begin a programme, give somebody the account that runs it, and print the link by which they come in. "
        "No mail is sent: the link is yours to hand over.",
    )
    parser.add_argument("email", help="the organiser's mail address")
    parser.add_argument("--programme", required=True, metavar="NAME", help="what the programme is called")
    parser.add_argument("--name", default="", help="the organiser's name")
    parser.add_argument("--data", metavar="FOLDER", help="the data folder of “mentes serve”")
    return parser
