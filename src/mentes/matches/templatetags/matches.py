"""Filters of this room's templates."""

from django import template

from mentes.matches import words

register = template.Library()
register.filter("listed", words.listed)
register.filter("listed_short", words.listed_short)
register.filter("language_name", words.language_name)
register.filter("strand_title", words.title)
register.filter("column_title", words.column_title)


@register.filter
def rule_title(name: str) -> str:
    return str(words.RULES.get(name, name))


@register.filter
def item(mapping, key):
    """mapping[key], or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def whole(number) -> float | int:
    """A number without a useless decimal."""
    number = float(number or 0)
    return int(number) if number.is_integer() else number


@register.filter
def plural_of(number) -> int:
    """A whole number that takes the same form of a sentence as `number`: gettext's rules of plurals know no half hours.

    A fraction takes the form "other" in every language of the interface (Unicode CLDR), as a hundred does.
    """
    number = float(number or 0)
    return int(number) if number.is_integer() else 100


@register.filter
def unlocalize_number(value) -> str:
    """A number as HTML wants it, whatever the language: 12, 2.5."""
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
