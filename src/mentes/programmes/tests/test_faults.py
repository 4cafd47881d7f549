"""Faults in the reader's language: the same codes and the same English as the engine's."""

import pytest
from django.utils import translation

from mentes.people.roster_bridge import HINTS, SENTENCES, BadMap, BadRoster, flatten_map, read_files
from mentes.programmes import faults
from mentes.programmes.faults import MISSING, WORDS, words_of

OWN = {"value_too_long", "email_taken"}


def test_every_sentence_of_the_engine_stands_here_word_for_word():
    ours = {code: (str(wrong), str(right)) for code, (wrong, right) in WORDS.items() if code not in OWN}
    assert ours == SENTENCES


def test_what_a_page_says_of_missing_columns_concerns_columns_that_must_be():
    assert set(MISSING) == {"id", "role"}


def test_every_hint_of_the_engine_stands_here_word_for_word():
    assert {code: str(hint) for code, hint in faults.HINTS.items()} == HINTS


@pytest.mark.parametrize(
    ("column", "cell", "right"),
    [
        ("time_zone", "Europe/Lisbonne", "escribe su nombre IANA; ¿querías decir Europe/Lisbon?"),
        ("lived_wish", "same", "escribe uno de like, unlike, any"),
        ("languages", "English", "escribe su etiqueta BCP 47; ¿querías decir en?"),
    ],
)
def test_a_hint_is_told_in_the_reader_s_language(column, cell, right):
    with pytest.raises(BadRoster) as caught:
        read_files([("people.csv", f"id,role,{column}\n1,mentor,{cell}\n".encode())], {})
    with translation.override("es"):
        assert [words_of(found)["right"] for found in caught.value.faults] == [right]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("es", ["colums: no existe esa clave; ¿querías decir columns?", "merge: «yes» no es true ni false; "
                "escribe una de las dos palabras sin comillas"]),
        ("ar", ["colums: لا يوجد مفتاح كهذا، أتقصد columns؟", "merge: «yes» ليست true ولا false، "
                "تُكتب إحدى الكلمتين دون علامتي تنصيص"]),
    ],
)  # fmt: skip
def test_a_wrong_map_is_told_in_the_reader_s_language(language, lines):
    with pytest.raises(BadMap) as caught:
        flatten_map({"colums": {}, "merge": "yes"}, [])
    with translation.override(language):
        told = faults.sentences_of_map(caught.value.faults)
    assert told[1:] == lines[1:]
    assert told[0].startswith(lines[0][:25])
    assert "columns" in told[0]
