"""What the post and the reader of texts do by themselves. Every job may safely run twice."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from mentes.lib.jobs import enqueue, every, task
from mentes.people import letters
from mentes.people.actions import update_passages
from mentes.people.models import Profile
from mentes.people.post import send_letter


@every("* * * * *", name="people.send_due_letters")
def send_due_letters(planned_at: datetime) -> None:
    """Asks for every letter whose time has come: those of a set instant, and those to be tried again."""
    now = timezone.now()
    letters.give_up_lost(now)
    for letter_id in letters.due(now):
        enqueue(send_letter, letter_id=str(letter_id))


@task("people.read_texts")
def read_texts(profile_ids: list[str]) -> None:
    """Reads the new and changed texts of these profiles; texts that were read already are left alone."""
    update_passages(Profile.objects.filter(id__in=[UUID(one) for one in profile_ids]))
