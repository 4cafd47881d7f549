"""What may be typed into a meeting's papers."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy

from mentes.people.models import Person


class ItemForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("One more line"), max_length=300)


class SharedNoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What we want to keep of this meeting"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n")


class ActionForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What is to be done"), max_length=300)
    due_on = forms.DateField(
        label=gettext_lazy("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, people: Sequence[Person], me: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        others = [(pk, one.name) for pk, one in self.people.items() if pk != str(me.pk)]
        self.fields["owner"] = forms.ChoiceField(
            label=gettext_lazy("Who does it"), widget=forms.RadioSelect, choices=[(str(me.pk), gettext_lazy("I do")), *others]
        )

    def owner_chosen(self) -> Person:
        """Only after is_valid()."""
        return self.people[self.cleaned_data["owner"]]
