"""Why people cannot be matched as they stand, in the reader's language: the engine's codes, told as sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentes.engines.matching import BadPool, Code
from mentes.lib.errors import Refused


def cannot_be_matched(error: ValueError, name_of: Callable[[str], str]) -> Refused:
    """`name_of`: somebody's name by their id in the pool."""
    if isinstance(error, BadPool):
        why = " ".join(_sentence(code, line, name_of) for code, line in zip(error.codes, error.lines, strict=True))
    else:
        why = str(error)
    return Refused(_("These people cannot be matched as they stand: %(why)s") % {"why": why})


def _sentence(code: Code, line: str, name_of: Callable[[str], str]) -> str:
    detail: Mapping[str, Any] = code.detail
    numbers = {name: number_format(detail[name]) for name in ("n", "seats", "most") if name in detail}
    match code.code:
        case "locked_beyond_seats":
            sentence = _("%(name)s has more locked pairs (%(n)s) than seats (%(seats)s): unlock some.")
            return sentence % {"name": name_of(str(detail["id"])), **numbers}
        case "too_many_for_stable":
            sentence = _("Stable pairs are found among %(most)s possible pairs at most, not %(n)s: choose the best total.")
        case "extra_missing":
            sentence = _("More than %(most)s people at once need the part “%(extra)s”, which is not installed here.")
        case "large_stable":
            sentence = _("Stable pairs are found among at most %(most)s people: choose the best total.")
        case "large_best_floor":
            sentence = _("The best floor is found among at most %(most)s people: choose a number of points, or none.")
        case _:
            return line  # a value that no page lets in: for whoever reads the log
    return sentence % {**detail, **numbers}
