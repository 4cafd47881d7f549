"""Sentences with a number in them, in each language."""

import warnings

import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.mark.parametrize(
    ("language", "hours", "sentence"),
    [
        ("en", 1.0, "Their clocks are 1 hour apart."),
        ("en", 1.5, "Their clocks are 1.5 hours apart."),
        ("en", 0.5, "Their clocks are 0.5 hours apart."),
        ("es", 1.0, "Sus relojes se llevan 1 hora."),
        ("es", 5.5, "Sus relojes se llevan 5,5 horas."),
        ("ar", 3.0, "الفرق بين ساعتيهما 3 ساعات."),
        ("ar", 3.5, "الفرق بين ساعتيهما 3,5 ساعة."),
    ],
)
def test_half_hours_have_a_form_of_their_sentence_in_every_language(language, hours, sentence):
    one = {"code": "hours_apart", "detail": {"hours": hours}}
    with translation.override(language), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert render_to_string("matches/_against.html", {"one": one}).strip() == sentence
