"""What every page knows of its surroundings: the programme one is in, the rooms one may open, the strip of the demo."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mentes.home import demo
from mentes.messages.models import Member
from mentes.programmes.models import Participation, Programme

NOBODY = UUID(int=0)
PEOPLE_PAGES = {"people", "person", "status", "invite", "upload", "preview", "carry_out", "imports", "undo_import", "people_csv"}


def surroundings(request: HttpRequest) -> dict:
    """`nav` [(label, icon, address, is_current)], `programme_name` and `demo_strip` for look/base.html.

    `n_unread` is shown behind the entry whose address is `unread_at`.
    """
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"nav": [], "programme_name": "", "demo_strip": None}
    match = request.resolver_match
    here = (match.namespace, match.url_name) if match else ("", "")
    run = list(Programme.objects.run_by(person).only("slug", "name"))
    taken = list(
        Participation.objects.filter(person=person).select_related("programme").only("programme__slug", "programme__name")
    )
    known = {programme.slug: programme for programme in (*run, *(place.programme for place in taken))}
    slug = (match.kwargs.get("slug") if match else None) or (next(iter(known)) if len(known) == 1 else None)
    current = known.get(slug)
    organised = current if current in run else (run[0] if run else None)
    nav = (
        _organisers_nav(here, organised)
        if organised
        else [(_("Home"), "house", reverse("home:today"), here == ("home", "today"))]
    )
    # Only who has a place somewhere has somebody to write to.
    unread = list(Member.objects.filter(person=person).with_unread().values_list("n_unread", flat=True)) if taken else []
    if unread:
        nav += _entry(_("Messages"), "messages-square", "messages:index", here[0] == "messages")
    if known and _has_room_to_rehearse():  # to rehearse, or to write scenarios for one's people
        nav += _entry(_("Rehearse"), "drama", "rehearsals:index", here[0] == "rehearsals")
    if taken or not organised:
        nav += _entry(_("Privacy"), "shield-check", "trust:mine", here[0] == "trust")
    strip = demo.strip(person) if settings.IS_DEMO else None
    return {
        "nav": nav,
        "programme_name": current.name if current else "",
        "demo_strip": strip,
        "n_unread": sum(unread),
        "unread_at": reverse("messages:index"),
    }


def _organisers_nav(here: tuple[str, str], programme: Programme) -> list[tuple]:
    room, page = here
    is_people = room == "programmes" and page in PEOPLE_PAGES
    return [
        (_("Today"), "house", reverse("home:today"), here == ("home", "today")),
        *_entry(_("Matches"), "handshake", "matches:review", room == "matches", programme.slug),
        *_entry(_("People"), "users", "programmes:people", is_people, programme.slug),
        *_entry(_("Programme"), "sprout", "programmes:show", room == "programmes" and not is_people, programme.slug),
    ]


def _has_room_to_rehearse() -> bool:
    """Whether there is a room to enter: lists and lobbies alone are no reason for an entry."""
    return bool(_entry("", "", "rehearsals:room", False, str(NOBODY)))


def _entry(label: str, icon: str, name: str, is_current: bool, *args: str) -> list[tuple]:
    """One entry; none where the room does not exist."""
    try:
        return [(label, icon, reverse(name, args=args), is_current)]
    except NoReverseMatch:
        return []
