"""P12: private notes are sealed with a key of one's own; keys can be changed; the text is nowhere but before its writer."""

import io
import logging
import subprocess
import time
import zipfile

import pytest
from django.core.management import call_command
from django.db import connection

from mentes.bonds import private
from mentes.bonds.actions import noting
from mentes.bonds.models import NoteKey, PrivateNote
from mentes.bonds.tests.conftest import Bond, after
from mentes.lib import keyring, resealing, sealed
from mentes.lib.postgres.binaries import find_binaries
from mentes.testing import NOW
from mentes.trust.actions import erase_person, export_person

SECRET = "quizzaciously sealed"


def write(cast, by, text=SECRET):
    return noting.write_note(cast.bond, text, by=by, now=after())


def dump_of_database() -> str:
    """What pg_dump writes, indexes and large objects included: the test's own rows are committed first."""
    at = connection.settings_dict
    address = ["--host", at["HOST"], "--port", str(at["PORT"]), "--username", at["USER"], at["NAME"]]
    return subprocess.run(
        [find_binaries() / "pg_dump", *address], capture_output=True, text=True, check=True, env={"PGPASSWORD": at["PASSWORD"]}
    ).stdout


def test_only_the_writer_reads_a_note(cast, client):
    note = write(cast, cast.ama)
    client.force_login(cast.ama)
    address = f"/matches/{cast.bond.pk}/private-notes/"
    assert SECRET in client.get(address).content.decode()
    assert SECRET in client.get(f"/private-notes/{note.pk}/").content.decode()
    client.force_login(cast.rosa)
    assert SECRET not in client.get(address).content.decode()
    for person in (cast.rosa, cast.cleo, cast.dov):
        client.force_login(person)
        assert client.get(f"/private-notes/{note.pk}/").status_code == 404
        assert client.post(f"/private-notes/{note.pk}/", {"text": "mine now"}).status_code == 404
        assert client.post(f"/private-notes/{note.pk}/remove/").status_code == 404
    assert private.open_for(cast.ama, [PrivateNote.objects.get().sealed]) == [SECRET]


def test_a_note_is_changed_and_removed_by_its_writer(cast, client):
    client.force_login(cast.ama)
    client.post(f"/matches/{cast.bond.pk}/private-notes/", {"text": SECRET})
    note = PrivateNote.objects.get()
    client.post(f"/private-notes/{note.pk}/", {"text": "something else"})
    assert private.open_for(cast.ama, [PrivateNote.objects.get().sealed]) == ["something else"]
    client.post(f"/private-notes/{note.pk}/remove/")
    assert not PrivateNote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_plaintext_lies_in_a_dump_a_log_the_history_or_the_search(client, caplog):
    """The whole database as pg_dump writes it: tables, the audit log, letters, texts' vectors and indexes for searching."""
    cast = Bond()
    caplog.set_level(logging.DEBUG)
    client.force_login(cast.ama)
    client.post(f"/matches/{cast.bond.pk}/private-notes/", {"text": f"{SECRET} and a needle"})
    note = PrivateNote.objects.get()
    client.post(f"/private-notes/{note.pk}/", {"text": SECRET})
    client.get(f"/matches/{cast.bond.pk}/private-notes/")
    dump = dump_of_database()
    assert "gAAAA" in dump, "the dump holds what is sealed, else this test says nothing"
    assert str(note.pk) in dump
    assert cast.ama.name in dump, "other texts are readable in it"
    for piece in ("quizzaciously", "needle", SECRET):
        assert piece not in dump
        assert piece not in caplog.text


def test_the_key_of_the_installation_alone_opens_keys_and_the_keys_open_notes(cast):
    note = write(cast, cast.ama)
    with connection.cursor() as cursor:
        cursor.execute("select key from bonds_notekey where person_id = %s", [cast.ama.pk])
        kept = cursor.fetchone()[0]
    own_key = sealed.open_sealed(kept)
    assert own_key not in kept
    assert sealed.open_with([own_key], note.sealed) == SECRET
    with pytest.raises(sealed.CannotOpen):
        sealed.open_with(sealed.keys(), note.sealed)


def test_without_the_key_nothing_that_a_backup_holds_can_be_read(cast):
    """Erasure takes the key: rows that a backup still has stay shut, the other's notes stay open."""
    mine, hers = write(cast, cast.ama), write(cast, cast.rosa)
    before = mine.sealed
    assert SECRET in export_text(cast.ama)
    erase_person(cast.ama, by=cast.ama, now=after(1))
    assert not NoteKey.objects.filter(person=cast.ama).exists()
    assert not PrivateNote.objects.filter(pk=mine.pk).exists()
    with pytest.raises(sealed.CannotOpen):
        private.open_of_copy(before)
    assert private.open_for(cast.rosa, [hers.sealed]) == [SECRET]


def export_text(person) -> str:
    with zipfile.ZipFile(io.BytesIO(export_person(person))) as archive:
        return archive.read("data.json").decode()


def test_rotating_the_installations_key_opens_every_note_with_the_new_one_alone(cast, settings):
    write(cast, cast.ama)
    write(cast, cast.rosa, "hers")
    old, new = settings.SEALING_KEYS, keyring.new_key()
    settings.SEALING_KEYS = f"{new},{old}"
    assert resealing.reseal() >= 2
    settings.SEALING_KEYS = new
    assert private.open_for(cast.ama, PrivateNote.objects.filter(person=cast.ama).values_list("sealed", flat=True)) == [SECRET]
    assert private.open_for(cast.rosa, PrivateNote.objects.filter(person=cast.rosa).values_list("sealed", flat=True)) == ["hers"]


def test_renewing_keys_seals_every_note_anew_and_the_old_key_opens_none(cast):
    write(cast, cast.ama)
    old_key, before = NoteKey.objects.get(person=cast.ama).key, PrivateNote.objects.get().sealed
    call_command("renew_note_keys")
    note = PrivateNote.objects.get()
    assert note.sealed != before
    assert private.open_for(cast.ama, [note.sealed]) == [SECRET]
    with pytest.raises(sealed.CannotOpen):
        sealed.open_with([old_key], note.sealed)


def test_ten_thousand_notes_are_renewed_within_seconds(cast, capsys):
    """P12's number on a calm machine is a second; the test leaves room for a busy one and prints what it took."""
    text = "What struck me today: " + "a price is a sentence that one has to say. " * 5
    own = private.key_of(cast.ama)
    PrivateNote.objects.bulk_create(
        PrivateNote(person=cast.ama, match=cast.bond, sealed=sealed.seal_with(own.key, text), written_at=NOW, changed_at=NOW)
        for _ in range(10_000)
    )
    at = time.process_time(), time.perf_counter()
    assert noting.renew_note_keys() == (1, 10_000)
    cpu, wall = time.process_time() - at[0], time.perf_counter() - at[1]
    with capsys.disabled():
        print(f"\n10,000 notes of {len(text)} letters sealed anew: {wall:.2f} s, of which {cpu:.2f} s in this process")
    assert cpu < 3
    opened = private.open_for(cast.ama, PrivateNote.objects.values_list("sealed", flat=True))
    assert opened == [text] * 10_000
