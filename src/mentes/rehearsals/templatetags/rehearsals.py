"""Tags of this room: a place as a picture, and codes as words."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from mentes.rehearsals import words
from mentes.rehearsals.models import Place, Rehearsal
from mentes.rehearsals.pictures import picture

register = template.Library()


@register.simple_tag
def place_picture(place: str, light: str, n: int) -> SafeString:
    return mark_safe(picture(place, light, min(n, 3)))


@register.filter
def place_name(place: str) -> str:
    return str(words.PLACES[Place(place)])


@register.filter
def state_name(state: str) -> str:
    return str(words.STATES[Rehearsal.State(state)])


@register.filter
def before_whom(n: int) -> str:
    return words.before_whom(n)


@register.filter
def about_minutes(n: int) -> str:
    return words.about_minutes(n)
