"""No cell we write is run by a spreadsheet, and our reader gives back exactly what was written."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.roster import safe_cell, unsafe_cell, write_rows

# Texts that try the guard: its own apostrophe, every starter, white space and marks that cannot be seen.
hostile = st.text(alphabet=st.sampled_from("'=+-@\t\r\n ＝＋－＠\u00a0\u200e\ufeffa1;,\"")) | st.text()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "＝1+1", "＋1", "－1", "＠a", "  =1", "\n=1", "\u200e=1"]
)
def test_a_text_that_would_run_gets_an_apostrophe(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Rosa", "it's", "'tis", "a=b", "1-2", "  plain", "مرحبا", "#N/A", "؛"])
def test_an_ordinary_text_is_left_alone(text):
    assert safe_cell(text) == text
    assert unsafe_cell(text) == text


@given(hostile)
def test_the_reader_takes_off_exactly_what_the_writer_put_on(text):
    assert unsafe_cell(safe_cell(text)) == text


@given(hostile)
def test_no_safe_cell_starts_with_what_a_spreadsheet_runs(text):
    written = safe_cell(text)
    assert written.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert written[: len(written) - len(written.lstrip())].find("\t") < 0
    assert written[: len(written) - len(written.lstrip())].find("\r") < 0


@given(st.lists(st.lists(hostile, min_size=3, max_size=3)))
def test_every_cell_of_every_row_is_guarded_and_comes_back(rows):
    text = write_rows(["a", "=b", "c"], rows)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["a", "'=b", "c"]
    assert [[unsafe_cell(cell) for cell in row] for row in read[1:]] == rows


def test_numbers_stay_numbers_in_numeric_columns_only():
    text = write_rows(["id", "points", "note"], [["-1", -1.5, -1.5], ["b", None, 2]], ["points"])
    assert text == "id,points,note\r\n'-1,-1.5,'-1.5\r\nb,,2\r\n"


def test_a_formula_in_a_numeric_column_is_guarded_all_the_same():
    assert write_rows(["points"], [["=1+1"], ["-1+2"], [float("-inf")]], ["points"]) == "points\r\n'=1+1\r\n'-1+2\r\n'-inf\r\n"


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="1 cells where the header has 2"):
        write_rows(["a", "b"], [["only"]])
