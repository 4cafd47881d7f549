"""Secrets at rest: sealed in the database, opened for Python, and sealed anew while the old key still opens."""

import os
import stat

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from mentes.cli import keys
from mentes.lib import keyring, resealing, sealed

WORDS = "She said it in confidence: قالت ذلك سرًّا."


@pytest.fixture
def folder(settings, tmp_path):
    """A data folder with a key of its own, as `mentes serve` makes it."""
    settings.SEALING_KEYS, settings.DATA = "", tmp_path
    keyring.make(tmp_path)
    return tmp_path


@pytest.fixture
def notes(db):
    """A table with one sealed column, known to rotation."""
    with isolate_apps("mentes.people"):

        class SealedNote(models.Model):
            text = sealed.SealedTextField(blank=True)

            class Meta:
                app_label = "people"
                db_table = "sealed_note_of_tests"

        with connection.schema_editor() as editor:
            editor.create_model(SealedNote)
        yield SealedNote


@pytest.fixture
def known(notes, monkeypatch):
    column = resealing.Column(notes._meta.db_table, "id", "bigint", "text")
    monkeypatch.setattr(resealing, "columns", lambda: [column])
    return notes


def raw(notes) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"select text from {notes._meta.db_table} order by id")
        return [text for (text,) in cursor.fetchall()]


def test_what_is_sealed_can_be_opened_and_says_nothing(folder):
    once, twice = sealed.seal(WORDS), sealed.seal(WORDS)
    assert once != twice
    assert sealed.open_sealed(once) == sealed.open_sealed(twice) == WORDS
    assert "confidence" not in once


def test_the_keys_are_for_this_account_alone_and_drawn_once(folder):
    path = folder / keyring.FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_text()
    keyring.make(folder)
    assert path.read_text() == before
    assert [name for name in os.listdir(path.parent) if name.startswith("draft")] == []


def test_without_a_key_nothing_is_kept_in_the_open(settings, tmp_path):
    settings.SEALING_KEYS, settings.DATA = "", tmp_path
    with pytest.raises(sealed.CannotOpen, match="no sealing key"):
        sealed.seal(WORDS)


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-3], lambda s: s[:30] + ("A" if s[30] != "A" else "B") + s[31:], lambda s: "x" + s]
)
def test_what_was_changed_is_not_opened(folder, spoil):
    with pytest.raises(sealed.CannotOpen):
        sealed.open_sealed(spoil(sealed.seal(WORDS)))


def test_a_damaged_file_names_its_wrong_lines(folder):
    (folder / keyring.FILE).write_text(f"{keyring.new_key()}\nshort\n{keyring.new_key()}\nkey\n")
    with pytest.raises(ValueError, match="number 2, 4"):
        sealed.keys()


def test_the_column_holds_tokens_and_python_words(folder, notes):
    notes.objects.create(text=WORDS)
    notes.objects.create(text="")
    assert [note.text for note in notes.objects.order_by("pk")] == [WORDS, ""]
    assert list(notes.objects.order_by("pk").values_list("text", flat=True)) == [WORDS, ""]
    kept = raw(notes)
    assert "confidence" not in kept[0]
    assert kept[1] == ""


def test_the_database_is_not_asked_to_look_into_it(folder, notes):
    with pytest.raises(FieldError, match="sealed"):
        notes.objects.filter(text=WORDS).exists()
    assert not notes.objects.filter(text__isnull=True).exists()


def test_after_rotation_the_new_key_alone_opens_everything_and_before_it_nothing(folder, known):
    known.objects.bulk_create([known(text=f"{WORDS} {number}") for number in range(50)])
    before = raw(known)
    new = resealing.add_key()
    newest = sealed.keys()[:1]
    for value in before:
        with pytest.raises(sealed.CannotOpen):
            sealed.open_with(newest, value)
    assert resealing.reseal() == 50
    assert [sealed.open_with(newest, value) for value in raw(known)] == [f"{WORDS} {number}" for number in range(50)]
    assert resealing.count_by_key() == {new: 50}
    assert resealing.reseal() == 0


def test_rotation_goes_through_more_rows_than_it_takes_at_once(folder, known, monkeypatch):
    monkeypatch.setattr(resealing, "AT_ONCE", 7)
    known.objects.bulk_create([known(text=str(number)) for number in range(20)])
    resealing.add_key()
    assert resealing.reseal() == 20


def test_what_somebody_changes_meanwhile_stays_changed(folder, known, monkeypatch):
    note = known.objects.create(text="before")
    resealing.add_key()
    opened = sealed.open_with

    def slowly(kept, value):
        known.objects.filter(pk=note.pk).update(text="meanwhile")
        return opened(kept, value)

    monkeypatch.setattr(sealed, "open_with", slowly)
    assert resealing.reseal() == 0
    note.refresh_from_db()
    assert note.text == "meanwhile"


def test_rotation_finds_every_sealed_column_by_itself(folder):
    from django.apps import apps

    there = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, sealed.SealedTextField)
    }
    assert {(column.table, column.name) for column in resealing.columns()} == there


def test_old_keys_are_taken_away_only_when_nothing_needs_them(folder, known, capsys):
    known.objects.create(text=WORDS)
    resealing.add_key()
    with pytest.raises(Exception, match="minutes ago"):
        keys._forget()
    assert len(sealed.keys()) == 2
    os.utime(folder / keyring.FILE, (0, 0))
    assert keys._forget() == 0
    assert len(sealed.keys()) == 1
    assert known.objects.get().text == WORDS


def test_keys_of_the_environment_win_and_are_never_written(folder, known, settings, capsys):
    first = sealed.keys()[0]
    known.objects.create(text=WORDS)
    new = keyring.new_key()
    settings.SEALING_KEYS = f"{new},{first}"
    assert keys._rotate() == 0
    assert resealing.count_by_key() == {keyring.name_of(new): 1}
    assert keyring.read(folder) == (first,)
    with pytest.raises(Exception, match="take the old ones out"):
        keys._forget()


def test_the_command_says_what_cannot_be_read_any_more(folder, known, capsys):
    known.objects.create(text=WORDS)
    assert keys._show() == 0
    keyring.write(folder, (keyring.new_key(),))
    assert keys._show() == 1
    assert "cannot be read" in capsys.readouterr().out
