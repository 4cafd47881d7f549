"""What codes of this room are called for people: places, lights, moods, states, and every fault of a written scenario."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from mentes.rehearsals.models import Light, Mood, Place, Rehearsal
from mentes.rehearsals.scenarios import Fault

PLACES = {
    Place.STAGE: gettext_lazy("a stage"),
    Place.MARKET: gettext_lazy("a market counter"),
    Place.DESK: gettext_lazy("an interview desk"),
    Place.CLASSROOM: gettext_lazy("a classroom"),
    Place.TABLE: gettext_lazy("a small table"),
    Place.WALL: gettext_lazy("a video call"),
}
LIGHTS = {Light.DAWN: gettext_lazy("At dawn"), Light.EVENING: gettext_lazy("In the evening")}
MOODS = {
    Mood.SUPPORTIVE: gettext_lazy("Supportive: they look at you, nod, and write things down"),
    Mood.NEUTRAL: gettext_lazy("Neutral: they listen, and show little"),
    Mood.RESTLESS: gettext_lazy("Restless: a phone, a whisper, a look at the window"),
}
THINGS = {
    "jar": pgettext_lazy("a thing to handle", "a jar"),
    "coin": pgettext_lazy("a thing to handle", "a coin"),
    "note": pgettext_lazy("a thing to handle", "a banknote"),
    "card": pgettext_lazy("a thing to handle", "a card"),
    "marker": pgettext_lazy("a thing to handle", "a marker"),
}
TASKS = {
    "lay_out": pgettext_lazy("with things to handle", "Lay out"),
    "count": pgettext_lazy("with things to handle", "Count"),
    "mark": pgettext_lazy("with things to handle", "Mark"),
}
STATES = {
    Rehearsal.State.PLANNED: pgettext_lazy("a rehearsal", "Planned"),
    Rehearsal.State.OPEN: pgettext_lazy("a rehearsal", "Going on"),
    Rehearsal.State.OVER: pgettext_lazy("a rehearsal", "Over"),
}

FAULTS: dict[str, Promise] = {
    "yaml": gettext_lazy("This is not YAML from here on. A colon needs a space after it; brackets and quotes come in pairs."),
    "empty": gettext_lazy("Nothing is written here yet."),
    "too_large": gettext_lazy("A scenario may have %(most)s kB."),
    "alias": gettext_lazy("“&” and “*” are not taken here: write the words out. Put quotes round a text that begins with one."),
    "tag": gettext_lazy("“!” is not taken here. Put quotes round a text that begins with it."),
    "too_deep": gettext_lazy("There are more brackets inside one another here than a scenario needs."),
    "too_many": gettext_lazy("There are more lines than a scenario needs."),
    "not_mapping": gettext_lazy("Here should stand names with a colon, each with its value."),
    "not_list": gettext_lazy("Here should stand a list, each line beginning with a dash."),
    "not_text": gettext_lazy("Here should stand words in each language of this scenario: %(languages)s."),
    "twice": gettext_lazy("“%(key)s” stands here twice."),
    "missing": gettext_lazy("“%(key)s” is missing."),
    "bad_name": gettext_lazy("“%(key)s” is no name for a part: small letters a to z, numbers and _, beginning with a letter."),
    "too_many_of": gettext_lazy("These are %(n)s; there may be %(most)s."),
    "how_many": gettext_lazy("Here may stand %(low)s to %(most)s; these are %(n)s."),
    "bad_language": gettext_lazy("“%(key)s” is no code of a language; en, es and ar are."),
    "unknown_language": gettext_lazy("“%(key)s” is none of this scenario’s languages: %(languages)s."),
    "languages_missing": gettext_lazy("The words in these languages are missing: %(languages)s."),
    "no_words": gettext_lazy("There are no words here (%(language)s)."),
    "no_sign": gettext_lazy("There is a sign in here that no text holds."),
    "too_long": gettext_lazy("This has %(n)s letters (%(language)s); there may be %(most)s."),
    "not_number": gettext_lazy("Here should stand a number from %(low)s to %(high)s."),
    "not_choice": gettext_lazy("“%(value)s” is not one of: %(known)s."),
    "no_step": gettext_lazy("There is no step “%(key)s”."),
    "no_thing": gettext_lazy("There is no thing “%(key)s”."),
    "no_partner": gettext_lazy("The partner speaks here, and “partner” says nowhere who that is."),
    "who_and_says": gettext_lazy("“who” and “says” belong together: who says it, and what."),
    "silent_step": gettext_lazy("Nothing happens in this step: give it “says” or “prompt”."),
    "dead_end": gettext_lazy("This step leads nowhere: give it “to”, “branches”, or “ends: true”."),
    "two_ways": gettext_lazy("This step has several ways on (%(keys)s); it takes one of them."),
    "late_with_branches": gettext_lazy("“branches” and “late” belong together: where it goes on when nobody chooses."),
    "unreachable": gettext_lazy("No way leads to this step."),
    "goes_round": gettext_lazy("These steps go round in a circle, so it might never end: %(steps)s."),
    "unknown_key": gettext_lazy("“%(key)s” is not known here."),
}


def sentence_of(fault: Fault) -> str:
    """One fault as a sentence, with the nearest right word where there is one."""
    if fault.code == "longer":
        return ngettext(
            "It says %(minutes)s minute, and the longest way through takes %(longest)s.",
            "It says %(minutes)s minutes, and the longest way through takes %(longest)s.",
            int(str(fault.said["minutes"])),
        ) % dict(fault.said)
    sentence = str(FAULTS[fault.code]) % dict(fault.said)
    near = fault.said.get("nearest")
    return _("%(sentence)s Did you mean “%(near)s”?") % {"sentence": sentence, "near": near} if near else sentence


# The same faults said to somebody who fills in fields and sees no names of YAML; what is not here is said as above.
AT_FIELDS: dict[str, Promise] = {
    "no_words": gettext_lazy("Write something here."),
    "bad_name": gettext_lazy("Choose the step it goes on to."),
    "no_step": gettext_lazy("Choose the step it goes on to."),
    "not_choice": gettext_lazy("Choose one of these."),
    "no_thing": gettext_lazy("Choose one of the things to handle, or nothing."),
    "no_partner": gettext_lazy("The partner speaks here: write above who that is."),
    "who_and_says": gettext_lazy("Say who speaks, or leave empty what they say."),
    "silent_step": gettext_lazy("Nothing happens in this step: write what is said, or what the speaker is told to do."),
    "unreachable": gettext_lazy("No way leads to this step: let another one go on to it, or take it away."),
    "too_many_of": gettext_lazy("These are %(n)s steps; there may be %(most)s."),
}
# Why a scenario is shown as text.
NOT_BY_FIELDS: dict[str, Promise] = {
    "languages": gettext_lazy("This scenario speaks several languages. The fields hold one, so it is written as text."),
    "notes": gettext_lazy("There are notes in this scenario (after a #). The fields would lose them, so it is written as text."),
    "other": gettext_lazy("The fields cannot show all that stands in this scenario, so it is written as text."),
}


def sentence_at_field(fault: Fault, numbers: Mapping[str, int]) -> str:
    """One fault for the field it stands at. `numbers`: of the steps by key, as the form shows them."""
    if fault.code == "goes_round":
        steps = [str(numbers.get(key, key)) for key in str(fault.said["steps"]).split(" > ")]
        return str(FAULTS["goes_round"]) % {"steps": " > ".join(steps)}
    # Of names and numbers of parts the sentences above speak where it is steps that one chooses and counts.
    is_of_parts = (fault.code, fault.path) in (("bad_name", "steps"), ("bad_name", "things"), ("too_many_of", "things"))
    if fault.code not in AT_FIELDS or is_of_parts:
        return sentence_of(fault)
    return str(AT_FIELDS[fault.code]) % dict(fault.said)


def before_whom(n: int) -> str:
    return ngettext("before %(n)s person", "before %(n)s people", n) % {"n": n}


def about_minutes(n: int) -> str:
    return ngettext("about %(n)s minute", "about %(n)s minutes", n) % {"n": n}


def words_of_the_plain_form() -> dict[str, str]:
    """The sentences that room/plain.js shows and reads out; {name}, {n} and {text} stand where they belong."""
    return {
        "audience": _("Somebody in the audience"),
        "not-a-person": _("scripted, not a person"),
        "left": _("{text} left"),
        "no-clock": _("no clock"),
        "paused": _("Paused"),
        "go-on": _("Go on"),
        "finish": _("Finish"),
        "lay_out": _("Lay one out ({n} to go)"),
        "count": _("Count one ({n} to go)"),
        "mark": _("Mark one ({n} to go)"),
        "chose-speaker": _("You chose: {text}"),
        "chose-mentor": _("Your mentor chose: {text}"),
        "chose-time": _("Time chose, since nobody did."),
        "went-speaker": _("You went on."),
        "went-mentor": _("Your mentor went on."),
        "went-time": _("Time went on."),
        "handled-lay_out": _("You laid one out: {text}"),
        "handled-count": _("You counted one: {text}"),
        "handled-mark": _("You marked one: {text}"),
        "over": _("The end."),
        "said": _("{name}: {text}"),
    }
