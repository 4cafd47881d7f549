"""Weekly hours are read to minutes of the week, and written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.roster import BadHours, format_hours, parse_hours
from mentes.engines.roster.hours import WEEK, join_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Mon 17:00-20:00; Sat 09:00-12:00", ((1020, 1200), (7740, 7920))),
        ("mon 9:00–12:00", ((540, 720),)),
        ("Monday 00:00-24:00", ((0, 1440),)),
        ("Mon-Wed 10:00-11:00", ((600, 660), (2040, 2100), (3480, 3540))),
        ("Mon, Wed 10:00-11:00", ((600, 660), (3480, 3540))),
        ("Mon 09:00-10:00, 14:00-15:00", ((540, 600), (840, 900))),
        ("Sat-Mon 10:00-11:00", ((600, 660), (7800, 7860), (9240, 9300))),
        ("Fri 22:00-01:00", ((7080, 7260),)),
        ("Sun 23:00-01:00", ((0, 60), (10020, 10080))),
        ("Mon 09:00-11:00; Mon 10:00-12:00", ((540, 720),)),
        ("Mon-Sun 00:00-24:00", ((0, WEEK),)),
        ("Mon 17:00-20:00؛ Tue 17:00-20:00\nWed 17:00-20:00", ((1020, 1200), (2460, 2640), (3900, 4080))),
        ("", ()),
        (" ; ", ()),
    ],
)
def test_hours_are_minutes_of_the_week(text, spans):
    assert parse_hours(text) == spans


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lun 17:00-20:00", ["hours_day"]),
        ("17:00-20:00", ["hours_shape"]),
        ("Mon", ["hours_shape"]),
        ("Mon 17:00", ["hours_shape"]),
        ("Mon 17-20", ["hours_time", "hours_time"]),
        ("Mon 25:00-26:00", ["hours_time", "hours_time"]),
        ("Mon 10:60-11:00", ["hours_time"]),
        ("Mon 24:00-01:00", ["hours_time"]),
        ("Mon 10:00-10:00", ["hours_none"]),
        ("Mon-Tue-Wed 10:00-11:00", ["hours_day"]),
        ("Mon 10:00-11:00; Foo 10:00-11:00; Tue 9", ["hours_day", "hours_shape"]),
    ],
)
def test_every_wrong_part_is_named(text, codes):
    with pytest.raises(BadHours) as caught:
        parse_hours(text)
    assert [code for code, _ in caught.value.wrong] == codes


@given(st.lists(st.tuples(st.integers(0, WEEK - 1), st.integers(1, 1440)), max_size=12))
def test_written_hours_are_read_back_the_same(spans):
    hours = join_spans((start, start + length) for start, length in spans)
    assert parse_hours(format_hours(hours)) == hours


def test_days_with_equal_hours_are_written_as_one_range():
    assert format_hours(parse_hours("Mon-Fri 18:00-20:00; Sun 09:00-12:00")) == "Mon-Fri 18:00-20:00; Sun 09:00-12:00"
