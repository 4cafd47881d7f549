"""The texts of a programme's people are read in the background: once a version, and again when they change."""

from collections.abc import Collection
from uuid import UUID

from mentes.lib.jobs import enqueue, task
from mentes.people.actions import count_unread, forget_columns, update_passages
from mentes.people.models import Passage, Profile
from mentes.programmes.models import Programme


@task("programmes.read_texts")
def read_texts(programme_id: str) -> None:
    """Reads what is new or changed; what was read already is left alone, so it may run twice, and at once."""
    programme = Programme.objects.filter(pk=UUID(programme_id)).first()
    if programme is not None:
        read_people(programme)


def ask_to_read(programme: Programme) -> None:
    """Has the texts read soon, outside this transaction; asking while it waits in the queue asks for nothing more."""
    enqueue(read_texts, once_for=str(programme.pk), programme_id=str(programme.pk))


def read_people(programme: Programme, *, also: Collection[str] = ()) -> int:
    """Reads the texts of everybody active, here and now. Returns how many it read. Seconds, the first time.

    `also`: columns that terms which are not the programme's own yet compare by meaning.
    """
    columns = own_columns(programme, also)
    everybody = Profile.objects.filter(participation__programme=programme)
    forget_columns(everybody, keep=columns)
    active = everybody.filter(participation__status="active")
    return update_passages(active, columns=columns)


def count_waiting(programme: Programme, *, also: Collection[str] = ()) -> tuple[int, int]:
    """(people whose texts are yet to be read, everybody whom software may propose). `also` as in `read_people`."""
    ids = list(programme.participations.by_machine().values_list("profile_id", flat=True))
    return count_unread(ids, columns=own_columns(programme, also)), len(ids)


def own_columns(programme: Programme, also: Collection[str] = ()) -> list[str]:
    """The files' own columns whose texts are read, beside the three that always are."""
    return sorted({*programme.text_columns, *also} - {*Passage.Field.values})
