"""What becomes of agreements, goals, pulses and notes on export and erasure."""

from mentes.bonds import private
from mentes.bonds.models import Agreement, Goal, GoalStep, GuideStep, LaidStep, NoteKey, Plan, PrivateNote, Pulse, Trouble
from mentes.trust.registry import Class, cut, register_sealed

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

AGREEMENT = dict.fromkeys(
    ("number", "meets", "lasts", "between_us", "if_stuck", "more", "edited_at", "mentee_signed_at", "mentor_signed_at"), EXPORT
) | {"id": PLAIN, "match_id": PLAIN, "edited_by_id": ANONYMISE}
GOAL = dict.fromkeys(("text", "by_on", "state", "made_at", "closed_at"), EXPORT) | {"id": PLAIN, "match_id": PLAIN}
STEP = {"id": PLAIN, "goal_id": PLAIN, "text": EXPORT, "at": EXPORT}
# What is compared tells of the other: each gets their own answers alone.
PULSE = dict.fromkeys(("kind", "occasion", "asked_at", "answered_at", "answers", "lets_help", "is_low", "compare_at"), EXPORT) | {
    "id": PLAIN,
    "match_id": PLAIN,
    "person_id": ERASE,
}
NOTE = {"id": PLAIN, "match_id": PLAIN, "person_id": ERASE} | dict.fromkeys(("sealed", "written_at", "changed_at"), EXPORT)
TROUBLE = {"id": PLAIN, "match_id": PLAIN, "person_id": ERASE, "taken_up_by_id": ANONYMISE} | dict.fromkeys(
    ("words", "at", "taken_up_at"), EXPORT
)
PLAN = dict.fromkeys(("programme_id", "first_day", "every_days", "first_meeting", "every_meetings", "guide"), PLAIN)


def register() -> None:
    register_sealed(
        Agreement,
        AGREEMENT,
        reason="What two people agreed is one text: it goes with either of the two.",
        whose=("match__mentee__person", "match__mentor__person"),
        order=280,
    )
    register_sealed(Goal, GOAL, whose=("match__mentee__person",), order=280)
    register_sealed(GoalStep, STEP, whose=("goal__match__mentee__person",), order=270)
    register_sealed(Pulse, PULSE, whose=("person",), as_told=_opened("answers"), order=280)
    register_sealed(PrivateNote, NOTE, whose=("person",), as_told=_opened("sealed"), order=280)
    # After what it opens; without it a backup's copy of those rows needs an installation key of that time as well.
    register_sealed(NoteKey, {"person_id": ERASE, "name": ERASE, "key": ERASE}, whose=("person",), order=285)
    register_sealed(
        Trouble,
        TROUBLE,
        reason="A word to the organisers goes with its person; who took it up is only cut off.",
        whose=("person",),
        erase=_forget_troubles,
        order=280,
    )
    register_sealed(Plan, PLAN)
    register_sealed(GuideStep, dict.fromkeys(("id", "programme_id", "position", "title", "about", "lines"), PLAIN))
    register_sealed(LaidStep, dict.fromkeys(("meeting_id", "match_id", "position", "at"), PLAIN))


def _opened(column: str):
    """The sealed column as its person reads it."""
    return lambda row: {**row, column: private.open_of_copy(row[column])}


def _forget_troubles(person) -> None:
    Trouble.objects.filter(person=person).delete()
    cut(Trouble, "taken_up_by")(person)
