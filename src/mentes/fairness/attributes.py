"""The protected attributes a programme may ask for, with their answers. Codes are kept; words are for pages only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWN, UNSAID = "own", "unsaid"


@dataclass(frozen=True)
class Attribute:
    """`choices`: words by code. `has_own_words`: people may say it in words of their own."""

    title: str | Promise
    question: str | Promise
    choices: Mapping[str, str | Promise] = field(default_factory=dict)
    has_own_words: bool = False


_YES_NO: Mapping[str, str | Promise] = {"yes": _("Yes"), "no": _("No")}
ATTRIBUTES: Mapping[str, Attribute] = MappingProxyType(
    {
        "gender": Attribute(
            _("Gender"),
            _("How do you describe your gender?"),
            {"woman": _("Woman"), "man": _("Man"), "nonbinary": _("Non-binary")},
            has_own_words=True,
        ),
        "age": Attribute(
            _("Age"),
            _("How old are you?"),
            {"under_25": _("Under 25"), "25_34": _("25 to 34"), "35_49": _("35 to 49"), "50_plus": _("50 or over")},
        ),
        "belonging": Attribute(
            _("Ethnic or national belonging"), _("To which people or peoples do you count yourself?"), has_own_words=True
        ),
        "disability": Attribute(_("Disability"), _("Do you live with a disability or a long illness?"), _YES_NO),
        "first_generation": Attribute(
            _("First generation"), _("Are you the first in your family to study beyond school?"), _YES_NO
        ),
    }
)
BY_DEFAULT = ("gender", "age")


def group_of(value: str, words: str) -> str:
    """The group that an answer counts to; "" where nothing was said. Equal words of people's own count together."""
    if value == UNSAID or (value == OWN and not words.strip()):
        return ""
    return f"{OWN}:{' '.join(words.casefold().split())}" if value == OWN else value


def group_words(attribute: str, group: str) -> str:
    """A group as a page names it."""
    if group.startswith(f"{OWN}:"):
        return group.removeprefix(f"{OWN}:")
    known = ATTRIBUTES.get(attribute)
    return str(known.choices.get(group, group)) if known else group
