"""Filters of the pages on which people are told and answer."""

from django import template

from mentes.matches.answer_words import clock_of

register = template.Library()
register.filter("clock_of", clock_of)


@register.filter
def town(place: str) -> str:
    """A place without the code of its country, which few can read: "Arequipa, PE" is "Arequipa"."""
    name, comma, country = place.rpartition(", ")
    return name if comma and len(country) == 2 and country.isupper() else place
