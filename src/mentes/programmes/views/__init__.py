"""The pages of programmes, by subject."""

from django.http import HttpResponse
from django.shortcuts import redirect


def see_other(to: str, **where) -> HttpResponse:
    """303: done, and the page to look at now is `to`, asked for with GET."""
    response = redirect(to, **where)
    response.status_code = 303
    return response
