"""XLSX files: what a spreadsheet keeps in a cell becomes what somebody typed."""

import datetime
import warnings

import pytest

from mentes.engines.roster import read_map, read_people, read_table, safe_cell
from mentes.engines.roster.tests.samples import with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes, table: dict | None = None):
    return read_people([("people.xlsx", data)], read_map(table or {}))


def test_numbers_dates_and_truths_become_text():
    row = [
        12.0,
        "mentor",
        datetime.date(2026, 2, 1),
        datetime.datetime.fromisoformat("2026-02-01T09:30"),
        1.5,
        True,
        datetime.time(9),
        3,
    ]
    (person,) = read(workbook(["id", "role", "name", "goals", "score", "joined", "at", "capacity"], row)).people
    assert person.id == "12"
    assert person.name == "2026-02-01"
    assert person.goals == "2026-02-01T09:30"
    assert person.extra == {"score": "1.5", "joined": "true", "at": "09:00"}
    assert person.capacity == 3


def test_a_duration_reads_as_hours_and_minutes():
    data = workbook(["id", "role", "spent"], [1, "mentor", datetime.timedelta(hours=30, minutes=5)])
    assert read(data).people[0].extra["spent"] == "30:05"


def test_the_saved_result_of_a_formula_is_read():
    data = workbook(["id", "role", "name"], [1, "mentor", "=A2"])
    saved = with_part(data, SHEET, {"<v />": "<v>42</v>"})
    assert read(saved).people[0].name == "42"


def test_row_numbers_count_empty_rows_too():
    people = read(workbook([], ["id", "role"], [], [1, "mentor"], [None, None], [2, "mentee"], [], [])).people
    assert [person.source.row for person in people] == [4, 6]


def test_the_first_visible_sheet_with_a_header_is_read():
    data = workbook(["id", "role"], [1, "mentor"], before=[("Empty", []), ("Read me", [["Please fill in"]])])
    assert read_table("a.xlsx", data).sheet == "People"


def test_the_map_may_name_the_sheet():
    data = workbook(["id", "role"], [1, "mentor"], title="Second", before=[("First", [["id", "role"], [9, "mentee"]])])
    assert read(data).people[0].id == "9"
    assert read(data, {"sheet": "second"}).people[0].id == "1"


def test_a_hidden_sheet_is_passed_over():
    data = workbook(["id", "role"], [1, "mentor"], before=[("Lists", [["id", "role"], [9, "mentee"]])])
    hidden = with_part(
        data, "xl/workbook.xml", {'name="Lists" sheetId="1" state="visible"': 'name="Lists" sheetId="1" state="hidden"'}
    )
    assert read(hidden).people[0].id == "1"


def test_a_wrong_size_in_the_sheet_is_not_believed():
    data = workbook(["id", "role", "name"], [1, "mentor", "Rosa"], [2, "mentee", "Ama"])
    for wrong in ("A1:A1", "A1:XFD1048576"):
        assert [person.name for person in read(with_part(data, SHEET, {"A1:C3": wrong})).people] == ["Rosa", "Ama"]


def test_a_row_number_in_the_millions_costs_nothing():
    data = workbook(["id", "role"], [1, "mentor"], [2, "mentee"])
    far = with_part(data, SHEET, {'row r="3"': 'row r="99000000"', "A3": "A99000000", "B3": "B99000000"})
    assert len(read(far).people) == 1
    last = with_part(data, SHEET, {'row r="3"': 'row r="1048576"', "A3": "A1048576", "B3": "B1048576"})
    assert [person.source.row for person in read(last).people] == [2, 1048576]


def test_the_guard_of_our_own_exports_is_taken_off():
    data = workbook(["id", "role", "name"], [1, "mentor", safe_cell("=1+1")])
    assert read(data).people[0].name == "=1+1"


def test_line_breaks_that_excel_escapes_come_back():
    assert read(workbook(["id", "role", "goals"], [1, "mentor", "one_x000D_\ntwo"])).people[0].goals == "one\r\ntwo"


def test_right_to_left_names_are_kept():
    assert read(workbook(["id", "role", "name"], [1, "mentor", "روزا \u200fكيسبي"])).people[0].name == "روزا \u200fكيسبي"


def test_reading_a_workbook_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(workbook(["id", "role"], [1, "mentor"]))


@pytest.mark.parametrize("name", ["people.xlsx", "people.csv", "people"])
def test_the_bytes_say_what_a_file_is_and_not_its_name(name):
    assert read_people([(name, workbook(["id", "role"], [1, "mentor"]))]).people[0].id == "1"
