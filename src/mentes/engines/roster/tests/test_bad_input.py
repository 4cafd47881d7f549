"""The corpus of bad people files: each is answered with its faults, by place and code, and never with a crash."""

import datetime
import re

import pytest

from mentes.engines.roster import SENTENCES, BadRoster, read_map, read_people
from mentes.engines.roster.faults import NOTICES
from mentes.engines.roster.tables import MAX_CELL
from mentes.engines.roster.tests.samples import archive, csv_file, one_cell, with_part, workbook

HEADER = "id,role,name"
SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook(["id", "role", "capacity"], ["1", "mentor", 2])
DAY = datetime.date(2026, 2, 1)
BOMB = "<worksheet>" + " " * 40_000_000 + "</worksheet>"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'

STRAY = {'t="inlineStr"><is><t>id</t></is>': 't="s"><v>99</v>'}
NO_COLUMNS = [(1, "id", "column_missing"), (1, "role", "column_missing")]
NINE = [f"{n},mentor" for n in range(9)]

# name of the case -> (bytes, the faults as (row, column, code) in order)
CASES: dict[str, tuple[bytes, list[tuple[int, str, str]]]] = {
    # whole files
    "empty file": (b"", [(0, "", "file_empty")]),
    "only a byte order mark": (b"\xef\xbb\xbf", [(0, "", "file_empty")]),
    "only empty lines": (b"\n\r\n \n", [(0, "", "file_empty")]),
    "only delimiters": (b";;;\n;;;\n", [(0, "", "file_empty")]),
    "header only": (csv_file(HEADER), [(0, "", "header_only")]),
    "header and empty rows only": (csv_file(HEADER, ",,", ",,"), [(0, "", "header_only")]),
    "png picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), [(0, "", "file_kind")]),
    "jpeg picture": (b"\xff\xd8\xff\xe0" + bytes(50), [(0, "", "file_kind")]),
    "gif picture": (b"GIF89a" + bytes(50), [(0, "", "file_kind")]),
    "pdf document": (b"%PDF-1.7\n1 0 obj", [(0, "", "file_kind")]),
    "rtf document": (b"{\\rtf1\\ansi id,role}", [(0, "", "file_kind")]),
    "gzip archive": (b"\x1f\x8b\x08" + bytes(50), [(0, "", "file_kind")]),
    "sqlite database": (b"SQLite format 3\x00" + bytes(50), [(0, "", "file_kind")]),
    "web page named csv": (b"<!DOCTYPE html><html><table>", [(0, "", "file_kind")]),
    "old xml spreadsheet": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook>', [(0, "", "file_kind")]),
    "old xls workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), [(0, "", "file_old_excel")]),
    "zip that is no workbook": (archive(a_dot_txt=b"id,role"), [(0, "", "file_kind")]),
    "opendocument sheet": (archive(mimetype=b"application/vnd.oasis", content_dot_xml=b"<x/>"), [(0, "", "file_kind")]),
    "word document": (archive(word__document_dot_xml=b"<x/>"), [(0, "", "file_kind")]),
    "slides": (archive(ppt__presentation_dot_xml=b"<x/>"), [(0, "", "file_kind")]),
    "binary workbook": (archive(xl__workbook_dot_bin=b"x"), [(0, "", "file_kind")]),
    "numbers document": (archive(Index__Document_dot_iwa=b"x"), [(0, "", "file_kind")]),
    "cut off zip": (PLAIN[: len(PLAIN) // 2], [(0, "", "file_kind")]),
    "nul bytes in text": (b"id,role\n1,men\0tor\n", [(0, "", "file_nul")]),
    "nul bytes after a mark": (b"\xef\xbb\xbfid,role\n1,\0\n", [(0, "", "file_nul")]),
    "random bytes": (bytes(range(256)) * 4, [(0, "", "file_nul")]),
    "control characters": (b"\x01\x02\x03\x04\xe9\x05\x06" * 20, [(0, "", "file_kind")]),
    "neither utf-8 nor cp1252": (b"id,role\n\x81\x8d,mentor\n", [(0, "", "file_encoding")]),
    "utf-8 mark before other bytes": (b"\xef\xbb\xbfid,role\n\xe9,mentor\n", [(0, "", "file_encoding")]),
    "odd number of bytes in utf-16": (b"\xff\xfei\0d\0x", [(0, "", "file_encoding")]),
    "quotation mark never closed": (csv_file(HEADER, '1,mentor,"Rosa', "2,mentor,Ama"), [(2, "", "quote_open")]),
    "quotation mark open in the header": (csv_file('id,role,"name', "1,mentor,Rosa"), [(1, "", "quote_open")]),
    "too many columns": (csv_file(",".join(f"c{n}" for n in range(600)), "1"), [(1, "", "too_many_columns")]),
    # headers
    "no id and no email": (csv_file("name,role", "Rosa,mentor"), [(1, "id", "column_missing")]),
    "no role": (csv_file("id,name", "1,Rosa"), [(1, "role", "column_missing")]),
    "no known column": (csv_file("Apellido;Ciudad", "Quispe;Cusco"), NO_COLUMNS),
    "a header twice": (csv_file("id,role,name,Name ", "1,mentor,a,b"), [(1, "Name", "header_twice")]),
    "a header three times": (csv_file("id,role,x,X,x", "1,mentor,a,b,c"), [(1, "X", "header_twice"), (1, "x", "header_twice")]),
    "a header twice but for its dashes": (
        csv_file("id,role,time_zone,Time Zone", "1,mentor,,UTC"),
        [(1, "Time Zone", "header_twice")],
    ),
    "values without a header": (csv_file("id,role,,name", "1,mentor,lost,Rosa"), [(1, "column C", "header_missing")]),
    # rows
    "too many cells": (csv_file(HEADER, "1,mentor,Quispe, Rosa"), [(2, "column D", "row_too_long")]),
    "a broken line": (csv_file(HEADER, "1,mentor,Rosa", "Quispe"), [(3, "role", "role_missing"), (3, "role", "row_too_short")]),
    "no id in a row": (csv_file(HEADER, ",mentor,Rosa"), [(2, "id", "id_missing")]),
    "no email where it is the id": (csv_file("email,role,name", ",mentor,Rosa"), [(2, "email", "id_missing")]),
    "no role in a row": (csv_file(HEADER, "1,,Rosa"), [(2, "role", "role_missing")]),
    "the same id twice": (csv_file(HEADER, "1,mentor,Rosa", "1,mentee,Ama"), [(3, "id", "id_twice")]),
    "the same id three times": (
        csv_file(HEADER, "1,mentor,", "1,mentor,", "1,mentor,"),
        [(3, "id", "id_twice"), (4, "id", "id_twice")],
    ),
    "the same address in other letters": (csv_file("email,role", "a@x.org,mentor", "A@X.org,mentee"), [(3, "email", "id_twice")]),
    # cells
    "unknown role": (one_cell("role", "mentro"), [(2, "role", "word_unknown")]),
    "two roles in one cell": (one_cell("role", "mentor, mentee"), [(2, "role", "word_unknown")]),
    "semicolon in an id": (one_cell("id", "1;2"), [(2, "id", "id_separator")]),
    "line break in an id": (one_cell("id", "1\n2"), [(2, "id", "id_separator")]),
    "id shortened by the spreadsheet": (one_cell("id", "1.23457E+11"), [(2, "id", "cell_rounded")]),
    "email without a sign": (one_cell("email", "rosa.example.org"), [(2, "email", "email_wrong")]),
    "email without a domain": (one_cell("email", "rosa@example"), [(2, "email", "email_wrong")]),
    "two emails": (one_cell("email", "a@x.org, b@x.org"), [(2, "email", "email_wrong")]),
    "level above four": (one_cell("offers", "pricing:5"), [(2, "offers", "level_wrong")]),
    "negative level": (one_cell("offers", "pricing:-1"), [(2, "offers", "level_wrong")]),
    "half a level": (one_cell("seeks", "pricing:1.5"), [(2, "seeks", "level_wrong")]),
    "level in words": (one_cell("seeks", "pricing:high"), [(2, "seeks", "level_wrong")]),
    "level without a topic": (one_cell("seeks", ":2"), [(2, "seeks", "topic_missing")]),
    "a topic at two levels": (one_cell("seeks", "pricing:1; Pricing:2"), [(2, "seeks", "topic_twice")]),
    "three wrong levels in one cell": (one_cell("offers", "a:5; b:2; c:6; d:7"), [(2, "offers", "level_wrong")] * 3),
    "negative capacity": (one_cell("capacity", "-1"), [(2, "capacity", "number_wrong")]),
    "half a seat": (one_cell("capacity", "1.5"), [(2, "capacity", "number_wrong")]),
    "capacity in words": (one_cell("capacity", "two"), [(2, "capacity", "number_wrong")]),
    "capacity with a thousands comma": (one_cell("capacity", "1,000"), [(2, "capacity", "number_wrong")]),
    "capacity beyond reason": (one_cell("capacity", "9999999999999999999"), [(2, "capacity", "number_wrong")]),
    "capacity turned into a date": (one_cell("capacity", "2026-02-01"), [(2, "capacity", "cell_date")]),
    "capacity turned into a month": (one_cell("capacity", "1-Feb"), [(2, "capacity", "cell_date")]),
    "wants with a sign": (one_cell("wants", "+1"), [(2, "wants", "number_wrong")]),
    "unknown wish": (one_cell("lived_wish", "same"), [(2, "lived_wish", "word_unknown")]),
    "a wish for nobody": (csv_file("id,role,wishes", "1,mentor,2; 9", "2,mentee,"), [(2, "wishes", "wish_unknown")]),
    "a wish for a name of two": (
        csv_file("id,role,name,wishes", "1,mentor,Rosa,", "2,mentor,ROSA,", "3,mentee,Ama,Rosa"),
        [(4, "wishes", "wish_unclear")],
    ),
    "a wish for oneself": (
        csv_file("id,role,name,Wishes", "1,mentor,Rosa,rosa", "2,mentee,,2"),
        [(2, "Wishes", "wish_oneself"), (3, "Wishes", "wish_oneself")],
    ),
    "a choice that is neither yes nor no": (one_cell("by_hand", "rather not"), [(2, "by_hand", "word_unknown")]),
    "six wishes": (
        csv_file("id,role,wishes", "1,mentor,2;3;4;5;6;7", *(f"{n},mentee," for n in range(2, 8))),
        [(2, "wishes", "wishes_too_many")],
    ),
    "unknown way of working": (one_cell("working", "direct; shouting"), [(2, "working", "word_unknown")]),
    "name of a language": (one_cell("languages", "English; es"), [(2, "languages", "language_unknown")]),
    "language that does not exist": (one_cell("languages", "xx"), [(2, "languages", "language_unknown")]),
    "language list with commas": (one_cell("languages", "en, es"), [(2, "languages", "language_unknown")]),
    "unknown time zone": (one_cell("time_zone", "Africa/Acra"), [(2, "time_zone", "zone_unknown")]),
    "offset for a time zone": (one_cell("time_zone", "UTC+2"), [(2, "time_zone", "zone_unknown")]),
    "hours without a day": (one_cell("hours", "17:00-20:00"), [(2, "hours", "hours_shape")]),
    "foreign day": (one_cell("hours", "Lun 17:00-20:00"), [(2, "hours", "hours_day")]),
    "hour twenty-five": (one_cell("hours", "Mon 17:00-25:00"), [(2, "hours", "hours_time")]),
    "hours that do not last": (one_cell("hours", "Mon 17:00-17:00"), [(2, "hours", "hours_none")]),
    "hours turned into a date": (one_cell("hours", "01/02/2026"), [(2, "hours", "cell_date")]),
    "spreadsheet error in a cell": (one_cell("name", "#REF!"), [(2, "name", "cell_error")]),
    "spreadsheet error in a column of one's own": (one_cell("grade", "#N/A"), [(2, "grade", "cell_error")]),
    "a cell above the limit": (one_cell("goals", "x" * (MAX_CELL + 1)), [(2, "goals", "cell_too_long")]),
    "escape codes in a cell": (one_cell("role", "\x1b[2Jmentor"), [(2, "role", "word_unknown")]),
    "a wrong cell after a quoted line break": (
        csv_file("id,goals,role", '1,"two', 'lines",mentor', "2,,nobody"),
        [(3, "role", "word_unknown")],
    ),
    "everything wrong at once": (
        csv_file("id;role;time_zone;capacity;hours", "1;chief;Nowhere;x;Mon", "1;mentor;UTC;1;"),
        [
            (2, "role", "word_unknown"),
            (2, "time_zone", "zone_unknown"),
            (2, "hours", "hours_shape"),
            (2, "capacity", "number_wrong"),
            (3, "id", "id_twice"),
        ],
    ),
    # workbooks
    "workbook without rows": (workbook(), [(0, "", "workbook_empty")]),
    "workbook with a header only": (workbook(["id", "role"]), [(0, "", "header_only")]),
    "date in capacity": (workbook(["id", "role", "capacity"], [1, "mentor", DAY]), [(2, "capacity", "cell_date")]),
    "date in hours": (workbook(["id", "role", "hours"], [1, "mentor", DAY]), [(2, "hours", "cell_date")]),
    "time of day in hours": (workbook(["id", "role", "hours"], [1, "mentor", datetime.time(17)]), [(2, "hours", "cell_date")]),
    "date in an id": (workbook(["id", "role"], [DAY, "mentor"]), [(2, "id", "cell_date")]),
    "id of twenty digits": (workbook(["id", "role"], [12345678901234567890, "mentor"]), [(2, "id", "cell_rounded")]),
    "half a seat in a workbook": (workbook(["id", "role", "capacity"], [1, "mentor", 1.5]), [(2, "capacity", "number_wrong")]),
    "true for a capacity": (workbook(["id", "role", "capacity"], [1, "mentor", True]), [(2, "capacity", "number_wrong")]),
    "formula never calculated": (workbook(["id", "role", "name"], [1, "mentor", "=A2&B2"]), [(2, "name", "cell_formula")]),
    "formula never calculated in the id": (workbook(["id", "role"], ["=ROW()", "mentor"]), [(2, "id", "cell_formula")]),
    "error value in a workbook": (workbook(["id", "role", "name"], [1, "mentor", "#N/A"]), [(2, "name", "cell_error")]),
    "cells beyond the header": (workbook(["id", "role"], [1, "mentor", None, "x"]), [(2, "column C", "row_too_long")]),
    "wrong cell below empty rows": (workbook(["id", "role"], [1, "mentor"], [], [], [2, "x"]), [(5, "role", "word_unknown")]),
    "zip bomb": (with_part(PLAIN, SHEET, BOMB), [(0, "", "workbook_bomb")]),
    "entities in a workbook": (with_part(PLAIN, SHEET, ENTITIES), [(0, "", "workbook_damaged")]),
    "outside entity in a workbook": (with_part(PLAIN, SHEET, OUTSIDE), [(0, "", "workbook_damaged")]),
    "broken xml in a workbook": (with_part(PLAIN, SHEET, "<worksheet"), [(0, "", "workbook_damaged")]),
    "workbook without its parts": (archive(xl__workbook_dot_xml=b"<workbook/>"), [(0, "", "workbook_damaged")]),
    "text that is not in the string table": (with_part(PLAIN, SHEET, STRAY), [(0, "", "workbook_damaged")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_answered_with_its_faults(case):
    data, expected = CASES[case]
    with pytest.raises(BadRoster) as caught:
        read_people([("people.csv", data)])
    faults = caught.value.faults
    assert [(found.row, found.column, found.code) for found in faults] == expected
    for found in faults:
        sentence = str(found)
        assert sentence.startswith(f"people.csv:{found.row}:{found.column}" if found.row else "people.csv: ")
        assert sentence.isprintable()
        assert len(sentence) < 400
        assert not re.search(r"%\(", sentence)


def test_the_corpus_has_at_least_eighty_cases():
    assert len(CASES) >= 80


def test_every_code_but_those_of_size_and_map_is_met_by_the_corpus():
    met = {code for _, faults in CASES.values() for _, _, code in faults}
    elsewhere = {"no_files", "file_too_large", "too_many_rows", "sheet_missing", "order_unknown"}
    of_maps = {code for code in SENTENCES if code.startswith("map_")}  # met by test_maps.py
    assert set(SENTENCES) - met - elsewhere - set(NOTICES) == of_maps - set(NOTICES)


@pytest.mark.parametrize("case", CASES)
def test_skipping_bad_rows_leaves_out_rows_but_never_swallows_a_bad_file(case):
    data, expected = CASES[case]
    about_the_file = any(row <= 1 or code in ("quote_open", "too_many_columns") for row, _, code in expected)
    if about_the_file:
        with pytest.raises(BadRoster):
            read_people([("people.csv", data)], skip_bad_rows=True)
    else:
        roster = read_people([("people.csv", data)], skip_bad_rows=True)
        assert [(found.row, found.column, found.code) for found in roster.left_out] == expected
        assert {person.source.row for person in roster.people}.isdisjoint(row for row, _, _ in expected)


def test_no_file_at_all_is_a_fault():
    with pytest.raises(BadRoster, match="no file was given"):
        read_people([])


def test_faults_of_every_file_are_told_together():
    files = [("a.csv", b""), ("b.csv", one_cell("role", "x")), ("c.csv", csv_file("id,role", "1,mentor"))]
    with pytest.raises(BadRoster) as caught:
        read_people(files)
    assert [(found.file, found.code) for found in caught.value.faults] == [
        ("a.csv", "file_empty"),
        ("b.csv", "word_unknown"),
        ("c.csv", "id_twice"),
    ]
    assert "stands already in b.csv row 2" in str(caught.value)


def test_a_file_above_the_size_limit_is_refused(monkeypatch):
    monkeypatch.setattr("mentes.engines.roster.texts.MAX_BYTES", 10)
    with pytest.raises(BadRoster, match="10 bytes are the most"):
        read_people([("a.csv", csv_file(HEADER, "1,mentor,Rosa"))])


@pytest.mark.parametrize("data", [csv_file("id,role", *NINE), workbook(["id", "role"], *(line.split(",") for line in NINE))])
def test_more_rows_than_the_limit_are_refused(monkeypatch, data):
    monkeypatch.setattr("mentes.engines.roster.csv_tables.MAX_ROWS", 8)
    monkeypatch.setattr("mentes.engines.roster.workbooks.MAX_ROWS", 8)
    with pytest.raises(BadRoster, match="more than 8 rows"):
        read_people([("a", data)])


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(BadRoster, match="no sheet “Peple”, it has: People; did you mean People"):
        read_people([("a.xlsx", PLAIN)], read_map({"sheet": "Peple"}))
