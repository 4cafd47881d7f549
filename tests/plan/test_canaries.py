"""S2: nothing of one programme turns up in another, whatever is asked for; what is not yours looks like what does not exist."""

import hashlib
import io
import re
import zipfile

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from tests.plan.authorization import TABLE
from tests.plan.world import NOWHERE, addresses, ask, build, path_of

from mentes.trust import registry
from mentes.trust.actions import export_person

# Seen from world a; the people of world b are left out, for whom its words are their own.
INSIDERS = (
    "anonymous",
    "suspended",
    "unconfirmed",
    "stranger",
    "mentee",
    "mentor",
    "both",
    "other_mentee",
    "organiser",
    "deputy",
    "admin",
)
# What an address may carry, beyond what the table says: pages further on, searches, other tabs, parts for htmx.
ASKED = {
    "programmes:people": ("?q=bluestone", "?q=pricing&page=2", "?state=joined"),
    "matches:review": ("?tab=approved", "?tab=locked", "?pair={match_id}"),
    "matches:what_if": ("?aim=people",),
    "matches:terms": ("?aim=people",),
    "matches:pairs_csv": ("?run=last",),
    "matches:swap": ("?mentor={mentor}",),
    "matches:by_hand": ("?words=bluestone", "?side=mentor"),
    "trust:log": ("?page=2",),
}
# Sessions and counts of tries belong to whoever asks.
UNTOUCHED = {"django_session", "cache_entries"}


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level("CRITICAL", logger="django.request")


def unpacked(response) -> str:
    """Every byte of an answer as text, what is packed in it unpacked; headers too."""
    parts = [repr(response.headers)]
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                raw = archive.read(name)
                parts.append(
                    str(np.load(io.BytesIO(raw), allow_pickle=False).tolist()) if name.endswith(".npy") else raw.decode()
                )
    else:
        parts.append(body.decode(errors="replace"))
    return "\n".join(parts)


def test_no_page_and_no_export_of_one_world_speaks_of_the_other(db, capsys):
    world = build()
    client = Client(raise_request_exception=False)
    foreign = {"match_id": world.b.offered.pk, "mentor": world.b.mentor.pk}
    # A person's place in the other programme leads there, an id does too.
    marks = [
        world.b.word,
        # A number says nothing: any page may hold a 182.
        *(str(value) for key, value in world.b.keys().items() if key.endswith("_id") and not isinstance(value, int)),
    ]
    leaks, n_read = [], 0
    for name in addresses():
        path = path_of(name, world.keys)
        for asked in ("", *(text.format(**foreign) for text in ASKED.get(name, ()))):
            for actor in INSIDERS:
                for headers in ({}, {"HX-Request": "true"}):
                    text = unpacked(ask(client, world.cookies[actor], "GET", path + asked, **headers))
                    n_read += 1
                    # What one typed may be shown back.
                    said = text.replace(asked, "").replace(f'value="{world.b.word}"', "") if asked else text
                    leaks += [f"{name}{asked} as {actor}: {mark}" for mark in marks if mark in said and mark not in asked]
    for name, person in world.people.items():
        text = zip_text(export_person(person))
        n_read += 1
        mark = world.a.word if name.startswith("foreign") else world.b.word
        leaks += [f"copy of {name}: {mark}"] if mark in text else []
    with capsys.disabled():
        print(f"\n{n_read} answers read, {len(leaks)} words of the other world")
    assert not leaks, "\n".join(leaks)


def zip_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_the_words_can_be_found_at_all(db):
    """Control: the same search finds world a's own word on its organiser's pages, in her exports and in a person's copy."""
    world = build()
    client = Client()
    for name in ("programmes:people", "programmes:people_csv", "matches:review", "trust:log"):
        assert world.a.word in unpacked(ask(client, world.cookies["organiser"], "GET", path_of(name, world.keys))), name
    assert world.a.word in zip_text(export_person(world.people["mentee"]))


def bare(response, path: str) -> tuple:
    """An answer without what is new in each (the form's token) or is only what was asked for (the address itself)."""
    text = response.content.decode().replace(path, "")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    headers = {key: value for key, value in response.headers.items() if key not in ("Content-Length", "Set-Cookie")}
    return response.status_code, sorted(headers.items()), text


def digest() -> dict[str, str]:
    """One hash a table over all its rows."""
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(set(registry.tables()) - UNTOUCHED):
            cursor.execute(f'select coalesce(string_agg(row::text, chr(10) order by row::text), $$$$) from "{name}" as row')
            found[name] = hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()
    return found


