"""Time zones to choose from, by region."""

import zoneinfo
from functools import cache

from django.utils.translation import gettext as _

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def city(name: str) -> str:
    """A zone's place in words.

    >>> city("America/Argentina/Buenos_Aires")
    'Buenos Aires (Argentina)'
    """
    *region, place = name.replace("_", " ").split("/")
    return f"{place} ({region[-1]})" if len(region) > 1 else place


@cache
def _by_region() -> dict[str, list[str]]:
    zones: dict[str, list[str]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        region = name.split("/")[0]
        if region in REGIONS and "/" in name:
            zones.setdefault(region, []).append(name)
    return zones


def grouped_zones(current: str) -> list:
    """Choices for a plain select: the one in use first, then UTC, then every place by region."""
    words = {
        "Africa": _("Africa"),
        "America": _("America"),
        "Antarctica": _("Antarctica"),
        "Arctic": _("Arctic"),
        "Asia": _("Asia"),
        "Atlantic": _("Atlantic Ocean"),
        "Australia": _("Australia"),
        "Europe": _("Europe"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific Ocean"),
    }
    first = [(current, city(current))] if current and current != "UTC" else []
    groups = [(words[region], [(name, city(name)) for name in names]) for region, names in _by_region().items()]
    return [*first, ("UTC", "UTC"), *groups]
