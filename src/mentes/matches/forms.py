"""What may be typed: weights, rules and aim; a strand of one's own; whom to look for; the reason of a decision."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.matches import bridge
from mentes.matches.words import RULES, column_title, title
from mentes.people.models import Passage

MOST_WEIGHT = 50
AIMS = {
    "points": gettext_lazy("The best total under your weights"),
    "people": gettext_lazy("The most people with a mentor, then the best total"),
    "stable": gettext_lazy("Stable pairs: by their own wishes, no two who are not paired would both rather have each other"),
}
FLOORS = {
    "off": gettext_lazy("None: one pair may be weak so that others are stronger"),
    "best": gettext_lazy("As high as can be without leaving anybody more without a mentor"),
    "points": gettext_lazy("These points; that may leave people without a mentor"),
}
SAME_OTHER = {"other": gettext_lazy("Only another organisation"), "same": gettext_lazy("Only the same organisation")}
KINDS = {
    "same": gettext_lazy("Both say the same"),
    "different": gettext_lazy("They say different things"),
    "shared": gettext_lazy("Lists with something in common"),
    "order": gettext_lazy("The mentor is some steps above the mentee"),
    "distance": gettext_lazy("Numbers that are near each other"),
    "text": gettext_lazy("Texts that are near in meaning"),
}
SIDES = ("mentee_column", "mentor_column")


class TermsForm(forms.Form):
    """Weights, rules and aim beside the strands that stand already. `terms()` is what was typed, as the engine reads it."""

    aim = forms.ChoiceField(label=gettext_lazy("Aim"), choices=AIMS, widget=forms.RadioSelect)
    floor = forms.ChoiceField(
        label=gettext_lazy("A floor under the weakest pair"),
        choices=FLOORS,
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("Locked pairs stay, whatever their points."),
    )
    floor_points = forms.FloatField(
        label=gettext_lazy("Points of the floor"), min_value=0, max_value=100, required=False, widget=forms.NumberInput
    )
    sensitive_lived = forms.BooleanField(
        label=gettext_lazy("Count sensitive experiences that both volunteered"),
        required=False,
        help_text=gettext_lazy(
            "Points can let you guess that two people share something. Leave such experiences out and nobody can."
        ),
    )

    def __init__(self, data=None, *, terms: bridge.Terms):
        self.start = terms
        in_points = not isinstance(terms.floor, str)
        initial = {
            "aim": "stable" if terms.mode == "stable" else terms.aim,
            "floor": "points" if in_points else terms.floor,
            "floor_points": terms.floor if in_points else None,
            "sensitive_lived": terms.sensitive_lived,
        }
        super().__init__(data, initial=initial)
        for number, (name, weight) in enumerate(terms.offered_weights().items()):
            self.fields[f"weight_{number}"] = forms.FloatField(
                label=title(name), min_value=0, max_value=1000, initial=weight, widget=forms.NumberInput
            )
        for rule in terms.rules:
            self.fields[f"rule_{rule.name}"] = forms.BooleanField(
                label=RULES.get(rule.name, rule.name), required=False, initial=rule.on
            )
            if isinstance(rule.value, float | int) and not isinstance(rule.value, bool):
                most = 100 if rule.name == "minimum_points" else 168
                self.fields[f"value_{rule.name}"] = forms.FloatField(
                    label=RULES.get(rule.name, rule.name), min_value=0, max_value=most, initial=rule.value, required=False
                )
            elif isinstance(rule.value, str):
                self.fields[f"value_{rule.name}"] = forms.ChoiceField(
                    label=RULES.get(rule.name, rule.name), choices=SAME_OTHER, initial=rule.value, required=False
                )

    def clean(self):
        said = super().clean()
        names = list(self.start.offered_weights())
        weights = [said.get(f"weight_{k}") for k in range(len(names))]
        if not self.errors and not any(weights):
            raise forms.ValidationError(_("At least one weight must be above 0."))
        if said.get("floor") == "points" and not said.get("floor_points") and "floor_points" not in self.errors:
            self.add_error("floor_points", _("Write the points of the floor: above 0, at most 100."))
        return said

    def terms(self) -> bridge.Terms:
        """Only after is_valid()."""
        said, table = self.cleaned_data, bridge.terms_to_table(self.start)
        names = list(self.start.offered_weights())
        weights = {name: said[f"weight_{k}"] for k, name in enumerate(names)}
        table["strands"] = {name: weights[name] for name in bridge.STRANDS}
        for custom in table.get("strand", ()):
            custom["weight"] = weights[custom["name"]]
        for rule in self.start.rules:
            is_on, value = said[f"rule_{rule.name}"], said.get(f"value_{rule.name}")
            value = rule.value if value in (None, "") else value  # 0 is an answer
            table["rules"][rule.name] = is_on if rule.value is None else {"on": is_on, "value": value}
        # In stable mode the aim decides nothing: what it was stays for the day the mode is another.
        wish = {"mode": "stable"} if said["aim"] == "stable" else {"mode": "optimum", "aim": said["aim"]}
        floor = said["floor_points"] if said["floor"] == "points" else said["floor"] or self.start.floor
        table |= wish | {"floor": floor, "sensitive_lived": said["sensitive_lived"]}
        return bridge.read_terms(table)

    def weights(self):
        """[(bound field, strand name, dye, highest value of its slider)]."""
        for number, (name, weight) in enumerate(self.start.offered_weights().items()):
            field = self[f"weight_{number}"]
            shown = field.value() if field.value() not in (None, "") else weight
            dye = bridge.DYES.get(name, bridge.CUSTOM_DYE)
            yield {"field": field, "name": name, "dye": dye, "value": shown, "most": max(MOST_WEIGHT, int(weight))}

    def rules(self):
        """[{switch, value or None}] in the order of the rules."""
        for rule in self.start.rules:
            value = self[f"value_{rule.name}"] if f"value_{rule.name}" in self.fields else None
            yield {"name": rule.name, "switch": self[f"rule_{rule.name}"], "value": value, "on": rule.on}

    def hidden(self) -> list[tuple[str, str]]:
        """What was typed, as names and values for a form that sends it once more."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name)]

    def wishes_now(self) -> list[tuple[str, str]]:
        """What stands in the form beside weights and rules, as names and values for a form that does not show it."""
        names = ("aim", "floor", "floor_points") + (("sensitive_lived",) if self["sensitive_lived"].value() else ())
        values = {name: self[name].value() for name in names}
        return [(name, "on" if value is True else str(value)) for name, value in values.items() if value not in (None, "")]


