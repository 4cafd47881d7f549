"""Languages and time zones become the names the world agreed on, or are refused with the nearest one."""

import pytest

from mentes.engines.roster.language_codes import SHORTEST, TWO_LETTERS
from mentes.engines.roster.tags import language_hint, language_tag, time_zone, time_zone_hint


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"), ("PT_br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("es-419", "es-419"), ("eng", "en"), ("fre", "fr"),
        ("iw", "he"), ("yue", "yue"), ("zh-yue", "zh-yue"), ("de-CH-1996", "de-CH-1996"), ("sl-rozaj", "sl-rozaj"),
        ("xx", ""), ("English", ""), ("e", ""), ("en us", ""), ("en-", ""), ("e1", ""), ("", ""), ("عربي", ""),
    ],
)  # fmt: skip
def test_a_language_tag_is_normalised_or_refused(text, tag):
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "tag"), [("English", "en"), ("español", "es"), ("Portugese", "pt"), ("العربية", "ar"), ("German (native)", "de")]
)
def test_the_name_of_a_language_suggests_its_tag(text, tag):
    assert language_hint(text) == tag


def test_the_table_of_languages_is_whole():
    assert len(TWO_LETTERS) == 184
    assert all(len(three) == 3 and two in TWO_LETTERS for three, two in SHORTEST.items())


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Africa/Accra", "Africa/Accra"), ("africa/accra", "Africa/Accra"), ("UTC", "UTC"),
     ("America/New York", "America/New_York")],
)  # fmt: skip
def test_a_time_zone_is_known_by_its_iana_name(text, zone):
    assert time_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Africa/Acra", "Africa/Accra"), ("Accra", "Africa/Accra"), ("new york", "America/New_York"), 
     ("Europe/Lisboa", "Europe/Lisbon"), ("qqqq", ""), ("localtime", "")],
)  # fmt: skip
def test_a_wrong_time_zone_suggests_the_nearest(text, zone):
    assert time_zone(text) == ""
    assert time_zone_hint(text) == zone
