"""Of what a rehearsal is: the scenario that ships under its key, or somebody's own as it was when the rehearsal was made."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from mentes.people.models import Person
from mentes.rehearsals.models import OwnScenario, Rehearsal
from mentes.rehearsals.scenarios import Scenario, ScenarioFaults, as_json, read_scenario, shipped


@dataclass(frozen=True)
class Offered:
    """A scenario somebody may choose. `key`: what stands in an address, that of one that ships or an own one's id."""

    key: str
    scenario: Scenario
    own: OwnScenario | None = None

    def said(self) -> Mapping:
        """Its texts in the reader's language, or in its own first one (`as_json`)."""
        return as_json(self.scenario, _language())


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def offered_to(person: Person) -> list[Offered]:
    """What ships, then what was written for `person` or by them, newest first."""
    ours = [Offered(key, scenario) for key, scenario in shipped().items()]
    for own in OwnScenario.objects.offered_to(person):
        scenario = read_own(own.text)
        if scenario:
            ours.append(Offered(str(own.pk), scenario, own))
    return ours


def read_own(text: str) -> Scenario | None:
    """None where it does not read any more: rules of reading may have become stricter since it was kept."""
    try:
        return read_scenario(text)
    except ScenarioFaults:
        return None


def scenario_of(rehearsal: Rehearsal) -> Scenario | None:
    """None where it is of something that Mentes no longer ships or reads."""
    if rehearsal.scenario:
        return shipped().get(rehearsal.scenario)
    return read_own(rehearsal.own_text)


def said_of(rehearsal: Rehearsal) -> Mapping | None:
    """The rehearsal's scenario in the reader's language; place, light and audience are the rehearsal's own."""
    scenario = scenario_of(rehearsal)
    if scenario is None:
        return None
    chosen = {"place": rehearsal.place, "light": rehearsal.light, "audience": {"n": rehearsal.n_people, "mood": rehearsal.mood}}
    return {**as_json(scenario, _language()), **chosen}
