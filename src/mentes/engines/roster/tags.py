"""Languages and time zones as people write them, to BCP 47 tags and IANA names."""

import functools
import re
import zoneinfo

from mentes.engines.roster.faults import nearest
from mentes.engines.roster.language_codes import NAMES, REPLACED, SHORTEST, TWO_LETTERS

# language [-extlang] [-script] [-region] [-variant]...: the shape of RFC 5646 without extensions and private use.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<extlang>-[a-z]{3})?(?P<script>-[a-z]{4})?(?P<region>-(?:[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)",
    re.ASCII | re.IGNORECASE,
)


def language_tag(text: str) -> str:
    """The BCP 47 tag in its usual letter case with the shortest language code, or "" where `text` is no tag.

    Two-letter codes must stand in ISO 639-1; of three-letter codes, scripts, regions only the shape is checked.
    >>> language_tag("PT_br"), language_tag("eng"), language_tag("English")
    ('pt-BR', 'en', '')
    """
    found = _TAG.fullmatch(text.strip().replace("_", "-"))
    if not found:
        return ""
    language = found["language"].lower()
    language = SHORTEST.get(language, REPLACED.get(language, language))
    if len(language) == 2 and language not in TWO_LETTERS:
        return ""
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    return language + (found["extlang"] or "").lower() + script + region + found["variants"].lower()


def language_named(text: str) -> str:
    """The code of the language whose name `text` is, exactly, or ""."""
    return NAMES.get(text.strip().casefold(), "")


def time_zone(text: str) -> str:
    """The IANA name in its own letter case, or "" where there is no such zone.

    >>> time_zone("africa/accra")
    'Africa/Accra'
    """
    return _zones().get(_folded(text), "")


def language_hint(text: str) -> str:
    """The tag that `text` probably means, or ""."""
    return _language_hint(text.strip().casefold()[:80])


def time_zone_hint(text: str) -> str:
    """The zone that `text` is probably meant to be: by its city, or by spelling; "" where nothing is near."""
    return _time_zone_hint(_folded(text[:80]))


# The search for the nearest name is slow: it looks only among names of the same first letter, and remembers, since a wrong
# name seldom stands in one row alone.
@functools.lru_cache(maxsize=4096)
def _language_hint(name: str) -> str:
    first = re.split(r"[\s(,/-]+", name)[0]
    return (
        NAMES.get(name)
        or NAMES.get(first)
        or NAMES.get(nearest(name, [known for known in NAMES if known[:1] == name[:1]], 0.75), "")
    )


@functools.lru_cache(maxsize=4096)
def _time_zone_hint(folded: str) -> str:
    city = folded.rsplit("/", 1)[-1]
    if city in _cities():
        return _cities()[city]
    alike = [known for known in _cities() if known[:1] == city[:1]]
    whole = nearest(folded, [_cities()[known] for known in alike], 0.7)
    return whole or _cities().get(nearest(city, alike, 0.75), "")


def _folded(text: str) -> str:
    return re.sub(r"\s+", "_", text.strip()).casefold()


@functools.cache
def _zones() -> dict[str, str]:
    # "localtime" is the zone of this machine and "Factory" the one of a machine nobody has set.
    names = zoneinfo.available_timezones() - {"localtime", "Factory"}
    return {name.casefold(): name for name in sorted(names)}


@functools.cache
def _cities() -> dict[str, str]:
    """Last part of each zone -> its name; of several, an Area/City name goes before an old alias."""
    names = sorted(_zones().values(), key=lambda name: (name.count("/") != 1, name.split("/")[0] in ("Etc", "US"), name))
    return {name.rsplit("/", 1)[-1].casefold(): name for name in reversed(names) if "/" in name}
