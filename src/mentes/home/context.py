"""What every page knows of its surroundings: the programme one is in, the rooms one may open, the strip of the demo."""

from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict:
    """`nav` [(label, icon, address, is_current)], `programme_name` and `demo_strip` for look/base.html."""
    return {"nav": [], "programme_name": "", "demo_strip": None}
