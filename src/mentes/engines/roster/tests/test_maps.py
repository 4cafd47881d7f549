"""A map turns a foreign layout into ours, and says which of its own keys are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.roster import BadMap, BadRoster, LivedItem, TopicLevel, map_to_table, read_map, read_people
from mentes.engines.roster.columns import NATIVE
from mentes.engines.roster.tests.samples import csv_file


def read(table: dict, *lines: str, name: str = "people.csv"):
    return read_people([(name, csv_file(*lines))], read_map(table)).people


def test_several_columns_are_joined_into_one():
    table = {"columns": {"name": ["first", "last"], "goals": {"column": ["a", "b"], "join": " / "}}}
    (rosa, ama) = read(table, "id,role,first,last,a,b", "1,mentor,Rosa,Quispe,x,y", "2,mentor,Ama,,,y")
    assert (rosa.name, rosa.goals) == ("Rosa Quispe", "x / y")
    assert (ama.name, ama.goals) == ("Ama", "y")


def test_a_joined_list_stays_a_list():
    table = {"columns": {"offers": ["best", "second"], "languages": {"column": ["l1", "l2"], "split": ","}}}
    with pytest.raises(BadRoster):
        read(table, "id,role,best,second,l1,l2", "1,mentor,a:3,b,en,es")
    table["columns"]["languages"] |= {"join": ","}
    (rosa,) = read(table, "id,role,best,second,l1,l2", "1,mentor,a:3,b,en,es")
    assert rosa.offers == (TopicLevel("a", 3), TopicLevel("b"))
    assert rosa.languages == ("en", "es")


def test_words_and_items_are_translated():
    values = {
        "role": {"Mentor/in": "mentor"},
        "offers": {"Preise": "pricing"},
        "working": {"Anrufe": "by-call"},
        "band": {"G7": "7"},
    }
    (rosa,) = read({"values": values}, "id,role,offers,working,band", "1,mentor/IN,Preise:2; sql,anrufe; direct,g7")
    assert (rosa.role, rosa.working, rosa.extra) == ("mentor", ("by-call", "direct"), {"band": "7"})
    assert rosa.offers == (TopicLevel("pricing", 2), TopicLevel("sql"))


def test_defaults_fill_empty_cells_and_missing_columns():
    (rosa, ama) = read({"defaults": {"capacity": 3, "wants": 2}, "role": "mentor"}, "id,role,wants", "1,,", "2,mentee,5")
    assert (rosa.role, rosa.capacity, rosa.wants) == ("mentor", 3, 2)
    assert (ama.role, ama.capacity, ama.wants) == ("mentee", 3, 5)


def test_ignored_columns_are_read_by_nobody():
    table = {"ignore": ["Notes", "name"]}
    (rosa,) = read(table, "id,role,name,notes,Notes", "1,mentor,Rosa,private,#REF!")
    assert (rosa.name, rosa.extra) == ("", {})


def test_extra_columns_can_be_renamed():
    (rosa,) = read({"extra": {"grade": "Pay band"}}, "id,role,pay band", "1,mentor,B2")
    assert rosa.extra == {"grade": "B2"}


def test_an_order_gives_its_own_spelling_and_refuses_other_values():
    table = {"orders": {"grade": ["AA", "Grade 7"]}}
    assert [person.extra["Grade"] for person in read(table, "id,role,Grade", "1,mentor,grade 7", "2,mentor,")] == ["Grade 7", ""]
    with pytest.raises(
        BadRoster, match=r"people.csv:2:Grade: “Grade 8” is not in the order of this column, did you mean Grade 7"
    ):
        read(table, "id,role,Grade", "1,mentor,Grade 8")


def test_orders_come_out_under_the_header_of_the_file():
    roster = read_people([("a.csv", csv_file("id,role,GRADE", "1,mentor,b"))], read_map({"orders": {"grade": ["a", "b"]}}))
    assert roster.orders == {"GRADE": ("a", "b")}


GATED = {"lived": {"column": "identity", "split": ",", "sensitive": True, "only_if": {"column": "share", "is": ["yes"]}}}


def test_experiences_count_only_where_they_were_volunteered():
    people = read(GATED, "id,role,identity,share", '1,mentee,"A, B",Yes', "2,mentee,A,no", "3,mentee,A,")
    assert people[0].lived == (LivedItem("A", True), LivedItem("B", True))
    assert [person.lived for person in people[1:]] == [(), ()]
    assert all(person.extra == {} for person in people)


def test_experiences_are_dropped_where_the_question_was_never_put():
    table = {"lived": [GATED["lived"], {"column": "told", "sensitive": False}]}
    files = [("a.csv", csv_file("id,role,identity,told", "1,mentor,A,B")), ("b.csv", csv_file("id,role,share", "2,mentor,yes"))]
    roster = read_people(files, read_map(table))
    assert roster.people[0].lived == (LivedItem("B", False),)
    assert roster.people[0].extra == {}


def test_sensitive_items_may_be_named_one_by_one():
    (rosa,) = read(
        {"lived": {"column": "lived", "sensitive": ["Chronic illness"]}}, "id,role,lived", "1,mentor,moved; chronic illness"
    )
    assert rosa.lived == (LivedItem("moved", False), LivedItem("chronic illness", True))


def test_the_section_of_a_file_is_found_by_its_name():
    table = {"files": {"Mentors*.csv": {"role": "mentor"}, "mentees.csv": {"role": "mentee"}}}
    files = [("in/mentors-2026.csv", csv_file("id", "1")), ("MENTEES.csv", csv_file("id", "2"))]
    assert [person.role for person in read_people(files, read_map(table)).people] == ["mentor", "mentee"]


def test_a_section_without_its_file_is_noted_and_all_without_are_a_fault():
    table = {"role": "mentor", "files": {"a.csv": {"role": "mentor"}, "b.csv": {"role": "mentee"}}}
    assert [n.code for n in read_people([("a.csv", csv_file("id", "1"))], read_map(table)).notices] == ["map_file_unused"]
    with pytest.raises(
        BadRoster, match=r"a.csv: the map names this file but none of that name was given, the files given are: c.csv"
    ):
        read_people([("c.csv", csv_file("id", "1"))], read_map(table))


def test_a_header_that_is_not_there_is_a_fault_that_suggests_one():
    with pytest.raises(BadRoster, match=r"people.csv:1:frist name: the map names this column.*did you mean “first name”"):
        read({"columns": {"name": "frist name"}}, "id,role,first name", "1,mentor,Rosa")
    with pytest.raises(BadRoster, match="which no file has"):
        read_people([(n, csv_file("id,role", f"{n},mentor")) for n in ("a", "b")], read_map({"columns": {"name": "x"}}))
    with pytest.raises(BadRoster, match=r"correct .orders. in the map"):
        read({"orders": {"grade": ["a"]}}, "id,role", "1,mentor")


def test_merge_makes_one_person_of_the_rows_of_one_id():
    files = [
        ("mentors.csv", csv_file("id,name,offers,languages,band", "1,Rosa,sql:2,en,A", "2,Ama,,en,B")),
        ("mentees.csv", csv_file("id,name,seeks,languages,band", "1,,pricing,es,", "1,Rosa Q.,,,C")),
    ]
    table = {
        "merge": True,
        "files": {"mentors.csv": {"role": "mentor", "defaults": {"capacity": 2}}, "mentees.csv": {"role": "mentee"}},
    }
    roster = read_people(files, read_map(table))
    rosa, ama = roster.people
    assert (rosa.role, ama.role) == ("both", "mentor")
    assert (rosa.name, rosa.languages, rosa.capacity, rosa.extra) == ("Rosa Q.", ("es",), 2, {"band": "C"})
    assert (rosa.offers, rosa.seeks) == ((TopicLevel("sql", 2),), (TopicLevel("pricing"),))
    assert (rosa.source.file, rosa.source.row) == ("mentors.csv", 2)


def test_a_later_no_takes_back_an_earlier_yes():
    people = read(GATED | {"merge": True}, "id,role,identity,share", "1,mentee,A,yes", "1,mentee,A,no")
    assert people[0].lived == ()


NO_TEXT = " is not a text, write it in quotation marks"
NO_TEXTS = " is not a text or a list of texts, write one in quotation marks, or several in square brackets"
NO_TABLE = " is not a table, write its keys under a heading in square brackets"
NO_TABLES = " is not a table or a list of tables, write its keys under a heading in square brackets"


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ({"colums": {}}, ["colums: there is no such key, did you mean columns?"]),
        ({"columns": {"emial": "x"}}, ["columns.emial: there is no such column, did you mean email?"]),
        ({"columns": {"name": 3}}, ["columns.name: “3”" + NO_TEXTS]),
        ({"columns": {"name": {"columns": "x"}}},
         ["columns.name.columns: there is no such key, did you mean column?",
          "columns.name.column: “None”" + NO_TEXTS]),
        ({"columns": []}, ["columns: “[]”" + NO_TABLE]),
        ({"merge": "yes"}, ["merge: “yes” is not true or false, write one of the two without quotation marks"]),
        ({"role": "boss"}, ["role: “boss” is not known here, write one of mentor, mentee, both"]),
        ({"defaults": {"capacity": -1}},
         ["defaults.capacity: “-1” is not a whole number from 0 to 1000000, write for example 1"]),
        ({"orders": {"grade": ["a", "A"]}}, ["orders.grade: a value stands there twice, write each value once"]),
        ({"orders": {"grade": []}}, ["orders.grade: “[]”" + NO_TEXTS]),
        ({"values": {"role": {"x": []}}}, ["values.role.x: “[]”" + NO_TEXT]),
        ({"lived": "x"}, ["lived: “x”" + NO_TABLES]),
        ({"lived": {"column": "x", "only_if": {"is": "y"}}}, ["lived.only_if.column: “None”" + NO_TEXTS]),
        ({"files": {"a.csv": {"merge": True}}},
         ['files."a.csv".merge: there is no such key, known are columns, extra, values, defaults, lived, ignore, sheet, role']),
        ({"sheet": 1, "ignore": 2}, ["ignore: “2”" + NO_TEXTS, "sheet: “1”" + NO_TEXT]),
    ],
)  # fmt: skip
def test_every_wrong_key_of_a_map_is_named(table, wrong):
    with pytest.raises(BadMap) as caught:
        read_map(table)
    assert list(caught.value.wrong) == wrong


headers = st.lists(st.text("abc ü", min_size=1).filter(str.strip), min_size=1, max_size=3)
rules = st.fixed_dictionaries(
    {},
    optional={
        "columns": st.dictionaries(st.sampled_from(sorted(NATIVE)), headers, max_size=4),
        "extra": st.dictionaries(st.text("xyz", min_size=1), headers, max_size=2),
        "values": st.dictionaries(st.sampled_from(["role", "grade"]), st.dictionaries(st.text("JAnein "), st.text()), max_size=2),
        "defaults": st.fixed_dictionaries({}, optional={"capacity": st.integers(0, 9), "role": st.just("both")}),
        "lived": st.lists(st.fixed_dictionaries({"column": headers, "sensitive": st.booleans()}), max_size=2),
        "ignore": headers,
        "sheet": st.text(),
    },
)


@given(rules, st.dictionaries(st.text("ab.csv*", min_size=1), rules, max_size=2), st.booleans())
def test_a_map_written_as_a_table_is_read_back_the_same(common, files, merge):
    file_map = read_map(common | {"files": files, "merge": merge, "orders": {"grade": ["a", "b"]}})
    assert read_map(map_to_table(file_map)) == file_map
