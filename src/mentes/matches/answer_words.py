"""The words around an answer: reasons to choose from, how the other hears of them, and how a match stands."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.matches.models import Match

# What one chooses from, by side: (code, words).
CHOICES = {
    "mentor": (
        ("no_time", gettext_lazy("I have too little time just now")),
        ("somebody_else", gettext_lazy("Somebody else could help better with this")),
        ("know_each_other", gettext_lazy("We know each other already, or are too close")),
        ("hours", gettext_lazy("Our hours do not meet")),
        ("unsaid", gettext_lazy("I would rather not say")),
    ),
    "mentee": (
        ("no_time", gettext_lazy("I have too little time just now")),
        ("somebody_else", gettext_lazy("I am looking for something else")),
        ("know_each_other", gettext_lazy("We know each other already, or are too close")),
        ("hours", gettext_lazy("Our hours do not meet")),
        ("unsaid", gettext_lazy("I would rather not say")),
    ),
}
# How the other hears of it. `name` is who declined.
TOLD = {
    "mentor": {
        "no_time": gettext_lazy("%(name)s has too little time just now."),
        "somebody_else": gettext_lazy("%(name)s thinks that somebody else can help you better with what you seek."),
        "know_each_other": gettext_lazy("%(name)s would rather leave the place to somebody from further away."),
        "hours": gettext_lazy("%(name)s sees no hour of the week that suits you both."),
        "unsaid": gettext_lazy("%(name)s cannot take this up now."),
    },
    "mentee": {
        "no_time": gettext_lazy("%(name)s has too little time just now."),
        "somebody_else": gettext_lazy("%(name)s is looking for something else just now."),
        "know_each_other": gettext_lazy("%(name)s would rather meet somebody from further away."),
        "hours": gettext_lazy("%(name)s sees no hour of the week that suits you both."),
        "unsaid": gettext_lazy("%(name)s cannot take this up now."),
    },
}


def reason_told(match: Match) -> str:
    """Why a match was declined, as the other of the two reads it; empty for any other match."""
    if match.state != Match.State.DECLINED:
        return ""
    side = "mentor" if match.mentor_answer == Match.Answer.NO else "mentee"
    sentence = TOLD[side].get(match.reason_code)
    return sentence % {"name": getattr(match, side).profile.first_name} if sentence else ""


def closed_told(match: Match, name: str) -> str:
    """Why the offer is closed to whom says yes only now; `name` is the other's first name."""
    if match.reason_code == "seats_taken":
        return _("%(name)s has no seat left. The offer is closed, and we look for somebody else.") % {"name": name}
    if match.reason_code == "found_another":
        return _("%(name)s found a mentor in the meantime. That says nothing about you.") % {"name": name}
    return _("One of you no longer takes part in the programme.")


def clock_of(zone: str) -> str:
    """The city that names a zone: "Africa/Accra" is "Accra"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ") if zone else "UTC"


def weekly_hours(hours: Iterable, zone: str) -> str:
    """Free hours of a week as somebody wrote them, by their own clock: "Mon 17:00–20:00; Sat 09:00–12:00"."""
    days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    spans = []
    for start, end in hours:
        clock = f"{start % 1440 // 60:02}:{start % 60:02}–{(end % 1440) // 60:02}:{end % 60:02}"
        spans.append(_("%(day)s %(hours)s") % {"day": days[start // 1440 % 7], "hours": clock})
    return _("; ").join(spans)


def time_there(now: datetime, zone: str) -> datetime:
    """What the clock of `zone` shows now, without zone so that templates print it as it is."""
    return now.astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None)
