"""What the room of a rehearsal says in the reader's language; {name}, {n}, {text} stand where they belong."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def cues() -> list[tuple[str, str]]:
    """The palette: codes of the line, each with what the speaker reads."""
    return [
        ("slower", pgettext("a cue to a speaker", "Slower")),
        ("pause", pgettext("a cue to a speaker", "Pause")),
        ("left", pgettext("a cue to a speaker", "Look to the left")),
        ("right", pgettext("a cue to a speaker", "Look to the right")),
        ("louder", pgettext("a cue to a speaker", "Louder")),
        ("good", pgettext("a cue to a speaker", "Good")),
        ("question", pgettext("a cue to a speaker", "Question now")),
    ]


def words_of_a_rehearsal(side: str) -> dict[str, str]:
    """`side`: speaker, mentor or peer; what happens to the speaker is told to others by other words."""
    return _of_everybody() | (_of_the_speaker() if side == "speaker" else _of_a_guest())


def _of_everybody() -> dict[str, str]:
    return {
        **{f"cue-{code}": said for code, said in cues()},
        "cue-said": _("{name}: {text}"),
        "slide": _("Slide {n} of {all}"),
        "came": _("{name} came in."),
        "back": _("{name} is back."),
        "away": _("The line to {name} broke; it is being mended."),
        "gone": _("{name} left."),
        "you": _("You"),
        "side-speaker": _("speaks here"),
        "side-mentor": _("gives cues"),
        "side-peer": _("listens"),
        "form-vr": _("with a headset"),
        "form-ar": _("with a headset"),
        "form-screen": _("at a screen"),
        "form-plain": _("in plain form"),
        "hears-nothing": _("microphone off"),
        "is-away": _("line broken"),
        "line-lost": _("The line to the server broke; it is being mended. What you do is kept."),
        "line-back": _("The line is back."),
        "over-signed-out": _("You are signed out. Sign in, and come in again."),
        "over-removed": _("You have no place in this rehearsal any more."),
        "over-elsewhere": _("You opened this rehearsal on another page; it goes on there."),
        "over-full": _("Six people are in the room already, which is as many as can hear one another."),
        "over-left": _("You left the room."),
        "voice-refused": _("The browser was not allowed to use the microphone. You hear the others all the same."),
        "voice-absent": _("No microphone is found. You hear the others all the same."),
        "voice-busy": _("Another program holds the microphone. You hear the others all the same."),
        "voice-broken": _("The microphone could not be started. You hear the others all the same."),
        "microphone-denied": _("The browser was not allowed to use the microphone. The rehearsal works without it."),
        "microphone-missing": _("No microphone is found. The rehearsal works without it."),
        "microphone-failed": _("The microphone could not be started. The rehearsal works without it."),
        "floor": _("Look at the far end of your free floor, and pull the trigger or pinch."),
        "too-small": _("Nobody fits there: look at a spot with two metres of free floor before it."),
        "trigger": _("Pull the trigger or pinch to begin."),
        "refused": _("The headset did not open the room. Put it on, and try again."),
    }


def _of_the_speaker() -> dict[str, str]:
    return {
        "elapsed": _("{text} of about {all}"),
        "begun": _("It has begun. They look at you."),
        "point": _("Point at a line and pull the trigger."),
        "mentor-turned": _("{name} turned the slide."),
        "saving": _("Keeping what happened on this device"),
        "microphone-full": _("This device has no more room: your voice is kept up to here, and the rest goes on."),
        "end-kept": _("It is over, and kept on this device. The line is broken: as soon as it is back you come to the report."),
    }


def _of_a_guest() -> dict[str, str]:
    return {
        "waiting": _("It has not begun yet. {name} begins."),
        "chose-speaker": _("{name} chose: {text}"),
        "seat": _("Place {n}"),
        "sent": pgettext("a cue", "sent"),
        "kept": pgettext("a cue", "kept; it waits its turn"),
        "shown": pgettext("a cue", "shown"),
        "seen": pgettext("a cue", "seen"),
        "refused": pgettext("a cue", "not kept"),
        "refused-not-begun": _("It has not begun yet; wait until it has."),
        "refused-over": _("It is over. Write a remark instead."),
        "refused-no-place": _("You may only listen here now."),
        "refused-wrong": _("That is too long, or no cue."),
        "refused-taken": _("That was sent before, elsewhere. Send it once more."),
        "refused-too-many": _("Several are on their way already. Wait until they are seen."),
        "remark-sent": pgettext("a remark", "sent"),
        "remark-kept": pgettext("a remark", "kept"),
        "remark-early": _("It has not begun yet, so there is no moment to pin this to."),
        "taken": _("{name} goes that way."),
        "not-taken": _("{name} was further already."),
        "over": _("The rehearsal is over."),
    } | words_of_a_spoken_remark()


def words_of_a_spoken_remark() -> dict[str, str]:
    return {
        "note-early": _("It has not begun yet, so there is no moment to pin this to."),
        "note-cannot": _("This browser records no voice here. Write the remark instead."),
        "note-denied": _("The browser was not allowed to use the microphone. Allow it beside the address, or write the remark."),
        "note-missing": _("No microphone is found. Plug one in, or write the remark."),
        "note-failed": _("The microphone could not be started. Close what else uses it, or write the remark."),
        "note-on": _("Speak. {seconds} seconds are left."),
        "note-ready": _("Hear it, then send it."),
        "note-sending": pgettext("a spoken remark", "on its way"),
        "note-kept": pgettext("a spoken remark", "kept"),
        "note-not-kept": _("It could not be sent. It is still here; try again."),
    }
