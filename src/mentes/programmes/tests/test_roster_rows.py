"""Rows between files and tables: what is written is read back the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.people import roster_bridge
from mentes.programmes.planning import EMPTY_ROW

WORD = st.text(st.characters(codec="utf-8", exclude_characters=";؛；:：\r\n\x00", exclude_categories=("Cs", "Cc")), max_size=20)
NAME = WORD.map(lambda text: "x" + text.strip())


@settings(max_examples=60, deadline=None)
@given(
    name=NAME,
    goals=WORD.map(str.strip),
    topics=st.dictionaries(NAME.map(str.casefold), st.none() | st.integers(0, 4), max_size=3),
    lived=st.lists(NAME, unique=True, max_size=3),
    spans=st.lists(st.integers(0, 10).map(lambda at: [at * 900, at * 900 + 60]), unique_by=lambda span: span[0], max_size=3),
    capacity=st.integers(0, 9),
)
def test_a_row_comes_back_from_its_cells(name, goals, topics, lived, spans, capacity):
    by_key = {roster_bridge.topic_key(topic): [topic, level] for topic, level in topics.items()}
    row = EMPTY_ROW | {
        "by_hand": False,
        "id": "p1",
        "role": "both",
        "name": name,
        "goals": goals,
        "offers": [by_key[key] for key in sorted(by_key)],
        "lived": sorted([item, False] for item in lived),
        "hours": sorted(spans),
        "capacity": capacity,
    }
    text = roster_bridge.rows_to_csv([row])
    read = roster_bridge.read_files([("people.csv", text.encode())], {}).rows[0]
    assert {key: read[key] for key in read if key != "extra"} == {key: row[key] for key in read if key != "extra"}


def test_typed_answers_are_read_as_a_file_is():
    answers = {"languages": "English, Spanish", "hours": "Mon 9-10", "capacity": "two", "offers": "pricing:3"}
    row, faults = roster_bridge.read_answers(answers)
    assert row == {"languages": ["en", "es"], "offers": [["pricing", 3]]}
    assert {column: found.code for column, found in faults.items()} == {"hours": "hours_time", "capacity": "number_wrong"}
