"""This room's parts of the file of a whole programme: its settings, who runs it, and its people with what they answered."""

from mentes.people.models import Person, Profile, ProfileTopic
from mentes.programmes.models import Participation, Programme, Staff
from mentes.programmes.whole import Incoming, Part, made, told
from mentes.programmes.whole import register as add
from mentes.topics.actions import take_keys

SETTINGS = (
    "id", "slug", "name", "template", "kept_by", "lives_on", "contact_name", "contact_email", "starts_on", "ends_on", "time_zone",
    "terms", "days_to_answer", "lets_wish", "days_quiet_nudge", "days_quiet_organiser", "days_quiet_close", "archived_at",
)  # fmt: skip
ACCOUNT = ("email", "name", "language", "time_zone")
PROFILE = (
    "name", "goals", "background", "would_help", "lived_wish", "working", "languages", "time_zone", "hours", "organisation",
    "city", "country", "craft", "extra", "may_be_compared",
)  # fmt: skip
PLACE = (
    "id", "role", "status", "external_id", "capacity", "wants", "manager_external_id", "not_with", "wishes", "is_seen",
    "own_answers", "by_hand_since", "invited_at", "joined_at", "created_at",
)  # fmt: skip
TOPIC = ("direction", "level")


def register() -> None:
    add(Part("programme", lambda programme: [told(programme, SETTINGS)], _read_programme, _keep_programme))
    add(Part("staff", _write_staff, _read_staff, _keep_staff))
    add(Part("places", _write_places, _read_places, _keep_places))


def _read_programme(incoming: Incoming, rows) -> None:
    if len(rows) != 1:
        incoming.faults.append("programme: the file must hold exactly one")
        return
    incoming.programme = made(Programme, rows[0], SETTINGS, where="programme", faults=incoming.faults)
    incoming.check_new("programme", Programme, [incoming.programme], lambda row: row.name)
    if Programme.objects.filter(slug=incoming.programme.slug).exclude(pk=incoming.programme.pk).exists():
        incoming.clashes.append(f"programme: the address “{incoming.programme.slug}” is taken")


def _keep_programme(incoming: Incoming) -> None:
    incoming.programme.save(force_insert=True)


def _write_staff(programme: Programme):
    staff = programme.staff.filter(person__email__isnull=False).select_related("person").order_by("person__email")
    return [{"role": one.role, "person": told(one.person, ACCOUNT)} for one in staff]


def _read_staff(incoming: Incoming, rows) -> None:
    incoming.rows["staff"] = found = []
    for number, said in enumerate(rows, start=1):
        where = f"staff {number}"
        person = made(Person, _part(said, "person"), ACCOUNT, where=where, faults=incoming.faults)
        if said.get("role") not in Staff.Role.values:
            incoming.faults.append(f"{where}: role: {said.get('role')!r}")
        if not person.email:
            incoming.faults.append(f"{where}: email is missing")
        found.append((said.get("role"), person))


def _keep_staff(incoming: Incoming) -> None:
    """Whoever takes the file in runs the programme too."""
    Staff.objects.create(programme=incoming.programme, person=incoming.by, role=Staff.Role.ORGANISER)
    for role, person in incoming.rows["staff"]:
        Staff.objects.get_or_create(programme=incoming.programme, person=_account(person), defaults={"role": role})


def _write_places(programme: Programme):
    places = programme.participations.select_related("person", "profile").prefetch_related("profile__topics__topic")
    return [
        told(place, PLACE)
        | {
            "person": told(place.person, ACCOUNT),
            "profile": told(place.profile, PROFILE),
            "topics": sorted(
                (told(line, TOPIC) | {"key": line.topic.key, "name": line.topic.name} for line in place.profile.topics.all()),
                key=lambda line: (line["direction"], line["key"]),
            ),
        }
        for place in places.order_by("pk")
    ]


def _read_places(incoming: Incoming, rows) -> None:
    incoming.rows["places"] = found = []
    for number, said in enumerate(rows, start=1):
        where = f"places {number}"
        own = {name: value for name, value in said.items() if name not in ("person", "profile", "topics")}
        place = made(Participation, own, PLACE, where=where, faults=incoming.faults)
        person = made(Person, _part(said, "person"), ACCOUNT, where=f"{where}, person", faults=incoming.faults)
        profile = made(Profile, _part(said, "profile"), PROFILE, where=f"{where}, profile", faults=incoming.faults)
        lines = [_topic(line, where, incoming.faults) for line in said.get("topics", ())]
        found.append((place, person, profile, lines))
    for what, values in (
        ("number in the organiser's file", [place.external_id for place, *_rest in found]),
        ("email address", [person.email.lower() for _place, person, *_rest in found if person.email]),
    ):
        twice = sorted({value for value in values if values.count(value) > 1})
        incoming.faults += [f"places: the {what} {value} stands there twice" for value in twice]
    incoming.check_new("places", Participation, [place for place, *_rest in found], lambda row: row.external_id)


def _topic(said, where: str, faults: list[str]):
    own = {name: said.get(name) for name in TOPIC}
    line = made(ProfileTopic, own, TOPIC, where=f"{where}, topics", faults=faults)
    if not said.get("key") or not said.get("name"):
        faults.append(f"{where}, topics: key and name are missing")
    return line, str(said.get("key", "")), str(said.get("name", ""))


def _keep_places(incoming: Incoming) -> None:
    topics = take_keys({key: name for *_rest, lines in incoming.rows["places"] for _line, key, name in lines})
    for place, person, profile, lines in incoming.rows["places"]:
        profile.person = _account(person)
        profile.save(force_insert=True)
        place.programme, place.person, place.profile = incoming.programme, profile.person, profile
        place.save(force_insert=True)
        for line, key, _name in lines:
            line.profile, line.topic = profile, topics[key]
        ProfileTopic.objects.bulk_create(line for line, *_rest in lines)


def _account(person: Person) -> Person:
    """The account with this address, where there is one: it stays as its owner has it. Else a new one."""
    if not person.email:
        return Person.objects.create_user(None, name=person.name, language=person.language, time_zone=person.time_zone)
    known = Person.objects.filter(email__iexact=person.email).first()
    if known is not None:
        return known
    return Person.objects.create_user(person.email, name=person.name, language=person.language, time_zone=person.time_zone)


def _part(said, name: str):
    return said.get(name, {}) if isinstance(said, dict) else {}
