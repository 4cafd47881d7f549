"""Shows pages in the language, and times in the zone, of the person who reads; and asks everybody at the door for their age."""

import zoneinfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode

from mentes.people.languages import interface_language


class TimeZoneMiddleware:
    """Activates the signed-in person's time zone for the length of one request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = getattr(request.user, "time_zone", "") or "UTC"
        try:
            zone = zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = zoneinfo.ZoneInfo("UTC")
        with timezone.override(zone):
            return self.get_response(request)


class PersonLanguageMiddleware:
    """Whoever is signed in reads their own language; choosing another in the menu makes that one theirs.

    The choice is left in the cookie too, so that the page after signing out still speaks it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not person.is_authenticated:
            return self.get_response(request)
        language = interface_language(person)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen is not None and chosen.value and _is_choice(request):
            person.language = chosen.value
            person.save(update_fields=["language"])
        elif chosen is None:
            _remember(request, response, person)
        return response


def _is_choice(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "set_language"


def _remember(request: HttpRequest, response: HttpResponse, person) -> None:
    language = interface_language(person)
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == language:
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


# What somebody may open who has signed in and not yet said that they are an adult. With the room's name: another room's page
# of the same name stays closed.
AT_THE_DOOR = {
    "account_logout",
    "demo:enter",
    "home:landing",
    "people:door",
    "people:invitation",
    "set_language",
    "trust:erase",
    "trust:export",
    "trust:gone",
    "trust:mine",
    "trust:privacy",
    "try:room",
}


class DoorMiddleware:
    """Whoever came in without an invitation's page (by a code, as a new organiser) is asked there first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        person = request.user
        if not person.is_authenticated or person.adult_confirmed_at is not None:
            return None
        if request.resolver_match.view_name in AT_THE_DOOR:
            return None
        following = {"next": request.get_full_path()} if request.method == "GET" else {}
        return redirect(reverse("people:door") + (f"?{urlencode(following)}" if following else ""))
