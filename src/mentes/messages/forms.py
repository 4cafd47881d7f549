"""What may be typed into a conversation, and which files come with it."""

import threading
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.lib.many_files import ManyFilesField
from mentes.messages import files
from mentes.messages.actions.writing import MOST_FILES, MOST_LETTERS
from mentes.messages.files.reading import ENDINGS
from mentes.messages.models import Member
from mentes.messages.unfit_words import why_unfit

# A large picture takes a hundred megabytes while it is drawn anew: one at a time.
_one_at_a_time = threading.Lock()


class FilesField(ManyFilesField):
    """`clean` gives files.Ready values; what is wrong with each file is said at once."""

    def clean(self, data, initial=None) -> list[files.Ready]:
        given = super().clean(data, initial)
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files at once."), params={"most": MOST_FILES})
        ready, wrong = [], []
        for one in given:
            try:
                if one.size > files.MOST_BYTES:
                    raise files.Unfit("too_large")
                with _one_at_a_time:
                    ready.append(files.take_in(one.name, one.read()))
            except files.Unfit as unfit:
                wrong.append(why_unfit(unfit, one.name))
        if wrong:
            raise forms.ValidationError(wrong)
        return ready


class WriteForm(forms.Form):
    """One message. `key` is made with the form, so that sending it twice sends one."""

    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=MOST_LETTERS,
        error_messages={"max_length": _("A message may have %(limit_value)d letters; this one has %(show_value)d.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    files = FilesField(label=_("Files"), required=False, allow_empty_file=True)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)

    def clean(self) -> dict:
        said = super().clean()
        if "key" in self.errors:
            del self.errors["key"]
            self.data = {**self.data, "text": self.data.get("text", ""), "key": str(uuid.uuid4())}
            self.add_error(None, _("Something was missing in this form. It is there now: send it again."))
        if not self.errors and not said["text"].strip() and not said["files"]:
            self.add_error("text", _("Write something first, or choose a file."))
        return said


class MailForm(forms.Form):
    mail = forms.ChoiceField(
        label=_("When a mail says that something is unread"),
        choices=[
            (Member.Mail.SOON, _("After a quarter of an hour, at most once an hour")),
            (Member.Mail.AT_ONCE, _("At once")),
            (Member.Mail.DAILY, _("Once a day, at eight in the morning")),
            (Member.Mail.NEVER, _("Never")),
        ],
        widget=forms.RadioSelect,
    )
