"""What may be answered for the audit, and what a programme may ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.fairness.attributes import ATTRIBUTES, OWN, UNSAID
from mentes.fairness.models import MOST_LETTERS, Asked

MOST_BELONGINGS = 30


class AnswersForm(forms.Form):
    """One question an attribute, nothing chosen beforehand. `said`: {attribute: (value, words)} as it stands now."""

    def __init__(self, *args, asked: Asked, said: dict[str, tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [name for name in ATTRIBUTES if name in asked.attributes]
        for name in self.asked:
            attribute = ATTRIBUTES[name]
            value, words = said.get(name, ("", ""))
            choices = [(one, one) for one in asked.belongings] if name == "belonging" else list(attribute.choices.items())
            if attribute.has_own_words:
                choices.append((OWN, _("In my own words")))
            choices.append((UNSAID, _("I would rather not say")))
            self.fields[name] = forms.ChoiceField(
                label=attribute.question,
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
                initial=value if value in dict(choices) else None,
            )
            if attribute.has_own_words:
                self.fields[f"{name}_words"] = forms.CharField(
                    label=_("Your own words"), max_length=MOST_LETTERS, required=False, initial=words
                )

    def clean(self) -> dict:
        said = super().clean()
        for name in self.asked:
            if said.get(name) == OWN and not said.get(f"{name}_words", "").strip():
                self.add_error(f"{name}_words", _("Write it in your own words, or choose another answer."))
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("Choose an answer to at least one question, or leave yourself out."))
        return said

    def answers(self) -> dict[str, tuple[str, str]]:
        """{attribute: (value, words)} of what was answered. Words written without choosing them are meant too."""
        found = {}
        for name in self.asked:
            value, words = self.cleaned_data.get(name, ""), " ".join(self.cleaned_data.get(f"{name}_words", "").split())
            if value or words:
                found[name] = (value or OWN, words if (value or OWN) == OWN else "")
        return found

    def questions(self) -> list[dict]:
        """For the page: each question's field and, where there is one, the field for words of one's own."""
        return [{"field": self[name], "words": self[f"{name}_words"] if f"{name}_words" in self.fields else None}
                for name in self.asked]  # fmt: skip


class AskedForm(forms.Form):
    attributes = forms.MultipleChoiceField(
        label=_("What is asked"),
        choices=[(name, attribute.title) for name, attribute in ATTRIBUTES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    belongings = forms.CharField(
        label=_("Answers to choose from for belonging"),
        help_text=_("One a line, as people there name themselves. Everybody may also use their own words, or not say."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )

    def clean_belongings(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["belongings"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        errors = [
            _("“%(line)s…” is longer than %(most)s letters.") % {"line": line[:30], "most": MOST_LETTERS}
            for line in lines
            if len(line) > MOST_LETTERS
        ]
        errors += [_("“%(line)s” cannot be an answer here.") % {"line": line} for line in lines if line in (OWN, UNSAID)]
        if len(lines) > MOST_BELONGINGS:
            errors.append(_("At most %(most)s answers, please.") % {"most": MOST_BELONGINGS})
        if errors:
            raise forms.ValidationError(errors)
        return lines
