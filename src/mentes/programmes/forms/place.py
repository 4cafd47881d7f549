"""One person's answers. Typed cells are read by the same engine as a file's, so a page and a file accept the same."""

import re
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mentes.people import roster_bridge
from mentes.people.zones import grouped_zones
from mentes.programmes.faults import words_of
from mentes.programmes.forms.columns import LABELS
from mentes.programmes.forms.wishes import WishFields, wished
from mentes.programmes.models import Participation
from mentes.programmes.rows import row_of_place

WORKING = [
    ("asks-first", _("Asks first, advises later")),
    ("direct", _("Direct: says what they think at once")),
    ("structured", _("Structured: with an agenda and steps")),
    ("by-writing", _("Mostly in writing")),
    ("by-call", _("Mostly by talking")),
]
LIVED_WISHES = [
    ("", _("I have not decided")),
    ("like", _("Somebody who has lived something similar")),
    ("unlike", _("Somebody who has lived something else")),
    ("any", _("Either is fine")),
]
LEVELS = {
    "offers": [
        ("", _("level not said")),
        ("0", _("0, I am starting")),
        ("1", _("1, I know the words")),
        ("2", _("2, I do it with help")),
        ("3", _("3, I do it well")),
        ("4", _("4, I teach it")),
    ],
    "seeks": [
        ("", _("level not said")),
        ("0", _("0, a first look")),
        ("1", _("1, to know the words")),
        ("2", _("2, to do it with help")),
        ("3", _("3, to do it well")),
        ("4", _("4, to teach it")),
    ],
}
TOPIC_LINES = 6
BLANK_LINES = 2
TEXT_LIMIT = 6000
TYPED = ("languages", "hours", "offers", "seeks", "capacity", "wants")


def _long(label: str, help_text: str = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": rows})
    )


