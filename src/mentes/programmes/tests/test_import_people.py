"""Importing people: nobody twice, nothing lost that a person said themselves, all or nothing."""

import datetime as dt

import pytest

from mentes.engines.roster import read_people
from mentes.people.models import Person
from mentes.people.roster_bridge import BadRoster
from mentes.programmes import actions
from mentes.programmes.models import ImportRun, Participation, Upload
from mentes.programmes.rows import places_to_csv, with_answers
from mentes.testing import NOW, make_participation, make_person, make_programme, restore_vocabulary
from mentes.trust.models import AuditEntry, Consent

FILE = """id,name,email,role,offers,seeks,goals,languages,time_zone,hours,capacity,lived,shoe size
m1,Henrik Dahl,henrik@example.org,mentor,pricing:3; stock,,,nb; en,Europe/Oslo,Mon 17:00-19:00,2,first in the family to study,44
e1,Petra Novák,petra@example.org,mentee,,pricing:1,To sell more.,cs; en,Europe/Prague,Tue 08:00-10:00,,,38
"""


@pytest.fixture(autouse=True)
def vocabulary(db):
    """An earlier test that commits has swept it away."""
    restore_vocabulary()


def test_people_arrive_with_everything_the_file_says(cast, import_text):
    run = import_text(FILE)
    henrik = Participation.objects.get(programme=cast.programme, external_id="m1")
    assert (run.n_added, run.n_updated, run.n_unchanged, run.n_left) == (2, 0, 0, 0)
    assert (henrik.role, henrik.capacity, henrik.person.email) == ("mentor", 2, "henrik@example.org")
    assert henrik.profile.languages == ["nb", "en"]
    assert henrik.profile.hours == [[1020, 1140]]
    assert henrik.profile.extra == {"shoe size": "44"}
    assert [(one.topic.name, one.level) for one in henrik.profile.topics.all()] == [("Pricing", 3), ("Stock", None)]
    assert henrik.profile.lived.get().volunteered_at == NOW
    assert henrik.person.time_zone == "Europe/Oslo"
    assert not henrik.person.has_usable_password()
    assert AuditEntry.objects.filter(action="people.imported", subject_id=str(run.pk), actor_id=cast.cleo.pk).exists()
    assert not Upload.objects.exists()


def test_wishes_name_people_of_the_file_or_of_the_programme_and_are_kept_as_ids(cast, import_text):
    import_text(FILE)
    import_text(f"id,role,name,wishes\nm2,mentor,Yuki Tanabe,Petra Novák; {cast.ama_place.external_id}\n")
    assert Participation.objects.get(external_id="m2").wishes == ["e1", cast.ama_place.external_id]
    with pytest.raises(BadRoster) as caught:
        import_text("id,role,wishes\nm3,mentor,Nobody\n")
    assert [found.code for found in caught.value.faults] == ["wish_unknown"]


def test_importing_the_same_file_again_changes_nothing(import_text):
    import_text(FILE)
    again = import_text(FILE)
    assert (again.n_added, again.n_updated, again.n_unchanged) == (0, 0, 2)
    assert not again.changes.exists()


def test_a_changed_row_updates_and_the_change_is_kept(cast, import_text):
    import_text(FILE)
    run = import_text(FILE.replace("To sell more.", "To sell more for more."))
    change = run.changes.get()
    assert (run.n_updated, run.n_unchanged) == (1, 1)
    assert (change.before, change.after) == ({"goals": "To sell more."}, {"goals": "To sell more for more."})


def test_columns_the_file_does_not_have_stay_as_they_were(cast, import_text):
    import_text(FILE)
    import_text("id,role,organisation\nm1,mentor,Dahl AS\n")
    henrik = Participation.objects.get(external_id="m1")
    assert henrik.profile.organisation == "Dahl AS"
    assert henrik.profile.name == "Henrik Dahl"
    assert henrik.profile.topics.count() == 2


def test_those_missing_from_the_file_are_marked_left_only_when_asked(cast, import_text):
    import_text(FILE)
    one = "\n".join(FILE.splitlines()[:2])
    assert import_text(one).n_left == 0
    assert import_text(one, mark_missing_as_left=True).n_left == 3
    assert Participation.objects.get(external_id="e1").status == "left"
    back = import_text(FILE)
    assert back.n_updated == 1
    assert Participation.objects.get(external_id="e1").status == "active"


