"""Words and numbers of the audit: measures by name, ratios, gaps and shares as people read them."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from mentes.look import dots as drawing

register = template.Library()

# (side, measure) -> (title, what it counts).
MEASURES = {
    ("mentee", "selection"): (
        gettext_lazy("Has a mentor"),
        gettext_lazy("Share of mentees with a pair, proposed or told. Beside it: the ratio to the best group."),
    ),
    ("mentee", "scoring"): (
        gettext_lazy("Suggestions above the median"),
        gettext_lazy(
            "Share of mentees whose five best suggestions bring more points than those of half of all mentees: what the points "
            "say before seats are given. Beside it: the ratio to the best group."
        ),
    ),
    ("mentee", "fit"): (
        gettext_lazy("Points of the pairs"),
        gettext_lazy("Mean points of the pairs that mentees have. Beside it: the difference from all other groups."),
    ),
    ("mentee", "waiting"): (
        gettext_lazy("Days until told"),
        gettext_lazy("Mean days from joining until a first pair was told, of those who were. Beside it: the difference."),
    ),
    ("mentor", "selection"): (
        gettext_lazy("Has a mentee"),
        gettext_lazy("Share of mentors with a pair, proposed or told. Beside it: the ratio to the best group."),
    ),
    ("mentor", "exposure"): (
        gettext_lazy("Stands among the five best"),
        gettext_lazy("In how many mentees’ five best suggestions a mentor stands, on average. Beside it: the ratio."),
    ),
}


@register.simple_tag
def measure_title(section) -> str:
    return str(MEASURES[section.side, section.measure][0])


@register.simple_tag
def measure_meaning(section) -> str:
    return str(MEASURES[section.side, section.measure][1])


@register.filter
def signed(number) -> str:
    """A difference with its sign: +1.5, −3.0."""
    if number is None:
        return ""
    text = floatformat(abs(number), 1)
    return f"−{text}" if number < 0 else f"+{text}"


@register.simple_tag
def mean_of(row, section) -> str:
    if row.mean is None:
        return ""
    return (
        gettext("%(n)s%%") % {"n": floatformat(100 * row.mean, 0)} if section.kind == "share" else str(floatformat(row.mean, 1))
    )


@register.simple_tag
def beside(number, section) -> str:
    """A ratio with two decimals, or a difference with its sign."""
    if number is None:
        return ""
    return signed(number) if section.kind == "gap" else str(floatformat(number, 2))


@register.simple_tag
def dots(points, overall, limit) -> SafeString:
    """Groups on one line. The sentence beside it says the numbers; the drawing says how many there are."""
    label = gettext("Groups by their mean; all together: %(all)s") % {"all": floatformat(overall, 1)}
    return mark_safe(drawing.dots(points, middle=overall, limit=limit, label=label))
