"""What the room of sixty seconds says, in the reader's language; {n} stands where a number belongs."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words_of_the_room() -> dict[str, str]:
    return {
        "title": _("Sixty seconds"),
        "trigger": _("Pull the trigger or pinch to begin."),
        "left": _("seconds left"),
        "begun": _("Your sixty seconds have begun. They all listen."),
        "half": _("Thirty seconds left."),
        "ten": _("Ten seconds left."),
        "over": _("Time. They applaud."),
        "hand-left": _("Somebody on the left raises a hand."),
        "hand-middle": _("Somebody in the middle raises a hand."),
        "hand-right": _("Somebody on the right raises a hand."),
        "hand-seen": _("You turned to them, and the hand goes down."),
        "hand-down": _("The hand goes down again."),
        "noticed-title": _("What Mentes noticed"),
        "percent": pgettext("a share of the whole", "{n} %"),
        "seconds": pgettext("a length of time", "{n} s"),
        **{f"{side}-side": label for side, label in sides()},
        "reached": _("To {n} of {all} people for at least a second each."),
        "floor": _("Look at the far end of your free floor, and pull the trigger or pinch."),
        "too-small": _("Nobody fits there: look at a spot with two metres of free floor before it."),
        "refused": _("The headset did not open the room. Put it on, and try again."),
        "microphone-denied": _("The browser was not allowed to use the microphone. The minute works without it."),
        "microphone-missing": _("No microphone is found. The minute works without it."),
        "microphone-failed": _("The microphone could not be started. The minute works without it."),
    }


def sides() -> list[tuple[str, str]]:
    """Where a head can be turned, as room/head.js names it."""
    return [
        ("left", _("To the left")),
        ("middle", _("To the middle")),
        ("right", _("To the right")),
        ("elsewhere", _("Elsewhere")),
    ]


def questions() -> list[str]:
    """What the audience asks in the plain form: to be answered out loud, twenty seconds each."""
    return [
        _("What do you do, and for whom?"),
        _("Why should we believe that you can?"),
        _("What would you like from us?"),
    ]
