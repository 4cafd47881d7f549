"""What may be typed in this room: the words of a letter."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.insights.writing import MOST_WORDS
from mentes.matches.exceptions import KINDS


class WordForm(forms.Form):
    """`mark` makes a letter go once, however often the button is pressed."""

    words = forms.CharField(
        label=_("Your words"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a word first.")},
    )
    mark = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=[(one, one) for one in (*KINDS, "other")], initial="other")
    match = forms.UUIDField(widget=forms.HiddenInput, required=False)
