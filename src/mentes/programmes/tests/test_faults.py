"""Faults in the reader's language: the same codes and the same English as the engine's."""

from mentes.people.roster_bridge import SENTENCES
from mentes.programmes.faults import MISSING, WORDS

OWN = {"value_too_long", "email_taken"}


def test_every_sentence_of_the_engine_stands_here_word_for_word():
    ours = {code: (str(wrong), str(right)) for code, (wrong, right) in WORDS.items() if code not in OWN}
    assert ours == SENTENCES


def test_what_a_page_says_of_missing_columns_concerns_columns_that_must_be():
    assert set(MISSING) == {"id", "role"}