def foreign_addresses(world) -> list[tuple[str, str, str]]:
    """(name, address in world b, address of nothing) for every address with something of a programme in it."""
    theirs = world.b.keys()
    found = []
    for name, keys in addresses().items():
        if not keys or not set(keys) <= set(theirs):
            continue
        found.append((name, path_of(name, theirs), path_of(name, NOWHERE)))
        # The foreign row under one's own programme's address.
        if "slug" in keys and len(keys) > 1:
            mixed = theirs | {"slug": world.a.programme.slug}
            found.append((name, path_of(name, mixed), path_of(name, NOWHERE | {"slug": world.a.programme.slug})))
    return found


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_foreign_and_what_does_not_exist_answer_alike_and_nothing_changes(db, method):
    world = build()
    client = Client(raise_request_exception=False)
    before, differ = digest(), []
    with_body = {entry: page.body for entry, page in TABLE.items() if page.body and " | " not in entry}
    for actor in ("stranger", "mentee", "organiser", "deputy", "admin"):
        for name, theirs, nowhere in foreign_addresses(world):
            body = with_body[name](world) if name in with_body else None
            there = bare(ask(client, world.cookies[actor], method, theirs, body), theirs)
            nothing = bare(ask(client, world.cookies[actor], method, nowhere, body), nowhere)
            if there != nothing or there[0] not in (404, 405):
                differ.append(f"{name} {theirs} as {actor}: {there[0]}, and {nothing[0]} where there is nothing")
    assert not differ, "\n".join(differ)
    assert digest() == before


def test_foreign_rows_named_in_a_form_are_not_found_either(db):
    """Ids travel in bodies too: another programme's mentor, staff, people and lived items under one's own address."""
    world = build()
    client = Client(raise_request_exception=False)
    a, b = world.a, world.b
    tries = [
        ("organiser", "matches:swap", {"match_id": a.unheard.pk}, {"mentor": b.mentor.pk}),
        ("organiser", "matches:approve_many", {}, {"run": b.run.pk, "match": [b.unheard.pk]}),
        ("organiser", "matches:approve_many", {}, {"run": a.run.pk, "match": [b.unheard.pk]}),
        ("organiser", "programmes:remove_staff", {}, {"staff": b.programme.staff.first().pk}),
        ("organiser", "programmes:invite", {}, {"person": [b.mentee.external_id, b.mentor.external_id]}),
        ("mentee", "programmes:my_lived", {}, {"item": b.mentee.profile.lived.first().pk, "answer": "remove"}),
        ("mentee", "programmes:my_lived", {}, {"item": a.mentor.profile.lived.first().pk, "answer": "no"}),
    ]
    before = digest()
    found = []
    for actor, name, keys, body in tries:
        response = ask(client, world.cookies[actor], "POST", path_of(name, world.keys | keys), body)
        found.append((name, response.status_code))
        assert b.word not in unpacked(response)
    after = digest()
    assert {name for name in before if before[name] != after[name]} == set(), found


def test_what_is_sensitive_is_read_by_its_person_and_by_the_other_of_the_pair_alone(db):
    """Organisers and deputies find it on no page, in no export; people of other pairs neither."""
    world = build()
    client = Client(raise_request_exception=False)
    secret = f"{world.a.word} sensitive thing"
    # Everybody else has an item of that name too: it is read on their own pages, so their own are taken away.
    for place in (world.a.both, world.a.other_mentee):
        place.profile.lived.filter(is_sensitive=True).delete()
    found = []
    for name in addresses():
        for asked in ("", *(text.format(match_id=world.a.offered.pk, mentor=world.a.mentor.pk) for text in ASKED.get(name, ()))):
            for actor in ("organiser", "deputy", "both", "other_mentee", "admin", "stranger", "anonymous"):
                if secret in unpacked(ask(client, world.cookies[actor], "GET", path_of(name, world.keys) + asked)):
                    found.append(f"{name}{asked} as {actor}")
    assert found == []
    assert secret in unpacked(ask(client, world.cookies["mentee"], "GET", path_of("programmes:my_place", world.keys)))


# What the two of a pair say to each other, and of a meeting, as the world keeps it: "{word} thanks" and so on.
BETWEEN_TWO = ("thanks", "reached", "question", "words", "prices.txt", "list of prices", "title", "reason to cancel")


def test_no_word_of_two_people_reaches_a_page_of_whoever_runs_the_programme(db):
    """P20: organisers, deputies and administrators see that something happened, never what was said; the two read it."""
    world = build()
    client = Client(raise_request_exception=False)
    secrets = [f"{world.a.word} {what}" for what in BETWEEN_TWO]
    keys = world.keys | {"match_id": world.a.over.pk}
    found, n_read, own = [], 0, ""
    for name in addresses():
        for path in {path_of(name, world.keys), path_of(name, keys)}:
            for asked in ("", *(text.format(match_id=world.a.over.pk, mentor=world.a.mentor.pk) for text in ASKED.get(name, ()))):
                for actor in ("organiser", "deputy", "admin"):
                    text = unpacked(ask(client, world.cookies[actor], "GET", path + asked))
                    n_read += 1
                    found += [f"{path}{asked} as {actor}: {secret}" for secret in secrets if secret in text]
    assert found == []
    assert n_read > 300
    for name in ("matches:pair", "matches:farewell"):
        own += unpacked(ask(client, world.cookies["mentee"], "GET", path_of(name, keys)))
        own += (
            unpacked(ask(client, world.cookies["mentor"], "GET", path_of(name, world.keys | {})))
            if name == "matches:pair"
            else ""
        )
    assert {secret for secret in secrets if secret in own} >= {
        f"{world.a.word} {what}" for what in ("thanks", "reached", "question")
    }