class OwnStrandForm(forms.Form):
    """A strand from any column of the programme's files. `columns`: its own, those most people filled first."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("What brings points"), choices=KINDS)
    mentee_column = forms.ChoiceField(
        label=gettext_lazy("Column of the mentee"),
        help_text=gettext_lazy("Of texts, the two of a pair and you read the sentences that were nearest."),
    )
    mentor_column = forms.ChoiceField(label=gettext_lazy("Column of the mentor"))
    weight = forms.FloatField(label=gettext_lazy("Weight"), min_value=0, max_value=1000, initial=10)
    values = forms.CharField(
        label=gettext_lazy("For steps: the values, lowest first, parted by semicolons"),
        required=False,
        help_text=gettext_lazy("Such as: junior; senior; lead"),
    )
    scale = forms.FloatField(label=gettext_lazy("For numbers: how far apart brings nothing"), min_value=0, required=False)

    def __init__(self, data=None, *, columns, terms: bridge.Terms):
        super().__init__(data)
        self.start = terms
        groups = {
            _("Of your files"): columns,
            _("Texts, to be near in meaning"): bridge.READABLE_TEXT,
            _("For everything else"): bridge.READABLE,
        }
        choices = [(label, [(name, column_title(name)) for name in names]) for label, names in groups.items() if names]
        for side in SIDES:
            self.fields[side].choices = choices

    def clean(self):
        said = super().clean()
        for side in SIDES:
            self._check_column(side, said)
        if self.errors:
            return said
        try:
            self.new_terms = bridge.read_terms(self._table(said))
        except ValueError as error:
            raise forms.ValidationError(str(error).splitlines()) from error
        return said

    def _check_column(self, side: str, said) -> None:
        """Texts are read by their meaning, other columns by their value: neither can stand for the other."""
        column, kind = said.get(side), said.get("kind")
        if kind == "text" and column in bridge.READABLE:
            said_wrong = _("This column is no text. Choose one of your files, goals, background or whom they would help.")
            self.add_error(side, said_wrong)
        elif kind and kind != "text" and column in bridge.READABLE_TEXT:
            self.add_error(side, _("This column is a text: it can only be compared by its meaning."))
        elif kind == "text" and column and len(column) > Passage.LONGEST_HEADER:
            self.add_error(side, _("The name of this column is too long for texts. Shorten it in your file and import again."))

    def _table(self, said) -> dict:
        entry = {key: said[key] for key in ("name", "kind", "mentee_column", "mentor_column", "weight")}
        if said["kind"] == "order":
            entry["values"] = [value.strip() for value in said["values"].split(";") if value.strip()]
        if said["kind"] == "distance":
            entry["scale"] = said["scale"]
        table = bridge.terms_to_table(self.start)
        return table | {"strand": [*table.get("strand", ()), entry]}


class SearchForm(forms.Form):
    """Whom an organiser looks for on the other side; what is left empty asks for nothing."""

    words = forms.CharField(
        label=gettext_lazy("Words they wrote"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Whoever wrote all of them, in any of their answers."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    topic = forms.ChoiceField(required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, data=None, *, topics, languages, side: str):
        super().__init__(data)
        self.fields["topic"].label = _("Topic they offer") if side == "mentee" else _("Topic they seek")
        self.fields["topic"].choices = [("", _("any")), *topics]
        self.fields["language"].choices = [("", _("any")), *languages]
        for name in ("words", "name"):
            self.fields[name].widget.attrs |= {"dir": "auto", "autocomplete": "off"}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
