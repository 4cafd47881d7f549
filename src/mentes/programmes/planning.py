"""What an import would do, before it does it: rows of a file against the places of a programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Lower

from mentes.people import roster_bridge
from mentes.people.models import Person
from mentes.people.roster_bridge import Fault, ReadFiles
from mentes.programmes.models import Participation, Programme
from mentes.programmes.rows import row_of_place, with_answers
from mentes.topics.actions import shared_names
from mentes.topics.models import topic_key

# What a person may answer on their own page. Once they have, an import leaves it alone.
OWN = (
    "offers",
    "seeks",
    "goals",
    "background",
    "would_help",
    "lived",
    "lived_wish",
    "working",
    "languages",
    "time_zone",
    "hours",
    "capacity",
    "wants",
    "wishes",
)
EMPTY_ROW: dict[str, Any] = {
    "name": "",
    "email": "",
    "offers": [],
    "seeks": [],
    "goals": "",
    "background": "",
    "would_help": "",
    "lived": [],
    "lived_wish": "",
    "working": [],
    "languages": [],
    "time_zone": "",
    "hours": [],
    "capacity": 1,
    "wants": 1,
    "organisation": "",
    "manager_id": "",
    "not_with": [],
    "wishes": [],
    "extra": {},
    "status": Participation.Status.ACTIVE.value,
}


@dataclass(frozen=True)
class Planned:
    """One person in the plan. `kind`: added, updated, unchanged or left. `changed`: the columns that would change;
    `kept`: columns where the person's own answer stays against the file."""

    kind: str
    row: dict[str, Any]
    place: Participation | None = None
    before: dict[str, Any] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    people: tuple[Planned, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[Fault, ...]
    notices: tuple[Fault, ...]

    def of_kind(self, kind: str) -> list[Planned]:
        return [one for one in self.people if one.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(self.of_kind(kind)) for kind in ("added", "updated", "unchanged", "left")}

    @property
    def n_read(self) -> int:
        """People whom the files name."""
        return len(self.people) - len(self.of_kind("left"))

    @property
    def keeping(self) -> list[Planned]:
        """People of whom something is kept against the file."""
        return [one for one in self.people if one.kept]


def plan_import(
    programme: Programme, read: ReadFiles, *, mark_missing_as_left: bool, skip_bad_rows: bool, lock: bool = False
) -> Plan:
    """What importing `read` would do. `lock` holds the places until the caller's transaction ends."""
    places = with_answers(programme.participations.all())
    if lock:
        places = places.select_for_update(of=("self",))
    places = list(places)
    by_id = {place.external_id: place for place in places}
    by_email = {place.person.email.lower(): place for place in places if place.person.email}
    ids_read = {row["id"] for row in read.rows}
    email_of: dict[str, str] = {}
    people, faults, met = [], [], set()
    for row in _in_shared_words(read.rows):
        place = by_id.get(row["id"])
        if place is None and row["email"] in by_email and by_email[row["email"]].external_id not in ids_read:
            # The organiser has renumbered their file: one person with a new id, not a new person.
            place = by_email[row["email"]]
        twice = email_of.setdefault(row["email"], row["id"]) if row["email"] else row["id"]
        other = by_email.get(row["email"]) if row["email"] else None
        if twice != row["id"] or (other is not None and other is not place):
            faults.append(_same_email(read, row, twice if twice != row["id"] else other.external_id))
            continue
        people.append(_plan_one(place, row, read.columns))
        met.add(place.pk if place else None)
    if mark_missing_as_left:
        here = [place for place in places if place.pk not in met and place.status != Participation.Status.LEFT]
        left = Participation.Status.LEFT.value
        people += [
            Planned("left", row | {"status": left}, place, row, ("status",))
            for place, row in ((place, row_of_place(place)) for place in here)
        ]
    if skip_bad_rows:
        return Plan(tuple(people), (), (*read.left_out, *faults), read.notices)
    return Plan(tuple(people), tuple(faults), read.left_out, read.notices)


def _in_shared_words(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with topics under the name of the shared vocabulary, in whatever language the file says them."""
    sides = ("offers", "seeks")
    shared = shared_names({name for row in rows for side in sides for name, _level in row[side]})

    def told(topics: Sequence) -> list[list[Any]]:
        return roster_bridge.sorted_topics((shared.get(topic_key(name), name), level) for name, level in topics)

    return [{**row, **{side: told(row[side]) for side in sides}} for row in rows]


def _plan_one(place: Participation | None, row: Mapping[str, Any], columns: Sequence[str]) -> Planned:
    if place is None:
        return Planned("added", EMPTY_ROW | dict(row))
    before = row_of_place(place)
    spoken_of = {"id", "role", *columns} & {*roster_bridge.NATIVE}
    kept = tuple(name for name in OWN if name in spoken_of and name in place.own_answers and not same(name, before, row))
    after = before | {name: row[name] for name in spoken_of if name not in place.own_answers}
    if "by_hand" in spoken_of and row["by_hand"] != before["by_hand"]:
        # Who may propose somebody is their own choice alone, and their own page is where it is made.
        after["by_hand"] = before["by_hand"]
        kept += ("by_hand",)
    after["extra"] = before["extra"] | row["extra"]
    if "lived" in spoken_of and "lived" not in place.own_answers:
        # A sensitive item is only ever taken away by the person: our own export leaves it out, and must not erase it.
        names = {name for name, _ in row["lived"]}
        mine = [item for item in before["lived"] if item[1] and item[0] not in names]
        after["lived"] = sorted([*row["lived"], *mine])
    if not may_change_email(place, after["email"]):
        after["email"] = before["email"]
        kept += ("email",)
    if before["status"] == Participation.Status.LEFT:
        after["status"] = Participation.Status.ACTIVE.value
    changed = tuple(name for name in after if not same(name, before, after))
    return Planned("updated" if changed else "unchanged", after, place, before, changed, kept)


def may_change_email(place: Participation, email: str) -> bool:
    """Whether a file may give this person another address: never once somebody has signed in with the one we have,
    and never to nothing, since the address is what opens the account."""
    person = place.person
    if email == (person.email or "").lower() or not person.email:
        return True
    return bool(email) and person.last_login is None and place.joined_at is None and not person.is_staff


def same(name: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows say the same in a column; two spellings of one topic do."""
    if name in ("offers", "seeks"):
        return _keys(one[name]) == _keys(other[name])
    return one[name] == other[name]


def _keys(topics: Sequence) -> list[tuple[str, int | None]]:
    return [(topic_key(name), level) for name, level in topics]


def _same_email(read: ReadFiles, row: Mapping[str, Any], other_id: str) -> Fault:
    file, number = read.places[row["id"]]
    params = {"value": row["email"], "other": other_id}
    wrong = f"the email address belongs already to the person with the id “{other_id}”"
    return Fault(file, number, "email", "email_taken", wrong, "give the row that id, or another address", params)


def names_by_id(programme: Programme) -> dict[str, str]:
    """Everybody of the programme by the id of its file, for wishes that name somebody who stands in no file of now."""
    return dict(programme.participations.values_list("external_id", "profile__name"))


def people_by_email(emails: Sequence[str]) -> dict[str, Person]:
    """Accounts of this instance by their address in small letters."""
    found = Person.objects.annotate(lower_email=Lower("email")).filter(lower_email__in=emails)
    return {person.email.lower(): person for person in found}
