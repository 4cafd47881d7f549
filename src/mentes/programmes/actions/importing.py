"""Importing people: an upload waits for a yes, then one transaction does what its plan says."""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people import roster_bridge
from mentes.people.models import LivedItem, Person, Profile, ProfileTopic
from mentes.programmes.actions.archiving import refuse_in_archive
from mentes.programmes.bulk import insert_rows
from mentes.programmes.models import ImportChange, ImportRun, Participation, Programme, Upload
from mentes.programmes.planning import Plan, Planned, names_by_id, people_by_email, plan_import
from mentes.programmes.rows import fill_place
from mentes.programmes.texts import ask_to_read
from mentes.topics.actions import find_or_add_topics
from mentes.topics.models import topic_key
from mentes.trust.actions import record

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 8
MOST_PEOPLE = 20_000
KEPT_FOR = timedelta(days=1)
# First key of the advisory locks that keep two imports of one programme apart; the second is made of its id.
IMPORT_LOCK = 7_301
PROFILE_FIELDS = (
    "name", "goals", "background", "would_help", "lived_wish", "working", "languages", "time_zone", "hours", "organisation",
    "city", "country", "craft", "extra",
)  # fmt: skip
PLACE_FIELDS = ("role", "status", "external_id", "capacity", "wants", "manager_external_id", "not_with", "wishes")


