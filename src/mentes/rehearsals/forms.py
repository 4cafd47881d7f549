"""What may be typed: how a rehearsal is set up, who is invited, a scenario of one's own, slides."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.messages import files
from mentes.messages.unfit_words import why_unfit
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.rehearsals.models import Guest, Light, Mood, Place
from mentes.rehearsals.models.rehearsal import MOST_PEOPLE
from mentes.rehearsals.scenarios import Scenario, ScenarioFaults, read_scenario
from mentes.rehearsals.scenarios.nodes import MOST_BYTES
from mentes.rehearsals.words import LIGHTS, MOODS, PLACES

_CHOOSE = {"required": gettext_lazy("Choose one of these.")}


class SetUpForm(forms.Form):
    """Where and before whom. Everything is filled in as the scenario proposes it, so one press is enough."""

    use_required_attribute = False
    place = forms.ChoiceField(label=gettext_lazy("Where"), choices=[(one.value, PLACES[one]) for one in Place])
    light = forms.ChoiceField(
        label=gettext_lazy("Light"),
        choices=[(one.value, LIGHTS[one]) for one in Light],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    n_people = forms.IntegerField(
        label=gettext_lazy("How many people"),
        help_text=gettext_lazy("1 to 60. They are drawn, and the same for everybody who comes."),
        min_value=1,
        max_value=MOST_PEOPLE,
    )
    mood = forms.ChoiceField(
        label=gettext_lazy("How they are"),
        help_text=gettext_lazy("Begin with a supportive audience: people learn most before one, and can make it harder later."),
        choices=[(one.value, MOODS[one]) for one in Mood],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )

    def __init__(self, *args, mentors: list[Person] = (), **kwargs):
        super().__init__(*args, **kwargs)
        if mentors:
            self.fields["mentors"] = forms.MultipleChoiceField(
                label=gettext_lazy("Ask your mentor to come"),
                required=False,
                choices=[(str(one.pk), one.name) for one in mentors],
                widget=forms.CheckboxSelectMultiple,
            )

    @staticmethod
    def proposed(scenario: Scenario, *, is_first: bool) -> dict:
        """As its author set it up; the first time before a supportive audience, whatever comes later."""
        mood = Mood.SUPPORTIVE if is_first else scenario.mood
        return {"place": scenario.place, "light": scenario.light, "n_people": scenario.n_people, "mood": mood}


class SideForm(forms.Form):
    guest = forms.IntegerField(min_value=1)
    side = forms.ChoiceField(choices=Guest.Side.choices)


class SlidesForm(forms.Form):
    """One PDF; `cleaned_data["slides"]` is files.Ready. What is wrong with it is said as in messages."""

    slides = forms.FileField(
        label=gettext_lazy("Slides, as PDF"),
        help_text=gettext_lazy("Up to 10 MB and 60 pages. They hang in the room and are seen by whoever you invite."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a PDF first.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_slides(self) -> files.Ready:
        given = self.cleaned_data["slides"]
        try:
            if given.size > files.MOST_BYTES:
                raise files.Unfit("too_large")
            ready = files.take_in(given.name, given.read())
        except files.Unfit as unfit:
            raise why_unfit(unfit, given.name) from unfit
        if ready.kind != "application/pdf":
            raise forms.ValidationError(
                _("“%(name)s” is no PDF. Save your slides as PDF and send that."), params={"name": ready.name}
            )
        return ready


class ForWhomForm(forms.Form):
    """Who may rehearse a scenario of one's own: its writer alone, or everybody in one of `programmes`."""

    use_required_attribute = False
    programme = forms.ChoiceField(label=gettext_lazy("Who may rehearse it"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args, programmes: list[Programme], **kwargs):
        super().__init__(*args, **kwargs)
        self.programmes = {str(one.pk): one for one in programmes}
        alone = [("", gettext_lazy("I alone"))]
        everybody = [(key, _("Everybody in %(programme)s") % {"programme": one.name}) for key, one in self.programmes.items()]
        self.fields["programme"].choices = alone + everybody

    def chosen_programme(self) -> Programme | None:
        return self.programmes.get(self.cleaned_data["programme"])


class OwnScenarioForm(ForWhomForm):
    """A scenario as YAML. `faults` are what its reader found; a draft may be kept with them, a whole one has none."""

    text = forms.CharField(
        label=gettext_lazy("The scenario"),
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "dir": "auto", "spellcheck": "false", "class": "in in-code"}),
        error_messages={
            "required": gettext_lazy("Write something first; the beginning of one stands on the page for a new one.")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.faults: tuple = ()
        self.scenario: Scenario | None = None

    def clean(self) -> dict:
        said = super().clean()
        if said.get("text"):
            try:
                self.scenario = read_scenario(said["text"])
            except ScenarioFaults as wrong:
                self.faults = wrong.faults
        return said