def test_an_account_is_found_by_its_address_and_profiles_stay_apart(cast, import_text):
    elsewhere = make_programme("Second Harbour")
    henrik = make_person("Henrik Dahl", email="henrik@example.org")
    make_participation(henrik, elsewhere, "mentee", goals="Only for the other programme.")
    import_text(FILE.replace("henrik@", "Henrik@"))
    place = Participation.objects.get(programme=cast.programme, external_id="m1")
    assert place.person == henrik
    assert place.profile.goals == ""
    assert henrik.profiles.count() == 2
    assert henrik.profiles.get(participation__programme=elsewhere).goals == "Only for the other programme."


def test_a_sensitive_item_waits_for_the_person_to_say_yes(cast, import_text):
    map_table = {"lived": [{"column": "identity", "sensitive": True}]}
    import_text("id,role,identity\nx1,mentee,deaf\n", file_map=map_table)
    item = Participation.objects.get(external_id="x1").profile.lived.get()
    assert item.is_sensitive
    assert item.volunteered_at is None
    # The organiser's own export leaves it out; importing that again must not take it away.
    import_text("id,role,lived\nx1,mentee,\n")
    assert Participation.objects.get(external_id="x1").profile.lived.get().name == "deaf"


def test_what_a_person_answered_themselves_stays_against_the_file(cast, import_text):
    import_text(FILE)
    place = Participation.objects.get(external_id="e1")
    actions.change_place(place, {"goals": "My own words."}, by=place.person, now=NOW)
    actions.add_lived(place, "moved country", is_sensitive=False, counts=True, by=place.person, now=NOW)
    run = import_text(FILE.replace("To sell more.", "Other words.").replace("Europe/Prague", "Europe/Vienna"))
    place = Participation.objects.get(external_id="e1")
    assert place.profile.goals == "My own words."
    assert place.profile.time_zone == "Europe/Vienna"
    assert place.profile.lived.get().name == "moved country"
    assert run.n_updated == 1
    assert Consent.objects.get(person=place.person).is_given


def test_an_organisers_hand_does_not_count_as_the_persons_own(cast, import_text):
    import_text(FILE)
    place = Participation.objects.get(external_id="e1")
    actions.change_place(place, {"goals": "Typed by Cleo."}, by=cast.cleo, now=NOW)
    import_text(FILE)
    assert Participation.objects.get(external_id="e1").profile.goals == "To sell more."


def test_one_wrong_cell_stops_everything_and_every_wrong_cell_is_named(cast, import_text):
    text = FILE.replace("Mon 17:00-19:00", "Someday").replace("Europe/Prague", "Prague")
    with pytest.raises(BadRoster) as bad:
        import_text(text)
    assert [(found.row, found.column) for found in bad.value.faults] == [(2, "hours"), (3, "time_zone")]
    assert cast.programme.participations.count() == 2
    assert not ImportRun.objects.exists()


def test_bad_rows_are_left_out_when_asked_and_the_log_says_where_without_what(import_text):
    run = import_text(FILE.replace("Mon 17:00-19:00", "a secret"), skip_bad_rows=True)
    assert run.n_added == 1
    assert run.left_out == [{"place": "people.csv:2:hours", "code": "hours_shape"}]


def test_what_the_tables_cannot_hold_is_a_fault_and_no_crash(import_text):
    with pytest.raises(BadRoster) as bad:
        import_text(f"id,role,name,capacity,seeks,city\nx,both,{'n' * 201},5000,{'t' * 201},{'c' * 121}\n")
    assert sorted(found.column for found in bad.value.faults) == ["capacity", "city", "name", "seeks"]


def test_two_rows_with_one_address_are_one_fault(cast, import_text):
    with pytest.raises(BadRoster) as bad:
        import_text("id,role,email\nx,mentor,a@example.org\ny,mentee,a@example.org\n")
    assert [(found.row, found.code) for found in bad.value.faults] == [(3, "email_taken")]


def test_a_renumbered_person_is_the_same_person(cast, import_text):
    import_text(FILE)
    run = import_text(FILE.replace("m1,", "staff-17,"))
    assert (run.n_added, run.n_updated) == (0, 1)
    assert Participation.objects.get(external_id="staff-17").person.email == "henrik@example.org"


