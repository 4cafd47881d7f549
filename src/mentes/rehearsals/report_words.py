"""What the report of a rehearsal says in the reader's language; {n}, {name} and the like stand where they belong."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words_of_the_report() -> dict[str, str]:
    return _of_the_player() | _of_the_lanes() | _of_the_moments() | _of_fillers() | _of_what_is_kept()


def _of_the_player() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause the replay"),
        "of": _("{now} of {all}"),
        "speed": _("{n}×"),
        "percent": _("{n}%"),
        "seconds": _("{n} s"),
        "cue-said": _("{name}: {text}"),
        "somebody": _("Somebody in the audience"),
        "gone": _("Somebody whose account is gone"),
        "go-to": _("Go to {time}"),
        "slide": _("Slide {n}"),
        "handled": _("Something handled"),
    }


def _of_the_lanes() -> dict[str, str]:
    return {
        "you": _("You"),
        "partner": _("The scripted partner"),
        "others": _("Those with you"),
        "voice": _("{name} {percent}."),
        "unheard": _("The room did not listen, so when the speaker spoke is not known."),
        "pace": _("Mostly {low} to {high} syllables a minute; half of the time lies in the shaded band."),
        "pauses": _("{n} pauses of half a second or more, {answers} answers; the longest silence took {longest}."),
        "no-pauses": _("No silence of half a second or more."),
        "side-left": _("To the left third"),
        "side-middle": _("To the middle"),
        "side-right": _("To the right third"),
        "side-elsewhere": _("Elsewhere"),
        "seat": _("Seat {n}"),
        "seat-time": _("Seat {n}: {seconds}"),
        "plan": _("The seats from above; the longer the head was turned to one, the larger it is."),
        "steady": _("Loudness stayed within 4 dB of its middle for {percent} of the time with a voice."),
        "steady-unknown": _("How even the loudness was takes ten seconds of voice to tell."),
        "reached": _("{n} of {all}"),
    }


def _of_the_moments() -> dict[str, str]:
    return {
        "by-remark": _("{name} wrote this"),
        "by-own": pgettext("a mark on a rehearsal", "{name} marked this"),
        "by-cue": _("A cue by {name}"),
        "noticed": _("Noticed by Mentes: {rule}"),
        "told-silence": _("{n} of silence before the answer."),
        "rule-silence": _("the longest silence between the partner’s words and the speaker’s, from two seconds on."),
        "told-quick": _("The answer came after {n}."),
        "rule-quick": _("the quickest answer, where it took at most 0.7 seconds."),
        "told-fast": _("About {n} syllables a minute here; the middle of this rehearsal is {middle}."),
        "rule-fast": _("the fastest fifteen seconds, where they are a quarter faster than one’s own middle."),
        "told-pause": _("A pause of {n}."),
        "rule-pause": _("the longest silence between two of the speaker’s own words, from two seconds on."),
        "told-talk": _("{n} of speech without a pause."),
        "rule-talk": _("the longest speech without half a second of silence, from twenty seconds on."),
        "told-look": _("For {n} the head was turned to seat {seat}."),
        "rule-look": _("the longest time towards one seat, from twelve seconds on. It is the head, not the eyes."),
        "dispute": _("That is not what happened"),
        "dispute-at": _("That is not what happened at {time}"),
        "disputed": _("{name} says: that is not what happened."),
        "take-back": _("Take this back"),
    }


def _of_fillers() -> dict[str, str]:
    return {
        "by-tap": pgettext("a filler in a rehearsal", "{name} tapped this"),
        "filler": _("A filler"),
        "told-filler": _("Perhaps “{word}”."),
        "rule-filler": _("a word that a speech model may have heard in your own voice."),
        "fillers-told": _("{tapped} tapped by a mentor, {heard} perhaps heard by Mentes."),
        "listen-found": _("Your voice is gone from the server. Perhaps heard: {n}."),
        "listened": _("What may have been heard is kept with this run."),
        "listen-stopped": _("Stopped. Nothing of it is at the server."),
        "listen-too_large": _("Your voice takes more than 10 MB, which is more than can be listened to."),
        "listen-too_long": _("Only the voice of up to fifteen minutes can be listened to."),
        "listen-unknown_kind": _("This kind of sound cannot be read."),
        "listen-broken": _("This recording of your voice cannot be read."),
        "listen-no_sound": _("There is no sound in it."),
        "listen-not_english": _("It sounds like another language than English, which is all that can be listened to."),
        "listen-busy": _("Others are being listened to. Try again in a few minutes."),
        "listen-already": _("Your voice is being listened to already."),
        "listen-too_often": _("Ten times within an hour is as often as it can be asked. Try again later."),
        "listen-failed": _("It failed, on the line or at the server. Nothing of it is there; try again."),
    }


def _of_what_is_kept() -> dict[str, str]:
    return {
        "nothing-here": _(
            "No recording of this rehearsal lies in this browser: it was made elsewhere, or in plain form, or its time is over."
        ),
        "not-shared": _("The speaker has not shared the recording of this rehearsal. What was said into it stands below."),
        "broken": _("The recording of this rehearsal is broken and cannot be shown. What was said into it stands below."),
        "kept-until": _("Kept in this browser until {day}."),
        "voice-size": _("Your own voice: {size} on this device"),
        "voice-given": _("{name}’s own voice, shared with the mentors of this rehearsal"),
        "voice-no-yes": _("Say first that your voice may be heard."),
        "voice-too-large": _("This voice is larger than 10 MB and cannot be sent. It stays on this device."),
        "voice-not-sent": _("Your voice could not be sent: the line or the server failed. It stays on this device; try again."),
        "voice-deleted": _("Your voice is deleted here. The replay stays, without sound."),
        "this-run": _("this one"),
        "marked": _("Your mark is kept."),
        "kept-dispute": _("What you say stands beside the moment from now on."),
        "took-back": _("Taken back."),
        "not-kept": _("This could not be kept. Try once more before you leave the page."),
        "not-shared-now": _("It could not be shared: the line or the server failed. It stays on this device; try again."),
        "too-large": _("This recording is larger than 2 MB and cannot be shared. It stays on this device."),
    }
