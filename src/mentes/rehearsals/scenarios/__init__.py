"""Scenarios as data: what ships as YAML beside this file, and what reads it. Plain values; nothing of Django."""

from mentes.rehearsals.scenarios.as_json import as_json, in_language
from mentes.rehearsals.scenarios.reading import read_scenario
from mentes.rehearsals.scenarios.shipped import shipped
from mentes.rehearsals.scenarios.values import Branch, Fault, Handling, Scenario, ScenarioFaults, Step, Thing

__all__ = [
    "Branch",
    "Fault",
    "Handling",
    "Scenario",
    "ScenarioFaults",
    "Step",
    "Thing",
    "as_json",
    "in_language",
    "read_scenario",
    "shipped",
]
