"""What becomes of people's calendars on export and erasure."""

from mentes.calendars.models import CalendarChoice, CalendarSource, Told
from mentes.trust.registry import Class, register_sealed

EXPORT, ERASE, PLAIN = Class.EXPORT, Class.ERASE, Class.PLAIN

# The password is a secret of another place: erased, and not handed out in a copy.
SOURCE = (
    dict.fromkeys(("name", "kind", "address", "user", "created_at", "read_at", "n_busy"), EXPORT)
    | dict.fromkeys(("person_id", "password", "mark"), ERASE)
    | dict.fromkeys(("id", "next_at", "tried_at", "error", "n_failed", "n_unread"), PLAIN)
)
CHOICE = {
    "person_id": ERASE,
    "wants_invitations": EXPORT,
    "feed_word": ERASE,
    "feed_hash": ERASE,
    "feed_since": EXPORT,
    "title": EXPORT,
}
TOLD = {"id": PLAIN, "meeting_id": PLAIN, "sequence": PLAIN, "is_cancelled": PLAIN, "person_id": ERASE, "at": ERASE}


def register() -> None:
    # Busy times hang on a calendar by its id alone; the room of meetings erases them with their person.
    register_sealed(CalendarSource, SOURCE, whose=("person",), order=270)
    register_sealed(CalendarChoice, CHOICE, whose=("person",), order=270)
    register_sealed(Told, TOLD, whose=("person",), order=270)
