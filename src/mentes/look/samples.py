"""Samples for the page of parts and states: the strands of the identity, never a real person's."""

from django import forms
from django.utils.translation import gettext as _

from mentes.look.braid import Strand


def strands() -> list[Strand]:
    """Six reasons as on the drawings of the identity, 86 points."""
    return [
        Strand("topics", "woad", 27, _("Pricing and wholesale")),
        Strand("road", "olive", 21, _("Same road: stall to shop")),
        Strand("lived", "murex", 13, _("Lived experience")),
        Strand("language", "weld", 10, _("At ease in English")),
        Strand("working", "madder", 9, _("Asks before advising")),
        Strand("hours", "walnut", 6, _("4 shared hours a week")),
    ]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Your name to continue"))
    language = forms.ChoiceField(label=_("Answer me in"), choices=[("en", "English"), ("ar", "العربية")], required=False)
    goals = forms.CharField(
        label=_("What would help you now?"), help_text=_("Numbers help."), widget=forms.Textarea, required=False
    )
    agree = forms.BooleanField(label=_("Leave my name out until someone answers"), required=False)

    def clean_name(self) -> str:
        if self.cleaned_data["name"] != "Ama Owusu":
            raise forms.ValidationError(_("One letter is missing. Your name here is Ama Owusu."))
        return self.cleaned_data["name"]


def states() -> dict:
    """What look/states.html shows."""
    dyes = [
        ("woad", _("Woad"), _("Skills")),
        ("olive", _("Olive"), _("Road")),
        ("murex", _("Murex"), _("Lived experience")),
        ("weld", _("Weld"), _("Language")),
        ("madder", _("Madder"), _("Way of working")),
        ("walnut", _("Walnut"), _("Hours")),
        ("flax", _("Flax"), _("A reason of your own")),
        ("indigo", _("Indigo"), _("Whom they wish for")),
    ]
    form = SampleForm({"name": "Ama Owus", "language": "en"})
    form.is_valid()
    people = ["Ama Owusu", "Rosa Quispe", "Henrik Dahl", "Fatou Diallo", "Yuki Tanabe", "Giorgos Markakis", "Petra Novák"]
    people += ["Tomasi Vea", "Wanjiru Njeri", "Nguyễn Minh Châu", "سلمى بن عيسى", "Beatriz Amaral"]
    reasons = strands()
    return {
        "dyes": [{"dye": dye, "name": name, "use": use, "strands": [Strand(dye, dye, 40, name)]} for dye, name, use in dyes],
        "strands": reasons,
        "withdrawn": [s for s in reasons if s.id != "lived"],
        "extra": [*reasons, Strand("trade", "flax", 8, _("Same trade"))],
        "form": form,
        "people": [{"id": name, "name": name} for name in people],
        "sample_strands": [
            {"id": s.id, "dye": s.dye, "label": s.label, "likeness": likeness}
            for s, likeness in zip(reasons, (0.9, 0.84, 0.867, 1, 0.75, 0.75), strict=True)
        ],
        "weights": [(s.id, s.dye, s.label, weight) for s, weight in zip(reasons, (30, 25, 15, 10, 12, 8), strict=True)],
    }
