"""What becomes of matches, runs, publications and rejections on export and erasure."""

from mentes.lib import clock
from mentes.matches.actions.offering import other_person, tell
from mentes.matches.models import (
    Alternate,
    CarriedMark,
    Closing,
    Ending,
    Farewell,
    Match,
    Priority,
    Promise,
    Publication,
    Question,
    Rejection,
    Run,
    RunRequest,
)
from mentes.matches.reasons import without_wishes
from mentes.meetings.actions import cancel_meetings
from mentes.messages.actions import close_conversation
from mentes.people.models import Person
from mentes.programmes.models import Participation
from mentes.trust.registry import Class, cut, register_model, register_sealed, rows_by

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

MATCH = {
    "id": PLAIN,
    "programme_id": EXPORT,
    "run_id": PLAIN,
    "mentee_id": ANONYMISE,
    "mentor_id": ANONYMISE,
    "points": EXPORT,
    "parts": EXPORT,
    # What the strands rested on speaks of both people: the page shows it to the two, a file for one of them does not.
    "reasons": ERASE,
    "state": EXPORT,
    "is_locked": PLAIN,
    "is_by_hand": EXPORT,
    "decided_by_id": ANONYMISE,
    "decided_at": PLAIN,
    "mentee_answer": EXPORT,
    "mentor_answer": EXPORT,
    "mentee_answered_at": EXPORT,
    "mentor_answered_at": EXPORT,
    "reason_code": EXPORT,
    "note": ERASE,
    "offered_at": EXPORT,
    "expires_at": EXPORT,
    "started_at": EXPORT,
    "ended_at": EXPORT,
    "paused_at": EXPORT,
    "resumes_on": EXPORT,
    "in_touch_at": EXPORT,
    "quiet_told_at": PLAIN,
    "closing_told_at": PLAIN,
    "created_at": PLAIN,
}
RUN = dict.fromkeys(
    ("id", "programme_id", "at", "terms", "aim", "week_of", "n_mentees", "n_mentors", "n_placed", "objective", "upper_bound",
     "gap", "seconds", "rules", "other_aim", "mode", "floor", "n_blocking", "place_price", "wishes"),
    PLAIN,
) | dict.fromkeys(("pairs", "unplaced", "idle", "prices", "inputs", "locks"), ERASE) | {"by_id": ANONYMISE}  # fmt: skip
RUN_REQUEST = dict.fromkeys(("id", "programme_id", "asked_at", "done_at", "run_id", "n_gone", "told_at"), PLAIN) | {
    "by_id": ANONYMISE,
    "refusal": ERASE,  # it may name a locked pair
}
REJECTION = {
    "id": PLAIN,
    "programme_id": PLAIN,
    "mentee_id": ERASE,
    "mentor_id": ERASE,
    "reason": ERASE,
    "by_id": ANONYMISE,
    "at": PLAIN,
}
PUBLICATION = dict.fromkeys(("id", "programme_id", "decided_at", "at", "n_matches", "done_at", "called_off_at"), PLAIN)
ALTERNATE = dict.fromkeys(("id", "match_id", "rank", "approved_at", "used_at", "dropped_at"), PLAIN)

QUESTION = dict.fromkeys(("to", "asked_at", "text", "answered_at", "answer"), EXPORT) | {
    "id": PLAIN,
    "match_id": PLAIN,
    "asked_by_id": ANONYMISE,
    "answered_by_id": ANONYMISE,
}

PROMISE = dict.fromkeys(("at", "group", "low_days", "high_days", "n_waits", "n_last", "n_last_within"), EXPORT) | {
    "id": PLAIN,
    "place_id": ERASE,
}

# Whoever ended it has a copy of what they said; the other's file is silent on why.
ENDING = {"id": PLAIN, "match_id": EXPORT, "kind": EXPORT, "by_id": ANONYMISE, "at": EXPORT, "words": EXPORT, "closing_id": PLAIN}
FAREWELL = dict.fromkeys(("match_id", "at", "thanks", "reached", "went", "answers"), EXPORT) | {"id": PLAIN, "person_id": ERASE}
PRIORITY = {"id": PLAIN, "place_id": ERASE, "match_id": PLAIN, "since": EXPORT, "done_at": EXPORT}
CLOSING = dict.fromkeys(("id", "programme_id", "at", "questions", "n_matches"), PLAIN) | {"by_id": ANONYMISE}


