"""Correct people files, in every form a spreadsheet writes them, become the same people."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.roster import (
    ROLES,
    BadRoster,
    Fault,
    LivedItem,
    Source,
    TopicLevel,
    format_hours,
    read_people,
    read_table,
    write_rows,
)
from mentes.engines.roster.columns import fold
from mentes.engines.roster.csv_tables import find_delimiter
from mentes.engines.roster.hours import WEEK, join_spans
from mentes.engines.roster.tests.samples import csv_file, one_cell

FULL = csv_file(
    "id,name,email,role,offers,seeks,goals,background,would_help,lived,lived_wish,working,languages,time_zone,hours,capacity,"
    "wants,organisation,manager_id,not_with,Grade",
    'm-1,"Quispe, Rosa",rosa@example.org,Both,pricing:3;Public speaking,Python: reading code; sql:0,"Grow.\nSlowly.",Bakery.,'
    "First shops,moved country; Moved Country;first to study,LIKE,asks first;by-call,EN;pt_br,america/lima,"
    "Mon 17:00-20:00,3,2,Harbour,a@x.org,m-7; m-8,B2",
)


def read(data: bytes, **more):
    return read_people([("people.csv", data)], **more)


def test_every_native_column_becomes_its_value():
    (person,) = read(FULL).people
    assert person.id == "m-1"
    assert person.name == "Quispe, Rosa"
    assert person.email == "rosa@example.org"
    assert person.role == "both"
    assert person.offers == (TopicLevel("pricing", 3), TopicLevel("Public speaking"))
    assert person.seeks == (TopicLevel("Python: reading code"), TopicLevel("sql", 0))
    assert person.goals == "Grow.\nSlowly."
    assert person.background == "Bakery."
    assert person.would_help == "First shops"
    assert person.lived == (LivedItem("moved country"), LivedItem("first to study"))
    assert person.lived_wish == "like"
    assert person.working == ("asks-first", "by-call")
    assert person.languages == ("en", "pt-BR")
    assert person.time_zone == "America/Lima"
    assert person.hours == ((1020, 1200),)
    assert (person.capacity, person.wants) == (3, 2)
    assert person.organisation == "Harbour"
    assert person.manager_id == "a@x.org"
    assert person.not_with == ("m-7", "m-8")
    assert person.extra == {"Grade": "B2"}
    assert person.source == Source("people.csv", 2)


def test_only_an_id_and_a_role_are_needed_and_the_rest_has_its_default():
    (person,) = read(csv_file("id,role", "7,mentee")).people
    assert (person.name, person.offers, person.hours, person.lived_wish, person.extra) == ("", (), (), "", {})
    assert (person.capacity, person.wants) == (1, 1)


def test_an_email_serves_as_id_without_its_letter_case():
    roster = read(csv_file("E-Mail,Role,manager_id", "Rosa@Example.org,mentor,BOSS@example.org"))
    assert roster.people[0].id == "rosa@example.org"
    assert roster.people[0].email == "Rosa@Example.org"
    assert roster.people[0].manager_id == "boss@example.org"


@pytest.mark.parametrize("header", ["time_zone", " Time Zone ", "TIME-ZONE", "\ufefftime zone", "time\u00a0zone", "Time__zone"])
def test_headers_are_known_however_they_are_spelt(header):
    (person,) = read(csv_file(f"{header},id,role", "UTC,1,mentor")).people
    assert person.time_zone == "UTC"


TEXT = "id;role;name;goals\n1;mentor;José Ñandú;café, té\n2;mentee;Zoë;"
ARABIC = "id,role,name\n1,mentor,روزا كيسبي\n2,mentee,אמה \u200fכהן\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_and_line_end_gives_the_same_people(encoding, newline):
    roster = read(TEXT.replace("\n", newline).encode(encoding))
    assert [person.name for person in roster.people] == ["José Ñandú", "Zoë"]
    assert roster.people[0].goals == "café, té"
    assert [notice.code for notice in roster.notices] == (["encoding_guessed"] if encoding == "cp1252" else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_names_from_right_to_left_keep_every_mark(encoding):
    roster = read(ARABIC.encode(encoding))
    assert [person.name for person in roster.people] == ["روزا كيسبي", "אמה \u200fכהן"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_is_found(delimiter):
    rows = [["id", "role", "offers", "goals"], ["1", "mentor", "a;b;c;d;e", "one, two, three, four"], ["2", "mentee", "", ""]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    (rosa, _) = read(out.getvalue().encode()).people
    assert len(rosa.offers) == 5
    assert rosa.goals == "one, two, three, four"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("id,name (first; middle; last; title)\n1,Rosa\n2,Ama\n", ","),
        ("Nombre, apellidos;Correo;Rol\nRosa Quispe;r@x.org;mentor\n", ";"),
        ("email\na@x.org\n", ","),
        ('"a;b;c",role\n1,mentor\n', ","),
        ("", ","),
        ("id\trole\n1\tmentor, of sorts; really\n", "\t"),
    ],
)
def test_signs_inside_the_header_do_not_deceive_the_search_for_the_delimiter(text, delimiter):
    assert find_delimiter(text) == delimiter


def test_the_line_that_names_the_delimiter_is_no_row():
    roster = read(b"sep=;\r\nid;role\r\n1;mentor\r\n")
    assert roster.people[0].source.row == 2


def test_row_numbers_are_those_of_a_spreadsheet():
    data = csv_file("id,role,goals", '1,mentor,"two', 'lines"', "", ",,", "2,mentee,", "", ",,")
    assert [person.source.row for person in read(data).people] == [2, 5]


def test_a_cell_of_a_megabyte_is_read_whole():
    (person,) = read(one_cell("goals", "word " * 210_000 + "end")).people
    assert len(person.goals) > 1_000_000
    assert person.goals.endswith("end")


def test_short_rows_are_filled_with_empty_cells():
    assert read(csv_file("id,role,name,goals", "1,mentor")).people[0].goals == ""


def test_what_is_impossible_for_a_role_is_kept_silently():
    roster = read(csv_file("id,role,capacity,would_help,wants", "1,mentee,4,anyone,2"))
    assert roster.people[0].capacity == 4
    assert roster.notices == ()


def test_wishes_are_ids_or_names_best_first_and_may_point_at_people_known_from_elsewhere():
    lines = csv_file("id,role,name,wishes", "1,mentor,Rosa Quispe,", "2,mentee,Ama, rosa  quispe; 9;1;Idris", "3,mentor,2,2")
    roster = read(lines, known={"9": "Noor", "8": "Idris"})
    assert [person.wishes for person in roster.people] == [(), ("1", "9", "8"), ("2",)]


def test_who_is_matched_by_hand_says_yes_and_nobody_else_is():
    roster = read(csv_file("id,role,By hand", "1,mentor,YES", "2,mentee,no", "3,mentee,"))
    assert [person.by_hand for person in roster.people] == [True, False, False]


def test_a_manager_may_be_unknown_and_an_unknown_not_with_is_only_noted():
    roster = read(csv_file("id,role,manager_id,not_with", "1,mentor,77,88;2", "2,mentee,,"))
    assert [(notice.code, notice.row, notice.params["value"]) for notice in roster.notices] == [("not_with_unknown", 2, "88")]


def test_one_address_under_two_ids_is_noted():
    roster = read(csv_file("id,role,email", "1,mentor,a@x.org", "2,mentee,A@x.org"))
    assert [notice.code for notice in roster.notices] == ["same_email"]


def test_skipped_rows_are_listed_and_the_others_read():
    roster = read(csv_file("id,role", "1,mentor", "2,chief", "1,mentee", "3,mentee"), skip_bad_rows=True)
    assert [person.id for person in roster.people] == ["1", "3"]
    assert [str(found) for found in roster.left_out] == [
        "people.csv:3:role: “chief” is not known here, write one of mentor, mentee, both",
        "people.csv:4:id: the id “1” stands already in people.csv row 2,"
        " give each person one row, or say merge = true in map.toml",
    ]


def test_the_columns_of_the_roster_are_native_ones_first_then_the_others_under_one_spelling():
    files = [("a.csv", csv_file("Grade,role,id", "B,mentor,1")), ("b.csv", csv_file("id,role,grade,city", "2,mentee,C,Cusco"))]
    roster = read_people(files)
    assert roster.columns == ("id", "role", "Grade", "city")
    assert [person.extra for person in roster.people] == [{"Grade": "B"}, {"Grade": "C", "city": "Cusco"}]


def test_a_fault_reads_as_place_what_is_wrong_what_would_be_right():
    with pytest.raises(BadRoster) as caught:
        read(one_cell("time_zone", "Africa/Acra"))
    assert str(caught.value) == (
        "people.csv:2:time_zone: “Africa/Acra” is not a time zone, write its IANA name; did you mean Africa/Accra?"
    )


def test_a_person_can_be_a_key():
    (person,) = read(FULL).people
    assert {person: 1}[person] == 1


# What a text cell can hold: any letter; white space at its ends is not kept, and NUL is in no text file.
cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30).map(str.strip)
free = cell.filter(lambda text: not text.startswith("#"))


@given(st.lists(st.tuples(free, free, free), min_size=1, max_size=8), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_is_written_is_read_back(texts, encoding):
    rows = [[str(at), "mentor", name, goals, note, at] for at, (name, goals, note) in enumerate(texts)]
    text = write_rows(["id", "role", "name", "goals", "note", "capacity"], rows, ["capacity"])
    people = read(text.encode(encoding)).people
    assert [(person.name, person.goals, person.extra["note"]) for person in people] == texts
    assert [person.capacity for person in people] == list(range(len(texts)))


topic = st.tuples(st.text("abcß éع'-=+@", min_size=1).map(str.strip).filter(bool), st.none() | st.integers(0, 4))
topics = st.lists(topic, max_size=4, unique_by=lambda pair: fold(pair[0]))
spans = st.lists(st.tuples(st.integers(0, WEEK - 1), st.integers(1, 1440)), max_size=4)


def written(pairs) -> str:
    return "; ".join(name if level is None else f"{name}:{level}" for name, level in pairs)


@given(st.sampled_from(ROLES), topics, topics, spans, st.lists(st.sampled_from(["en", "pt-BR", "zh-Hans"]), unique=True))
def test_a_whole_person_written_is_read_back(role, offers, seeks, times, languages):
    hours = join_spans((start, start + length) for start, length in times)
    header = ["id", "role", "offers", "seeks", "hours", "languages"]
    row = ["p", role, written(offers), written(seeks), format_hours(hours), ";".join(languages)]
    (person,) = read(write_rows(header, [row]).encode()).people
    assert (person.role, person.hours, person.languages) == (role, hours, tuple(languages))
    assert person.offers == tuple(TopicLevel(*pair) for pair in offers)
    assert person.seeks == tuple(TopicLevel(*pair) for pair in seeks)


def faults_of(reading) -> tuple[Fault, ...]:
    try:
        reading()
    except BadRoster as bad:
        return bad.faults
    return ()


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_one_fault(data):
    assert len(faults_of(lambda: read_table("x", data))) <= 1


@given(st.text(max_size=200))
def test_any_text_gives_people_or_faults(text):
    data = ("id,role," + text).encode("utf-8", "replace")
    assert all(isinstance(found, Fault) for found in faults_of(lambda: read(data)))
