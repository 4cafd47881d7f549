"""P9, P10, P11: every column has a class; a copy holds all of them; after erasure nothing of a person is left in any table."""

import io
import json
import re
import zipfile
from itertools import count

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from tests.plan.world import addresses, ask, build, path_of

from mentes.lib import resealing
from mentes.people.models import Person
from mentes.trust import registry, words
from mentes.trust.actions import erase_person, export_person
from mentes.trust.actions.copy import read_person
from mentes.trust.registry import Class

TEXTS = ("character varying", "text", "jsonb", "ARRAY")
# Words of a fixed list, not of a person: seeding them would test nothing and break what reads them.
CODES = {
    ("matches_match", "reason_code"): "one of the reasons that the page offers",
    ("matches_match", "parts"): "numbers by strand",
    ("matches_alternate", "parts"): "numbers by strand",
    ("people_letter", "kind"): "the kind of letter",
    ("trust_consent", "version"): "the wording's version",
    ("mfa_authenticator", "type"): "passkey, app or codes",
    ("rehearsals_rehearsal", "scenario"): "the key of a scenario that ships",
    # Sealed bytes, no text: rehearsals/tests/test_sharing.py and test_voices.py look for them in the tables and after erasure.
    ("rehearsals_recording", "body"): "sealed bytes",
    ("rehearsals_ownvoice", "body"): "sealed bytes",
    ("rehearsals_voicenote", "body"): "sealed bytes",
    ("rehearsals_ownvoice", "kind"): "what the file was found to be",
    ("rehearsals_voicenote", "kind"): "what the file was found to be",
    # No word can be planted in what is sealed: bonds/tests/test_private_notes.py looks for it in a dump and after erasure.
    ("bonds_notekey", "name"): "a short name made of the key",
    ("bonds_notekey", "key"): "sealed with the installation's key",
    ("bonds_privatenote", "sealed"): "sealed with the person's own key",
    ("bonds_pulse", "answers"): "sealed with the person's own key",
}
NUMBERS = count(1)
DRILLED = ("mentee", "mentor", "both", "other_mentee", "other_mentor", "organiser")
CANARY = re.compile(r"zq\d{4}x")


def columns_of_database() -> dict[str, dict[str, str]]:
    """{table: {column: type}} of every schema but the server's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.table_name, c.column_name, c.data_type from information_schema.columns c "
            "join information_schema.tables t using (table_schema, table_name) "
            "where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')"
        )
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in cursor.fetchall():
            found.setdefault(table, {})[column] = kind
    return found


def test_every_column_of_every_table_has_a_class_and_no_class_is_left_over(db):
    there = {(table, column) for table, columns in columns_of_database().items() for column in columns}
    classed = {(table.name, column) for table in registry.tables().values() for column in table.columns}
    assert there - classed == set(), "columns that no room's personal_data.py classed"
    assert classed - there == set(), "classes of columns that are no more"


def test_whoever_keeps_or_anonymises_says_why():
    for table in registry.tables().values():
        if {Class.KEEP, Class.ANONYMISE} & set(table.columns.values()):
            assert table.reason, table.name
        if Class.KEEP in table.columns.values():
            assert table.name in words.KEPT, f"{table.name} keeps something: say why in trust/words.py"


def test_every_table_with_personal_columns_can_be_erased(db):
    personal = {Class.EXPORT, Class.ERASE, Class.ANONYMISE}
    for table in registry.tables().values():
        if personal & set(table.columns.values()):
            assert table.rows_of is not None or table.erase is not None, f"{table.name}: whose rows are these?"


def test_everything_exported_has_words_and_readers():
    for table in registry.tables().values():
        if table.exported() and table.rows_of is not None:
            assert table.name in words.TABLES, f"{table.name} has no words in trust/words.py"
            assert set(table.exported()) - set(words.COLUMNS) == set(), table.name


# --- the drill -------------------------------------------------------------------------------------------------------------


def model_of(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)


def rows_about(table: registry.Table, person: Person) -> set:
    """Primary keys of the rows that are the person's, or that hang on them by a link that erasure cuts with the row."""
    model = model_of(table.name)
    keys = set(table.rows_of(person).values_list("pk", flat=True))
    places = set(person.participations.values_list("pk", flat=True))
    profiles = set(person.profiles.values_list("pk", flat=True))
    for field in model._meta.concrete_fields:
        if field.is_relation and table.columns[field.column] is Class.ERASE:
            keys |= set(
                model._default_manager.filter(**{f"{field.attname}__in": _keys_for(field, person, places, profiles)}).values_list(
                    "pk", flat=True
                )
            )
    return keys


