"""The sentences that the call's scripts show and read out, in the reader's language; {name} stands where a name belongs."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words_of_the_page() -> dict[str, str]:
    return {
        "you": pgettext("in a call", "You"),
        "comma": _(", "),
        "muted": _("microphone off"),
        "voices-only": _("voices only"),
        "screen-of": _("The screen of {name}"),
        "how-connecting": _("Connecting"),
        "how-interrupted": _("The line broke; looking for another way"),
        "how-lost": _("Away for a moment"),
        # Read out by screen readers
        "news-entered": _("You are in. Here: {name}."),
        "news-alone": _("You are in, and the first. You can wait here."),
        "news-joined": _("{name} came in."),
        "news-left": _("{name} left."),
        "news-lost": _("{name} lost the line and may come back."),
        "news-returned": _("{name} is back."),
        "news-shares": _("{name} shows a screen."),
        "news-said": _("{name} writes: {text}"),
        "news-interrupted": _("The line to {name} broke; looking for another way."),
        "news-mended": _("{name} can be heard again."),
        "news-line-lost": _("Your line broke. It is being mended; stay here."),
        "news-back": _("Your line is back."),
        # What devices can answer
        "voice-refused": _(
            "The microphone was refused. Press the sign beside the address to allow it, then try again; or come in without it."
        ),
        "voice-absent": _("No microphone was found. Plug one in and try again, or come in without it."),
        "voice-busy": _("The microphone is held by another program. Close that one and try again."),
        "voice-broken": _("The microphone does not answer. Plug it in again, or choose another."),
        "camera-refused": _("The camera was refused. You can come in with your voice alone."),
        "camera-absent": _("No camera was found. You can come in with your voice alone."),
        "camera-busy": _("The camera is held by another program. Close that one, or come in with your voice alone."),
        "camera-broken": _("The camera does not answer. You can come in with your voice alone."),
        # How a call ends
        "over-left": _("You left the call."),
        "over-elsewhere": _("The call goes on where you opened it last, on another page or device."),
        "over-full": _(
            "Six people are in this call already, and more would not hear one another well. Try again when somebody has left."
        ),
        "over-removed": _("This call is no longer open to you: the meeting was called off or changed."),
        "over-signed-out": _("You were signed out. Sign in again, and you can come back."),
    }
