"""Filters of the pages of meetings: instants in links, minutes as a clock shows them, names in a row, reasons in words."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django import template
from django.utils.translation import gettext as _

from mentes.meetings.forms import REASONS

register = template.Library()
WORDS = {str(code): words for code, words in REASONS}


@register.filter
def link_instant(at: datetime) -> str:
    """As our links carry it, without a sign that an address would have to escape."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%MZ")


@register.filter
def minute(of_day: int) -> str:
    """A minute of the day as a clock shows it; the end of the day is 24:00."""
    return f"{of_day // 60:02}:{of_day % 60:02}"


@register.filter
def clock_value(value) -> str:
    """What a time field shows again: a time, or what was typed."""
    return value.strftime("%H:%M") if isinstance(value, time) else str(value or "")


@register.filter
def names(several: Sequence[str]) -> str:
    return _(", ").join(several)


@register.filter
def reason_words(code: str) -> str:
    return str(WORDS.get(code, ""))