def _keys_for(field, person: Person, places: set, profiles: set) -> set:
    return {"person": {person.pk}, "participation": places, "profile": profiles}.get(field.related_model._meta.model_name, set())


def seed(person: Person) -> dict[str, tuple[str, str]]:
    """Writes a word of its own into every text column about `person`, and says which word stands where."""
    types, planted = columns_of_database(), {}
    for table in registry.tables().values():
        if table.rows_of is None or table.name == "django_session":
            continue
        model = model_of(table.name)
        fields = {field.column: field for field in model._meta.concrete_fields}
        for key in rows_about(table, person):
            for column, kind in table.columns.items():
                if kind in (Class.PLAIN, Class.KEEP) or types[table.name][column] not in TEXTS:
                    continue
                if fields[column].choices or (table.name, column) in CODES or getattr(fields[column], "primary_key", False):
                    continue
                word = f"zq{next(NUMBERS):04}x"
                model._default_manager.filter(pk=key).update(**{fields[column].attname: _carrying(fields[column], word)})
                planted[word] = (table.name, column)
    return planted


def _carrying(field: models.Field, word: str):
    """`word` in the shape that this column holds."""
    if field.get_internal_type() == "JSONField":
        return [word] if field.default is list else {"said": word}
    return [word] if field.get_internal_type() == "ArrayField" else word


def sealed_columns() -> set[tuple[str, str]]:
    return {(column.table, column.name) for column in resealing.columns()}


