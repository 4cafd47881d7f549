"""The first guess at a foreign header is right for the layouts people bring, in six languages."""

import pytest

from mentes.engines.roster import Take, guess_map, map_to_table, native_columns, read_map, read_people, read_table
from mentes.engines.roster.columns import NATIVE, fold
from mentes.engines.roster.synonyms import HEADERS
from mentes.engines.roster.tests.samples import csv_file


def guess(*lines: str, name: str = "people.csv"):
    return guess_map(read_table(name, csv_file(*lines)))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Nombre;Correo electrónico;Rol;Idiomas;Zona horaria", "name email role languages time_zone"),
        ("Nome completo;Endereço de e-mail;Papel;Fuso horário;Vagas", "name email role time_zone capacity"),
        ("Prénom;Nom;Adresse e-mail;Rôle;Langues;Fuseau horaire", "name email role languages time_zone"),
        ("Vorname;Nachname;E-Mail-Adresse;Rolle;Sprachen;Zeitzone", "name email role languages time_zone"),
        ("الاسم;البريد;الدور;اللغات;المنطقة الزمنية", "name email role languages time_zone"),
        ("First name;Last name;Email address;Skills to learn;Expertise;Line manager", "name email offers seeks manager_id"),
        ("ID;Name;Role;Offers", "id name role offers"),
    ],
)
def test_headers_in_six_languages_are_known(header, columns):
    found = guess(header, ";".join("x" for _ in header.split(";")))
    assert {g.column for g in found.guesses} == set(columns.split())


def test_a_guess_says_how_sure_it_is_and_why():
    found = guess("id,Rolle,First name,Surname,Email adress,City", "1,mentor,Rosa,Quispe,r@x.org,Cusco")
    assert {(g.column, g.headers, g.reason) for g in found.guesses} == {
        ("id", ("id",), "exact_name"),
        ("role", ("Rolle",), "synonym"),
        ("name", ("First name", "Surname"), "joined_names"),
        ("email", ("Email adress",), "similar_name"),
    }
    sure = {g.column: g.confidence for g in found.guesses}
    assert 1.0 == sure["id"] > sure["role"] > sure["email"] > 0.5


def test_columns_nobody_can_name_are_told_by_what_they_hold():
    rows = ["r@x.org,mentee,Africa/Accra", "a@x.org,Mentor,UTC", "b@x.org,both,Europe/Rome"]
    found = guess("A,B,C", *rows, "c@x.org,both,Asia/Tokyo", "d@x.org,both,Asia/Tokyo")
    assert {(g.column, g.headers, g.reason) for g in found.guesses} == {
        ("email", ("A",), "values"),
        ("role", ("B",), "values"),
        ("time_zone", ("C",), "values"),
    }


def test_a_guessed_map_imports_a_file_that_fits():
    lines = ["Vorname,Nachname,E-Mail-Adresse,Rolle,Sprachen,Kapazität", 'Rosa,Quispe,r@x.org,Mentorin,"Deutsch, English",2']
    table = read_table("leute.csv", csv_file(*lines))
    (rosa,) = read_people([("leute.csv", csv_file(*lines))], guess_map(table)).people
    assert (rosa.name, rosa.role, rosa.languages, rosa.capacity) == ("Rosa Quispe", "mentor", ("de", "en"), 2)


def test_the_name_of_a_file_tells_the_role_of_its_people():
    found = guess("email,both mentor and mentee", "a@x.org,yes", "b@x.org,no", name="Mentors 2026.csv")
    assert found.common.defaults == {"role": "mentor"}
    assert found.common.values["role"] == {"yes": "both", "no": ""}
    assert guess("email", "a@x.org", name="mentors-and-mentees.csv").common.defaults == {}


def test_no_header_is_used_twice_and_a_strange_one_not_at_all():
    found = guess("name,Full name,shoe size,", "a,b,43,", name="x.csv")
    assert found.common.columns == {"name": Take(("name",))}


def test_a_guess_can_be_stored_and_read_back():
    found = guess("Nombre;Correo;Rol", "Rosa;r@x.org;mentora")
    again = read_map(map_to_table(found))
    assert (again.common, again.files) == (found.common, found.files)


def test_a_yes_in_another_language_is_a_choice_to_be_matched_by_hand():
    found = guess("id,Rol,A mano", "1,mentora,sí", "2,mentora,no")
    assert found.common.columns["by_hand"] == Take(("A mano",))
    assert found.common.values["by_hand"] == {"sí": "yes"}


def test_no_foreign_header_means_two_columns():
    seen: dict[str, str] = {}
    for column, names in HEADERS.items():
        assert column in NATIVE or column in ("first_name", "last_name")
        for name in names:
            assert seen.setdefault(fold(name), column) == column, name


def test_every_native_column_can_be_listed_with_a_good_example():
    columns = native_columns()
    assert [column.name for column in columns if column.is_required] == ["id", "role"]
    header, row = [column.name for column in columns], [column.example for column in columns]
    known = {"m-004": "Idris Bello", "m-009": "Ama Owusu"}
    people = read_people([("x.csv", csv_file("\t".join(header), "\t".join(row)))], known=known).people
    assert people[0].wishes == ("m-004", "m-009")
    assert people[0].time_zone == "Africa/Accra"
