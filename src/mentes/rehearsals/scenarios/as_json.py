"""A scenario for the browser: the same fields, its texts in one language."""

from collections.abc import Mapping

from mentes.rehearsals.scenarios.values import Scenario, Step, Text


def in_language(text: Text, language: str) -> str:
    """The words in `language`; where the scenario does not speak it, in its first."""
    return text.get(language) or next(iter(text.values()), "")


def spoken(scenario: Scenario, wanted: str) -> str:
    """The language in which somebody who reads `wanted` gets the scenario."""
    return wanted if wanted in scenario.languages else scenario.languages[0]


def as_json(scenario: Scenario, language: str) -> Mapping:
    """Plain data that `room/conversation.js` steps through. `language` says in which its words are."""
    language = spoken(scenario, language)

    def said(text: Text) -> str:
        return in_language(text, language)

    return {
        "language": language,
        "title": said(scenario.title),
        "aim": said(scenario.aim),
        "about": said(scenario.about),
        "place": scenario.place,
        "light": scenario.light,
        "audience": {"n": scenario.n_people, "mood": scenario.mood},
        "minutes": scenario.minutes,
        "partner": said(scenario.partner),
        "watch": [said(text) for text in scenario.watch],
        "things": {thing.key: {"kind": thing.kind, "label": said(thing.label), "n": thing.n} for thing in scenario.things},
        "first": scenario.steps[0].key,
        "steps": {step.key: _step(step, said) for step in scenario.steps},
    }


def _step(step: Step, said) -> dict:
    handling = step.handling
    return {
        "who": step.who,
        "says": said(step.says),
        "prompt": said(step.prompt),
        "seconds": step.seconds,
        "branches": [{"intent": said(one.intent), "words": said(one.words), "to": one.to} for one in step.branches],
        "to": step.to,
        "late": step.late,
        "handle": {"thing": handling.thing, "task": handling.task, "n": handling.n} if handling else None,
        "ends": step.is_end,
    }