class OwnPlaceForm(forms.Form):
    """What a person says of themselves. Fields that their role does not need are left out."""

    HEADINGS = {"offers": _("Topics you offer"), "seeks": _("Topics you seek")}
    ASKS_WISHES = True  # of whom they would like, where the programme lets them

    name = forms.CharField(label=_("Name, as others read it"), max_length=200)
    goals = _long(_("What do you want to reach?"), _("In your own words and language. Sentences from here are shown as reasons."))
    background = _long(_("Where do you come from?"), _("What you have done so far. Sentences from here are shown as reasons."))
    would_help = _long(_("Whom would you like to help?"), rows=3)
    languages = forms.CharField(
        label=_("Languages you can talk in"),
        max_length=400,
        required=False,
        help_text=_("For example English; Spanish, or the codes en; es."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    hours = forms.CharField(
        label=_("Hours in a usual week"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "In your own time: days, then times, parted by semicolons. "
            "Mon 17:00-20:00; Sat 09:00-12:00 or Mon-Fri 18:00-19:30. English day names."
        ),
    )
    working = forms.MultipleChoiceField(
        label=_("How do you like to work?"), choices=WORKING, required=False, widget=forms.CheckboxSelectMultiple
    )
    lived_wish = forms.ChoiceField(
        label=_("Whom would you rather meet?"), choices=LIVED_WISHES, required=False, widget=forms.RadioSelect
    )
    capacity = forms.CharField(label=_("Seats you give"), help_text=_("How many mentees you can take at most."))
    wants = forms.CharField(label=_("Mentors you seek"))
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    country = forms.CharField(label=_("Country"), max_length=120, required=False)
    craft = forms.CharField(label=_("What you do, in two or three words"), max_length=120, required=False)

    def __init__(self, data=None, *, place: Participation):
        self.place = place
        self.row = row_of_place(place)
        super().__init__(data, initial=self._initial())
        self.fields["time_zone"].choices = [("", _("not said yet")), *grouped_zones(self.row["time_zone"])]
        for name in ("capacity", "wants"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "in-number"}
        # What people write runs as its own letters do; codes and clocks always run from left to right.
        for name in ("name", "goals", "background", "would_help", "city", "country", "craft"):
            self.fields[name].widget.attrs["dir"] = "auto"
        for name in ("languages", "hours"):
            self.fields[name].widget.attrs["dir"] = "ltr"
        if not place.is_mentor:
            self._leave_out("would_help", "capacity")
        if not place.is_mentee:
            self._leave_out("wants")
        for side in self.sides:
            self._add_topic_lines(side)
        if self.ASKS_WISHES:
            self.fields |= WishFields(place).fields()

    @cached_property
    def sides(self) -> list[str]:
        """ "seeks" for mentees, "offers" for mentors."""
        return [side for side, asked in (("offers", self.place.is_mentor), ("seeks", self.place.is_mentee)) if asked]

    def _initial(self) -> dict[str, Any]:
        cells = roster_bridge.cells_of_row(self.row)
        profile = self.place.profile
        return cells | {
            "working": self.row["working"],
            "city": profile.city,
            "country": profile.country,
            "craft": profile.craft,
        }

    def _leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _add_topic_lines(self, side: str) -> None:
        said = self.row[side]
        for number in range(max(TOPIC_LINES, len(said) + BLANK_LINES)):
            name, level = said[number] if number < len(said) else ("", None)
            self.fields[f"{side}-{number}"] = forms.CharField(
                label=_("Topic"),
                max_length=200,
                required=False,
                initial=name,
                widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off", "dir": "auto"}),
            )
            self.fields[f"{side}-{number}-level"] = forms.ChoiceField(
                label=_("Level"), choices=LEVELS[side], required=False, initial="" if level is None else str(level)
            )

    def _topic_names(self, side: str) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{side}-") and not name.endswith("-level")]

    def topic_lines(self) -> list[tuple[str, str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """[(side, heading, [(topic, level), ...])] for the page."""
        return [
            (side, self.HEADINGS[side], [(self[name], self[f"{name}-level"]) for name in self._topic_names(side)])
            for side in self.sides
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        cells = {name: said[name] for name in ("languages", "hours", "capacity", "wants", "not_with") if said.get(name)}
        for side in self.sides:
            cells[side] = "; ".join(self._topics(side))
        row, faults = roster_bridge.read_answers({name: text for name, text in cells.items() if text})
        empty = {"languages": [], "hours": [], "offers": [], "seeks": [], "not_with": []}
        for name in {*self.fields, *self.sides} & {*TYPED, "not_with"}:
            if name in row or name in empty:
                said[name] = row.get(name, empty.get(name))
        for name, found in faults.items():
            words = words_of(found)
            sentence = _("%(wrong)s; %(right)s.") % {"wrong": words["wrong"], "right": words["right"]}
            self.add_error(name if name in self.fields else f"{name}-0", sentence[:1].upper() + sentence[1:])
        self._check_wishes(said)
        return said

    def wish_lines(self) -> list[forms.BoundField]:
        """One choice a rank; empty where the programme does not ask."""
        return [self[name] for name in self.fields if name.startswith("wish-")]

    def _check_wishes(self, said: dict[str, Any]) -> None:
        wishes = wished(said)
        for name in self.fields:
            if name.startswith("wish-") and said.get(name) and wishes.count(said[name]) > 1:
                self.add_error(name, _("This person is named twice. Keep one of the two."))

    def _topics(self, side: str) -> list[str]:
        found = []
        for name in self._topic_names(side):
            topic = self.cleaned_data.get(name, "").strip(" ;")
            level = self.cleaned_data.get(f"{name}-level", "")
            if topic:
                # Somebody who knows the files may type the level with the topic.
                has_level = bool(re.search(r":\s*\d$", topic))
                found.append(f"{topic}:{level}" if level and not has_level else topic)
        return found

    def answers(self) -> dict[str, Any]:
        """What `actions.change_place` takes. Call after `is_valid`."""
        said = {name: value for name, value in self.cleaned_data.items() if name in self.fields and "-" not in name}
        said |= {side: self.cleaned_data[side] for side in self.sides}
        if self.wish_lines():
            said["wishes"] = wished(self.cleaned_data)
        for name in ("goals", "background", "would_help"):
            if name in said:
                # Browsers send CR LF; the files of the command line mostly do not.
                said[name] = said[name].replace("\r\n", "\n")
        return said


class OrganiserPlaceForm(OwnPlaceForm):
    """The same with what only organisers say: role, organisation, manager, and whom somebody must not be paired with."""

    HEADINGS = {side: LABELS[side] for side in ("offers", "seeks")}
    ASKS_WISHES = False
    ABOUT_THEM = ("name", "goals", "background", "would_help", "languages", "time_zone", "hours", "working")

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("mentor", _("Mentor")), ("mentee", _("Mentee")), ("both", _("Both"))],
        help_text=_("Save first when you change it; the questions below follow the role."),
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    manager_id = forms.CharField(label=_("Manager’s id"), max_length=200, required=False)
    not_with = forms.CharField(
        label=_("Not with"), max_length=1000, required=False, help_text=_("Ids of the file, parted by semicolons.")
    )

    def __init__(self, data=None, *, place: Participation):
        super().__init__(data, place=place)
        # The questions are put to the person; who answers for them reads what the columns are called.
        for name in (*self.ABOUT_THEM, "capacity", "wants"):
            if name in self.fields:
                self.fields[name].label = LABELS[name]
        for name in ("goals", "background", "capacity"):
            if name in self.fields:
                self.fields[name].help_text = ""
        self.fields["craft"].label = _("What they do")
        del self.fields["lived_wish"]