def dump() -> str:
    """Every row of every table as text, sessions read."""
    said = [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in columns_of_database():
            cursor.execute(f'select coalesce(string_agg(row::text, chr(10)), $$$$) from "{table}" as row')
            said.append(f"{table}: {cursor.fetchone()[0]}")
    return "\n".join(said)


@pytest.fixture
def world(db):
    """The two worlds, with everything that accounts may hold for the mentee."""
    world = build()
    person = world.people["mentee"]
    Authenticator.objects.create(user=person, type="totp", data={"secret": "s"})
    address = EmailAddress.objects.get(user=person)
    EmailConfirmation.objects.create(email_address=address, key="k", sent=timezone.now())
    return world


def somebody(world, who: str) -> Person:
    one = getattr(world.a, who)
    return Person.objects.get(pk=getattr(one, "person_id", one.pk))


@pytest.mark.parametrize("who", DRILLED)
def test_after_erasure_no_word_of_theirs_is_left_anywhere(world, who):
    person = somebody(world, who)
    planted = seed(person)
    person.refresh_from_db()
    session = SessionStore()
    session["half_signed_in"] = person.email
    session.create()
    before = dump()
    sealed = {word for word, place in planted.items() if place in sealed_columns()}
    assert set(CANARY.findall(before)) >= set(planted) - sealed, "the words were not planted"
    assert set(CANARY.findall(before)) & sealed == set(), "a sealed column holds its words in the open"
    neighbours = before.count(world.b.word)
    erase_person(person, by=person, now=timezone.now())
    after = dump()
    left = {planted[word] for word in CANARY.findall(after)}
    assert left == set()
    assert after.count(world.b.word) == neighbours
    person.refresh_from_db()
    assert (person.email, person.name, person.is_active) == (None, "", False)


def test_the_drill_reaches_every_text_column_that_erasure_answers_for(world):
    """Together the drills plant a word in every text column that is not code, plain or kept."""
    types = columns_of_database()
    wanted = {
        (table.name, column)
        for table in registry.tables().values()
        if table.rows_of is not None
        for column, kind in table.columns.items()
        if kind not in (Class.PLAIN, Class.KEEP) and types[table.name][column] in TEXTS and (table.name, column) not in CODES
    }
    reached = {place for who in DRILLED for place in seed(somebody(world, who)).values()}
    with_choices = {
        (name, column)
        for name, column in wanted
        if (field := {f.column: f for f in model_of(name)._meta.concrete_fields}[column]).choices or field.primary_key
    }
    missing = wanted - reached - with_choices - {("django_session", "session_data")}
    only_ids = ("pairs", "unplaced", "idle", "prices", "inputs", "locks")
    assert missing <= {("matches_run", column) for column in only_ids}


@pytest.mark.parametrize("who", ["mentee", "mentor", "organiser"])
def test_the_programme_goes_on_without_them(world, who, caplog):
    caplog.set_level("CRITICAL", logger="django.request")
    erase_person(Person.objects.get(pk=world.people[who].pk), by=world.people[who], now=timezone.now())
    client = Client(raise_request_exception=False)
    broken = []
    for actor in {"organiser", "deputy", "mentee", "mentor", "both"} - {who}:
        for name in addresses():
            response = ask(client, world.cookies[actor], "GET", path_of(name, world.keys))
            if response.status_code >= 500:
                broken.append(f"{name} as {actor}: {response.status_code}")
    assert broken == []


# --- the copy --------------------------------------------------------------------------------------------------------------


def unzipped(person: Person) -> tuple[dict, str]:
    with zipfile.ZipFile(io.BytesIO(export_person(person))) as archive:
        names = sorted(archive.namelist())
        assert [name for name in names if not name.startswith("files/")] == ["data.json", "index.html"]
        return json.loads(archive.read("data.json")), archive.read("index.html").decode()


def test_a_copy_holds_every_exported_column_and_nothing_else(world):
    person = Person.objects.get(pk=world.people["mentee"].pk)
    planted = seed(person)
    person.refresh_from_db()
    data, page = unzipped(person)
    assert set(data) == {name for name, table in registry.tables().items() if table.exported() and table.rows_of is not None}
    for name, rows in data.items():
        for row in rows:
            assert tuple(row) == registry.tables()[name].exported()
    classes = {word: registry.tables()[table].columns[column] for word, (table, column) in planted.items()}
    exported = {word for word, kind in classes.items() if kind is Class.EXPORT and planted[word][0] in data}
    in_rows = set(CANARY.findall(json.dumps(data)))
    about_rows_of = {word for word in exported if word in in_rows}
    assert {planted[word] for word in exported - in_rows} <= {("matches_alternate", "reasons")}
    assert {word for word in in_rows if classes[word] is not Class.EXPORT} == set(), "secrets or working copies in the copy"
    assert about_rows_of - set(CANARY.findall(page)) == set(), "in data.json, and not to be read on the page"


def test_a_copy_opens_without_a_line_and_shortens_other_peoples_names(world):
    for who in ("mentee", "mentor", "both", "organiser"):
        data, page = unzipped(Person.objects.get(pk=world.people[who].pk))
        assert not re.search(r"<script|src=|href=|url\(|@import", page)
        for other in ("mentee", "mentor", "both", "organiser"):
            if other != who:
                assert f"amberwood {other}" not in page + json.dumps(data)


def test_a_copy_holds_one_persons_rows(world):
    said = read_person(Person.objects.get(pk=world.people["mentee"].pk))
    assert [row["name"] for row in said["people_person"]] == ["amberwood mentee"]
    assert len(said["people_profile"]) == 1
    assert world.b.word not in json.dumps(said)


# --- the pages -------------------------------------------------------------------------------------------------------------


def test_somebody_takes_a_copy_and_is_erased_with_two_buttons(world, client):
    person = world.people["both"]
    client.force_login(person)
    answer = client.post("/trust/export/")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.post("/trust/erase/").status_code == 422
    assert Person.objects.get(pk=person.pk).is_active
    assert client.post("/trust/erase/", {"understood": "on"}).headers["Location"] == "/trust/gone/"
    assert client.get("/trust/").status_code == 302
    assert not Session.objects.filter(pk=client.session.session_key).exists()
    assert not Person.objects.get(pk=person.pk).is_active


def test_my_page_names_what_is_kept_and_who_may_read_it(world, client, django_assert_max_num_queries):
    client.force_login(world.people["both"])
    n_tables = sum(bool(table.exported()) for table in registry.tables().values())
    with django_assert_max_num_queries(n_tables + 15):  # one question a table, and what every page asks
        page = client.get("/trust/").content.decode()
    for table in registry.tables().values():
        if table.exported() and table.rows_of is not None and table.rows_of(world.people["both"]).exists():
            assert words.table(table.name) in page.replace("&#x27;", "'")
