"""Dates read as each language writes them, by the 24-hour clock."""

import datetime as dt

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

AT = dt.datetime(2026, 3, 14, 15, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [("en", "14 March", "14 March, 15:05"), ("es", "14 de marzo", "14 de marzo, 15:05"), ("ar", "14 مارس", "14 مارس، 15:05")],
)
def test_a_date_reads_as_the_language_writes_it(language, day, time):
    with override(language):
        assert date_format(AT, "MONTH_DAY_FORMAT") == day
        assert date_format(AT, "SHORT_DATETIME_FORMAT") == time
