"""What may be typed on a report: a remark at a moment, one thing to try next, a recording as bytes."""

import re
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.matches.models import Match
from mentes.messages import files
from mentes.people.models import Person
from mentes.rehearsals import bridge
from mentes.rehearsals.actions.cueing import MOST_MS
from mentes.rehearsals.actions.trying import other_of
from mentes.rehearsals.actions.voicing import Voice
from mentes.rehearsals.models.cue import MOST_REMARK_LETTERS
from mentes.rehearsals.models.recording import MOST_RECORDING_BYTES
from mentes.rehearsals.models.sound import MOST_NOTE_BYTES, MOST_VOICE_BYTES

BEGINS = b"MTL\x01"  # as room/timeline.js writes it
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")


class VoiceField(forms.FileField):
    """A voice as a browser records it; cleaned it is a Voice, or None. `most` bytes."""

    def __init__(self, *, most: int, **kwargs):
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data, initial=None):
        given = super().clean(data, initial)
        if not given:
            return None
        if given.size > self.most:
            most = _("A voice may have %(mb)s MB here, and this one has more.")
            raise forms.ValidationError(most, code="too_large", params={"mb": self.most // 1024**2})
        body = given.read()
        try:
            return Voice(body, files.kind_of_sound(body))
        except files.Unfit as unfit:
            sentence = _("This is no voice as browsers record one: WebM, MPEG-4 or Ogg, and nothing else in it.")
            raise forms.ValidationError(sentence) from unfit


class VoiceForm(forms.Form):
    """The speaker's own voice: the file, at which millisecond it begins, and the yes that is meant for it alone."""

    voice = VoiceField(most=MOST_VOICE_BYTES, error_messages={"required": gettext_lazy("No voice came with it.")})
    at = forms.IntegerField(min_value=-MOST_MS, max_value=MOST_MS)
    may_hear = forms.BooleanField(error_messages={"required": gettext_lazy("Say first that your voice may go along.")})


class RemarkForm(forms.Form):
    """`cleaned_data["at"]` is milliseconds since zero; digits of any script are taken."""

    use_required_attribute = False
    at = forms.CharField(
        label=gettext_lazy("At"),
        help_text=gettext_lazy("Minutes and seconds, as 3:05. With the replay it follows what you look at."),
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say at which moment, as 3:05.")},
    )
    text = forms.CharField(
        label=gettext_lazy("What you saw there"),
        max_length=MOST_REMARK_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    id = forms.UUIDField(required=False)
    voice = VoiceField(
        most=MOST_NOTE_BYTES,
        label=gettext_lazy("Or a voice, at most a minute of it"),
        help_text=gettext_lazy("Only you and the speaker will hear it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )

    def clean(self) -> dict:
        said = super().clean()
        if "voice" in said and not said["voice"] and not said.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", _("Write the remark first."))
        return said

    def clean_at(self) -> int:
        said = CLOCK.fullmatch(self.cleaned_data["at"].strip())
        if not said:
            raise forms.ValidationError(_("Write minutes and seconds with a colon between them, as 3:05."))
        return 1000 * (60 * int(said[1]) + int(said[2]))


class TryNextForm(forms.Form):
    """One sentence, and with which of the speaker's pairs it is for. `pairs` as in actions.trying, the likeliest first."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the one thing first.")},
    )

    def __init__(self, *args, pairs: Sequence[Match], me: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.pairs = {str(match.pk): match for match in pairs}
        if pairs:
            named = [(key, _("With %(name)s") % {"name": other_of(match, me).name}) for key, match in self.pairs.items()]
            self.fields["match"] = forms.ChoiceField(
                label=gettext_lazy("For the next meeting"),
                help_text=gettext_lazy("It stands there among what you said you would do; both of you read it."),
                choices=[*named, ("", _("For this page alone"))],
                required=False,
                widget=forms.RadioSelect,
                initial=next(iter(self.pairs)),
            )

    def chosen_pair(self) -> Match | None:
        return self.pairs.get(self.cleaned_data.get("match", ""))


class RecordingForm(forms.Form):
    """`cleaned_data["recording"]` is bytes."""

    recording = forms.FileField(error_messages={"required": gettext_lazy("No recording came with it.")})

    def clean_recording(self) -> bytes:
        given = self.cleaned_data["recording"]
        if given.size > MOST_RECORDING_BYTES:
            raise forms.ValidationError(_("A recording has at most 2 MB. Yours stays on this device."), code="too_large")
        whole = given.read()
        if not whole.startswith(BEGINS):
            raise forms.ValidationError(_("This is no recording of a rehearsal."))
        return whole


class ListenForm(forms.Form):
    """`cleaned_data["voice"]` is bytes; `yes` is said anew each time. What is wrong is told by codes: the page has the words."""

    voice = forms.FileField()
    yes = forms.BooleanField()

    def clean_voice(self) -> bytes:
        given = self.cleaned_data["voice"]
        if given.size > bridge.MOST_BYTES:
            raise forms.ValidationError("", code="too_large")
        return given.read()

    def codes(self) -> list[str]:
        """All that is wrong: too_large or no_sound, no_yes."""
        found = ["too_large" if self.has_error("voice", "too_large") else "no_sound"] if self.has_error("voice") else []
        return [*found, "no_yes"] if self.has_error("yes") else found
