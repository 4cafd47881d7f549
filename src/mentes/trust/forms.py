"""What is asked before somebody is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I know that this cannot be undone, and that I leave every programme."),
        error_messages={"required": _("Tick the box if you want to be erased.")},
    )
