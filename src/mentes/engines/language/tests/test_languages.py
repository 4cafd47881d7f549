"""The language of a text is named when it is plain, and left open when it is not."""

import pytest

from mentes.engines.language import guess_language
from mentes.engines.language.tests.sentences import MENTORS, NEEDS


@pytest.mark.parametrize("language", sorted(NEEDS))
def test_whole_sentences_are_recognised(language):
    texts = NEEDS[language] + MENTORS.get(language, ())
    assert [guess_language(text) for text in texts].count(language) >= len(texts) - 1


def test_a_hint_decides_near_calls_only():
    assert guess_language("Vendo pan en el mercado", ["es-PE", "qu"]) == "es"
    assert guess_language(NEEDS["ru"][0], ["en"]) == "ru"


@pytest.mark.parametrize("text", ["", "  ", "42", "!?", "x"])
def test_nothing_to_go_by_is_no_language(text):
    assert guess_language(text) == ""
