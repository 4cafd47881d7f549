"""Words that templates need: languages by name, clocks by their distance from Greenwich, columns by their label."""

from django import template
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from mentes.people.roster_bridge import ENGLISH_NAMES
from mentes.programmes.forms.columns import LABELS
from mentes.programmes.models import Programme

register = template.Library()


@register.filter
def language_label(tag: str) -> str:
    """The language's name in the reader's language where Django knows it, else in English, else its code."""
    try:
        return get_language_info(tag)["name_translated"]
    except KeyError:
        return ENGLISH_NAMES.get(tag, tag)


@register.filter
def offset_label(hours: str) -> str:
    """ "5.5" -> "UTC+5:30"; "" where nobody said a zone."""
    if not hours:
        return _("no zone said")
    minutes = round(float(hours) * 60)
    sign = "-" if minutes < 0 else "+"
    whole, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{sign}{whole}" + (f":{rest:02d}" if rest else "")


@register.filter
def role_label(role: str) -> str:
    words = {"mentor": _("Mentor"), "mentee": _("Mentee"), "both": _("Mentor and mentee")}
    return words.get(role, "")


@register.filter
def status_label(status: str) -> str:
    words = {"active": _("taking part"), "paused": _("paused"), "left": _("has left")}
    return words.get(status, "")


@register.filter
def dates_label(programme: Programme) -> str:
    """When a programme runs, in one phrase."""
    if not programme.starts_on:
        return _("No dates yet")
    start = date_format(programme.starts_on)
    if not programme.ends_on:
        return _("From %(start)s") % {"start": start}
    return _("From %(start)s to %(end)s") % {"start": start, "end": date_format(programme.ends_on)}


@register.filter
def column_label(name: str) -> str:
    """A native column in words; `extra` and `status` stand for the rest."""
    if name == "extra":
        return _("Other columns")
    if name == "status":
        return _("Status")
    return str(LABELS.get(name, name))


@register.filter
def as_input(bound: BoundField) -> SafeString:
    """A field's control alone, in the look of a field; its label stands elsewhere."""
    attrs = {"class": "in"}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


@register.filter
def as_short_input(bound: BoundField) -> SafeString:
    """The same, as wide as its words."""
    return bound.as_widget(attrs={"class": "in in-short"})
