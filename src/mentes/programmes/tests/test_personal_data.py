"""Export and erasure in this room: a place is emptied, never deleted under somebody else's match."""

from mentes.programmes import actions
from mentes.programmes.models import ImportChange, ImportRun, Participation
from mentes.testing import NOW
from mentes.trust.registry import Class, tables


def erase(person):
    mine = [table for table in tables().values() if table.name.startswith("programmes_") and table.rows_of]
    for table in sorted(mine, key=lambda table: table.order):
        if table.erase:
            table.erase(person)
        else:
            table.rows_of(person).delete()


def test_every_column_of_this_room_is_classed():
    for model in (ImportChange, ImportRun, Participation):
        classed = tables()[model._meta.db_table].columns
        assert set(classed) == {field.column for field in model._meta.local_concrete_fields}


def test_an_erased_person_leaves_an_empty_place_and_no_trace_of_their_id(cast, import_text):
    cast.rosa_place.not_with = [cast.ama_place.external_id, "z"]
    cast.rosa_place.wishes = ["y", cast.ama_place.external_id]
    cast.rosa_place.manager_external_id = cast.ama_place.external_id
    cast.rosa_place.save()
    ama_id = cast.ama_place.external_id
    import_text(f"id,role,goals\n{ama_id},mentee,Changed by file.\n")
    assert ImportChange.objects.filter(participation=cast.ama_place).exists()
    erase(cast.ama)
    cast.ama_place.refresh_from_db()
    cast.rosa_place.refresh_from_db()
    assert cast.ama_place.status == "left"
    assert ama_id not in cast.ama_place.external_id
    assert cast.rosa_place.wishes == ["y"]
    assert (cast.rosa_place.not_with, cast.rosa_place.manager_external_id) == (["z"], "")
    assert not ImportChange.objects.filter(participation=cast.ama_place).exists()


def test_an_erased_organiser_is_no_longer_named_in_the_log_of_imports(cast, import_text):
    run = import_text("id,role\nx,mentor\n")
    actions.undo_import(run, by=cast.cleo, now=NOW)
    erase(cast.cleo)
    run.refresh_from_db()
    assert (run.by, run.undone_by) == (None, None)


def test_what_a_person_said_of_their_place_is_theirs_to_take_along():
    columns = tables()[Participation._meta.db_table].columns
    assert {columns[name] for name in ("role", "capacity", "wants", "not_with", "wishes")} == {Class.EXPORT}