def test_a_corrected_address_moves_before_the_first_sign_in_and_never_after(cast, import_text):
    import_text(FILE)
    import_text(FILE.replace("henrik@", "h.dahl@"))
    henrik = Person.objects.get(email="h.dahl@example.org")
    assert not Person.objects.filter(email="henrik@example.org").exists()
    henrik.last_login = NOW
    henrik.save()
    run = import_text(FILE.replace("henrik@", "stranger@"))
    assert run.n_unchanged == 2
    assert Participation.objects.get(external_id="m1").person.email == "h.dahl@example.org"
    assert not Person.objects.filter(email="stranger@example.org").exists()


def test_an_organiser_cannot_readdress_an_account_that_lives_elsewhere_too(cast, import_text):
    henrik = make_person("Henrik Dahl", email="henrik@example.org")
    make_participation(henrik, make_programme("Second Harbour"), "mentor")
    import_text(FILE)
    import_text(FILE.replace("henrik@", "other@"))
    henrik.refresh_from_db()
    assert henrik.email == "henrik@example.org"
    assert Participation.objects.get(external_id="m1").person.email == "other@example.org"


def test_people_without_an_address_have_a_place_all_the_same(cast, import_text):
    import_text("id,role,name\na,mentor,Ada\nb,mentee,Bo\n")
    assert Participation.objects.get(external_id="a").person.email is None
    import_text("id,role,name,email\na,mentor,Ada,ada@example.org\nb,mentee,Bo,\n")
    assert Participation.objects.get(external_id="a").person.email == "ada@example.org"
    assert Participation.objects.get(external_id="b").person.email is None


def test_several_files_with_a_map_of_their_own_roles(cast):
    files = [("mentors.csv", b"id,skills\nm,pricing\n"), ("mentees.csv", b"id,wants to learn\ne,pricing\n")]
    upload = actions.create_upload(cast.programme, files, by=cast.cleo)
    map_table = {
        "files": {
            "mentors.csv": {"role": "mentor", "columns": {"offers": "skills"}},
            "mentees.csv": {"role": "mentee", "columns": {"seeks": "wants to learn"}},
        }
    }
    run = actions.import_people(upload, by=cast.cleo, now=NOW, file_map=map_table)
    assert run.n_added == 2
    assert Participation.objects.get(external_id="e").role == "mentee"


def test_uploads_nobody_imported_go_after_a_day(cast):
    actions.create_upload(cast.programme, [("../../a[1].csv", b"x")], by=cast.cleo)
    assert Upload.objects.get().files[0]["name"] == "a_1_.csv"
    Upload.objects.update(created_at=NOW - dt.timedelta(hours=25))
    assert actions.drop_old_uploads(NOW) == 1


def test_a_topic_said_in_another_language_is_the_shared_one_and_stays_so_when_imported_again(cast, import_text):
    file = FILE.replace("pricing:3; stock", "Precios:3; pricing; Existencias")
    import_text(file)
    again = import_text(file)
    henrik = Participation.objects.get(programme=cast.programme, external_id="m1")
    assert [(one.topic.key, one.level) for one in henrik.profile.topics.all()] == [("pricing", 3), ("stock", None)]
    assert (again.n_updated, again.n_unchanged) == (0, 2)


def test_the_file_says_who_is_matched_by_hand_and_never_changes_anybody_s_choice(cast, import_text):
    run = import_text("id,role,by_hand\nm1,mentor,yes\ne1,mentee,\n")
    places = {place.external_id: place for place in Participation.objects.filter(programme=cast.programme)}
    assert (places["m1"].by_hand_since, places["e1"].by_hand_since) == (run.at, None)
    again = import_text("id,role,by_hand\nm1,mentor,no\ne1,mentee,yes\n")
    assert (again.n_updated, again.n_unchanged) == (0, 2)
    places = {place.external_id: place for place in Participation.objects.filter(programme=cast.programme)}
    assert (places["m1"].by_hand_since, places["e1"].by_hand_since) == (run.at, None)


def test_what_is_saved_carries_the_choice_to_the_command_line(cast):
    cast.rosa_place.by_hand_since = NOW
    cast.rosa_place.save(update_fields=["by_hand_since"])
    text = places_to_csv(with_answers(Participation.objects.filter(programme=cast.programme)))
    people = read_people([("people.csv", text.encode())]).people
    assert {person.id: person.by_hand for person in people} == {
        cast.rosa_place.external_id: True,
        cast.ama_place.external_id: False,
    }
