"""Filters of the pages on which people are told and answer."""

from django import template

from mentes.matches.answer_words import clock_of

register = template.Library()
register.filter("clock_of", clock_of)