def create_upload(
    programme: Programme, files: Sequence[tuple[str, bytes]], *, by: Person, file_map: Mapping[str, Any] | None = None
) -> Upload:
    """Keeps `files` until they are imported or a day has passed. `file_map`: a plain table, else to be said later."""
    refuse_in_archive(programme)
    if not files:
        raise Refused(_("Choose at least one file."))
    if len(files) > MOST_FILES:
        raise Refused(_("Choose at most %(most)s files at once.") % {"most": MOST_FILES})
    if sum(len(data) for _name, data in files) > MOST_BYTES:
        raise Refused(_("The files are too large: together they may have %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024})
    names = _distinct_names(name for name, _data in files)
    kept = [{"name": name, "data": base64.b64encode(data).decode()} for name, (_old, data) in zip(names, files, strict=True)]
    return Upload.objects.create(programme=programme, by=by, files=kept, file_map=dict(file_map or {}))


def files_of(upload: Upload) -> list[tuple[str, bytes]]:
    return [(one["name"], base64.b64decode(one["data"])) for one in upload.files]


def keep_map(upload: Upload, file_map: Mapping[str, Any]) -> None:
    """Keeps how the columns of an upload are to be read. Raises BadMap."""
    refuse_in_archive(upload.programme)
    roster_bridge.flatten_map(file_map, [])
    upload.file_map = dict(file_map)
    upload.save(update_fields=["file_map"])


def drop_old_uploads(now: datetime) -> int:
    """Files that nobody imported within a day go. Safe to run twice."""
    return Upload.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]


@transaction.atomic
def import_people(
    upload: Upload,
    *,
    by: Person,
    now: datetime,
    file_map: Mapping[str, Any] | None = None,
    mark_missing_as_left: bool = False,
    skip_bad_rows: bool = False,
) -> ImportRun:
    """Does what the plan of this upload says, all of it or nothing, and lets the files go.

    `file_map` None: the map kept with the upload. Raises BadRoster or BadMap where the files cannot be read. Holds the
    programme's import lock until the transaction ends.
    """
    programme = upload.programme
    hold_imports(programme)
    if not Upload.objects.filter(pk=upload.pk).exists():
        # The button was pressed twice, and the first press has been waited for.
        raise Refused(_("These files have been imported already."))
    if file_map is None:
        file_map = upload.file_map
    files = files_of(upload)
    read = roster_bridge.read_files(files, file_map, skip_bad_rows=skip_bad_rows, known=names_by_id(programme))
    if len(read.rows) > MOST_PEOPLE:
        raise Refused(_("At most %(most)s people can be imported at once.") % {"most": MOST_PEOPLE})
    plan = plan_import(programme, read, mark_missing_as_left=mark_missing_as_left, skip_bad_rows=skip_bad_rows, lock=True)
    if plan.faults:
        raise roster_bridge.BadRoster(plan.faults)
    counts = plan.counts
    run = ImportRun.objects.create(
        programme=programme,
        by=by,
        at=now,
        file_names=[name for name, _data in files],
        file_map=dict(file_map),
        n_added=counts["added"],
        n_updated=counts["updated"],
        n_unchanged=counts["unchanged"],
        n_left=counts["left"],
        left_out=[{"place": _place(found), "code": found.code} for found in plan.left_out],
    )
    _carry_out(run, plan, now)
    upload.delete()
    ask_to_read(programme)
    record("people.imported", by=by, at=now, subject=run, programme=programme, left_out=len(plan.left_out), **counts)
    return run


def hold_imports(programme: Programme) -> None:
    """Keeps other imports of this programme waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [IMPORT_LOCK, str(programme.pk)])


def _carry_out(run: ImportRun, plan: Plan, now: datetime) -> None:
    added, updated = plan.of_kind("added"), [one for one in plan.people if one.kind in ("updated", "left")]
    readdressed = [one for one in updated if "email" in one.changed]
    accounts = accounts_for([one.row for one in [*added, *readdressed]])
    places = [_new_place(run.programme, one.row, accounts, now) for one in added]
    insert_rows([place.profile for place in places])
    insert_rows(places)
    for one in updated:
        fill_place(one.place, one.row)
    for one in readdressed:
        readdress(one, accounts)
    write_places([one.place for one in updated])
    touched = list(zip(added, places, strict=True)) + [(one, one.place) for one in updated]
    write_topics([(place, one.row) for one, place in touched if not one.changed or {"offers", "seeks"} & {*one.changed}])
    write_lived([(place, one.row) for one, place in touched if not one.changed or "lived" in one.changed], now)
    insert_rows([_change(run, one, place) for one, place in touched])


def _change(run: ImportRun, one: Planned, place: Participation) -> ImportChange:
    if one.kind == ImportChange.Kind.ADDED:
        before, after = None, {"role": one.row["role"]}
    else:
        before = {name: one.before[name] for name in one.changed}
        after = {name: one.row[name] for name in one.changed}
    return ImportChange(run=run, participation=place, external_id=one.row["id"], kind=one.kind, before=before, after=after)


def accounts_for(rows: Iterable[Mapping[str, Any]]) -> dict[str, Person]:
    """An account for each address in `rows`, those that exist and new ones, by address."""
    rows = {row["email"]: row for row in rows if row["email"]}
    known = people_by_email(list(rows))
    missing = [_new_person(row) for email, row in rows.items() if email not in known]
    # Another programme may import the same person at this very moment; whoever came first made the account.
    insert_rows(missing, skip_conflicts=True)
    return people_by_email(list(rows)) if missing else known


def _new_person(row: Mapping[str, Any]) -> Person:
    spoken = [tag.split("-")[0] for tag in row["languages"]]
    known = dict(settings.LANGUAGES)
    return Person(
        email=row["email"] or None,
        name=row["name"],
        language=next((tag for tag in spoken if tag in known), settings.LANGUAGE_CODE),
        time_zone=row["time_zone"] or "UTC",
        password=make_password(None),
    )


def _new_place(programme: Programme, row: Mapping[str, Any], accounts: Mapping[str, Person], now: datetime) -> Participation:
    """Of whom the file says that they are matched by hand, they are from the start: before any software has read them."""
    person = accounts.get(row["email"])
    if person is None:
        person = _new_person(row)
        person.save(force_insert=True)
    place = Participation(programme=programme, person=person, profile=Profile(person=person))
    fill_place(place, dict(row))
    place.by_hand_since = now if row["by_hand"] else None
    return place


def readdress(one: Planned, accounts: Mapping[str, Person]) -> None:
    """Puts a corrected address in place. The account changes only where it is this place's alone; else the place moves."""
    place, email = one.place, one.row["email"]
    person, owner = place.person, accounts[email]
    is_only_here = not person.staff_roles.exists() and person.participations.count() == 1
    was_made_now = owner.participations.count() == 0 and owner.last_login is None and not owner.staff_roles.exists()
    if is_only_here and was_made_now:
        owner.delete()
        person.email = email
        person.save(update_fields=["email"])
        return
    place.person = place.profile.person = owner
    Participation.objects.filter(pk=place.pk).update(person=owner)
    Profile.objects.filter(pk=place.profile_id).update(person=owner)
    if is_only_here:
        person.delete()


def write_places(places: Sequence[Participation]) -> None:
    """Saves places and profiles that exist already."""
    insert_rows([place.profile for place in places], update=[*PROFILE_FIELDS, "updated_at"])
    insert_rows(places, update=PLACE_FIELDS)


def write_topics(rows: Sequence[tuple[Participation, Mapping[str, Any]]]) -> None:
    """Makes the topics of each place those of its row."""
    topics = find_or_add_topics([name for _place, row in rows for side in ("offers", "seeks") for name, _level in row[side]])
    ProfileTopic.objects.filter(profile__in=[place.profile_id for place, _row in rows]).delete()
    lines: dict[tuple, ProfileTopic] = {}
    for place, row in rows:
        for side, direction in (("offers", ProfileTopic.Direction.OFFER), ("seeks", ProfileTopic.Direction.SEEK)):
            for name, level in row[side]:
                topic = topics[topic_key(name)]
                line = ProfileTopic(profile_id=place.profile_id, topic=topic, direction=direction, level=level)
                lines.setdefault((place.profile_id, topic.pk, direction), line)  # one topic, said in two languages
    insert_rows(list(lines.values()))


def write_lived(rows: Sequence[tuple[Participation, Mapping[str, Any]]], now: datetime) -> None:
    """Makes the lived items of each place those of its row. Items that stay keep what the person said of them.

    A new item counts as volunteered by the file, unless it is sensitive: then nobody but the person can say yes.
    """
    by_profile = {place.profile_id: dict(map(tuple, row["lived"])) for place, row in rows}
    kept: dict[Any, set[str]] = {profile: set() for profile in by_profile}
    gone = []
    for item in LivedItem.objects.filter(profile__in=by_profile):
        if by_profile[item.profile_id].get(item.name) == item.is_sensitive:
            kept[item.profile_id].add(item.name)
        else:
            gone.append(item.pk)
    LivedItem.objects.filter(pk__in=gone).delete()
    insert_rows(
        [
            LivedItem(profile_id=profile, name=name, is_sensitive=is_sensitive, volunteered_at=None if is_sensitive else now)
            for profile, items in by_profile.items()
            for name, is_sensitive in items.items()
            if name not in kept[profile]
        ],
    )


def _place(found: roster_bridge.Fault) -> str:
    """Where a fault is, without what stood there: the log must not keep what was refused."""
    return ":".join(str(part) for part in (found.file, found.row or "", found.column) if part)


def _distinct_names(names: Iterable[str]) -> list[str]:
    """File names as map.toml can speak of them: no folder, none of its wildcards, none twice."""
    found: list[str] = []
    for name in names:
        name = re.sub(r"[*?\[\]\x00-\x1f]", "_", PurePath(name.replace("\\", "/")).name)[:120] or "people"
        stem, number = name, 1
        while name.casefold() in (one.casefold() for one in found):
            number += 1
            name = f"{PurePath(stem).stem} ({number}){PurePath(stem).suffix}"
        found.append(name)
    return found