def register() -> None:
    register_sealed(
        Ending,
        ENDING,
        reason="That a match ended stays as a code without a name; the words and who ended it go with either of the two.",
        whose=("by",),
        erase=_forget_endings,
        order=290,
    )
    register_sealed(Farewell, FAREWELL, whose=("person",), order=290)
    register_model(CarriedMark, dict.fromkeys(("id", "programme_id", "season", "closing_id", "went"), PLAIN))
    register_model(Priority, PRIORITY, whose=("place__person",), order=290)
    register_model(
        Closing,
        CLOSING,
        reason="That a season was closed stays in the programme's story; who pressed the button does not.",
        rows_of=lambda person: Closing.objects.none(),
        erase=cut(Closing, "by"),
        order=300,
    )
    register_model(
        Promise,
        PROMISE,
        reason="What somebody was told of waiting goes with them.",
        whose=("place__person",),
        order=290,
    )
    register_model(
        Match,
        MATCH,
        reason="An answered pair stays as dates without reasons, so that the other side's story keeps its place.",
        # What nobody has heard of is not told by an export either; erasure reaches it all the same.
        rows_of=lambda person: Match.objects.heard_by(person),
        erase=_forget_in_matches,
        as_told=_without_wishes,
        order=300,
    )
    register_model(
        Run,
        RUN,
        reason="Totals of a run say nothing of anybody and stay; the lines about the person go.",
        rows_of=lambda person: Run.objects.none(),
        erase=_forget_in_runs,
        order=300,
    )
    register_model(
        RunRequest,
        RUN_REQUEST,
        reason="That a matching was asked for says nothing of anybody; who asked goes, and what a refusal said of people.",
        whose=("by",),
        erase=_forget_in_requests,
        order=300,
    )
    register_model(
        Rejection,
        REJECTION,
        reason="An organiser's working note; it goes with either of the two.",
        rows_of=lambda person: Rejection.objects.none(),
        erase=_forget_rejections,
        order=300,
    )
    register_model(
        Publication,
        PUBLICATION | {"by_id": ANONYMISE},
        reason="That pairs were published stays in the programme's story; who pressed the button does not.",
        rows_of=lambda person: Publication.objects.none(),
        erase=cut(Publication, "by"),
        order=300,
    )
    register_model(
        Alternate,
        ALTERNATE | {"mentor_id": ERASE, "points": ERASE, "parts": ERASE, "reasons": ERASE, "approved_by_id": ANONYMISE},
        reason="A plan nobody has heard of; it goes with either of the two.",
        rows_of=lambda person: Alternate.objects.none(),
        erase=_forget_alternates,
        order=290,
    )
    register_sealed(
        Question,
        QUESTION,
        reason="A question and its answer are one talk: it goes with either of the two who had it.",
        whose=("asked_by", "answered_by"),
        order=290,
    )


def _without_wishes(row: dict) -> dict:
    """From the points of that strand, or their lack, one of the two could tell that the other had not named them."""
    parts = without_wishes(row["parts"])
    return {**row, "parts": parts, "points": row["points"] - sum(row["parts"].values()) + sum(parts.values())}


def _forget_in_matches(person: Person) -> None:
    theirs = rows_by(Match, "mentee__person", "mentor__person")(person)
    theirs.filter(state__in=Match.UNHEARD).delete()
    _end_kindly(person, theirs)
    theirs.told().update(state=Match.State.WITHDRAWN)
    theirs.update(reasons=[], parts={}, points=0, note="")
    cut(Match, "decided_by")(person)


def _end_kindly(person: Person, theirs) -> None:
    """The other of a match that runs is not left waiting for somebody who is gone."""
    now = clock.now()
    for match in theirs.filter(state=Match.State.ACTIVE).select_related("mentee__person", "mentor__person"):
        Match.objects.filter(pk=match.pk).update(state=Match.State.ENDED, ended_at=now, paused_at=None, resumes_on=None)
        cancel_meetings(about=match.pk, now=now)
        close_conversation(about=match.pk, now=now)
        Ending.objects.create(match=match, kind=Ending.Kind.LEAVER, at=now)
        tell(match, other_person(match, match.side_of(person)), "match_ended", now=now)


def _forget_endings(person: Person) -> None:
    rows_by(Ending, "match__mentee__person", "match__mentor__person")(person).update(words="")
    cut(Ending, "by")(person)


def _forget_in_runs(person: Person) -> None:
    """Takes the lines about `person` out of every run; the totals stay, and such a run can no longer be counted again."""
    ids = {str(pk) for pk in Participation.objects.filter(person=person).values_list("pk", flat=True)}
    programmes = Participation.objects.filter(person=person).values("programme")
    for run in Run.objects.filter(programme__in=programmes).select_for_update():
        run.pairs = [pair for pair in run.pairs if not ids & {pair["mentee"], pair["mentor"]}]
        run.unplaced = [_without_nearest(one, ids) for one in run.unplaced if one["id"] not in ids]
        run.idle = [_without_nearest(one, ids) for one in run.idle if one["id"] not in ids]
        run.prices = {pk: price for pk, price in run.prices.items() if pk not in ids}
        run.rules = [{**cost, "would_enter": [pk for pk in cost.get("would_enter", ()) if pk not in ids]} for cost in run.rules]
        run.locks = [
            {**cost, "would_enter": [pk for pk in cost["would_enter"] if pk not in ids]}
            for cost in run.locks
            if not ids & {cost["mentee_id"], cost["mentor_id"]}
        ]
        run.inputs = {}
        run.save(update_fields=["pairs", "unplaced", "idle", "prices", "rules", "locks", "inputs"])
    cut(Run, "by")(person)


def _forget_in_requests(person: Person) -> None:
    programmes = Participation.objects.filter(person=person).values("programme")
    RunRequest.objects.filter(programme__in=programmes).exclude(refusal="").update(refusal="")
    RunRequest.objects.filter(by=person).update(by=None, refusal="")


def _without_nearest(one: dict, ids: set[str]) -> dict:
    detail = {key: value for key, value in one["detail"].items() if not (key in ("mentor", "mentee") and value in ids)}
    return {**one, "detail": detail}


def _forget_rejections(person: Person) -> None:
    rows_by(Rejection, "mentee__person", "mentor__person")(person).delete()
    cut(Rejection, "by")(person)


def _forget_alternates(person: Person) -> None:
    rows_by(Alternate, "mentor__person", "match__mentee__person")(person).delete()
    cut(Alternate, "approved_by")(person)
