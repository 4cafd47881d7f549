"""From what was filled in to the YAML that `read_scenario` reads; what is wrong with it is for the reader to say."""

from collections.abc import Mapping

import yaml

from mentes.rehearsals.scenarios.written import Written, WrittenStep, WrittenThing

WIDTH = 10_000  # letters: a sentence stays on its line


class _Lines(yaml.SafeDumper):
    """Lists stand below their name with two blanks before the dash, as in what ships."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless=False)


def as_text(written: Written) -> str:
    """Every value as typed, an empty one too where something has to stand: its fault is then found in its place."""
    return yaml.dump(data_of(written), Dumper=_Lines, allow_unicode=True, sort_keys=False, width=WIDTH)


def data_of(written: Written) -> Mapping:
    partner = _line(written.partner)
    return {
        "languages": [written.language],
        "title": _line(written.title),
        "aim": _line(written.aim),
        "about": _line(written.about),
        "place": written.place,
        "light": written.light,
        "audience": {"n": _number(written.n_people), "mood": written.mood},
        "minutes": _number(written.minutes),
        **({"partner": partner} if partner else {}),
        "watch": [line for line in map(_line, written.watch.splitlines()) if line],
        **({"things": {thing.key: _thing(thing) for thing in written.things}} if written.things else {}),
        "steps": {step.key: _step(step) for step in written.steps},
    }


def _thing(thing: WrittenThing) -> dict:
    return {"kind": thing.kind, "label": _line(thing.label), "n": _number(thing.n)}


def _step(step: WrittenStep) -> dict:
    says, prompt = _line(step.says), _line(step.prompt)
    said: dict = {}
    if step.who:
        said["who"] = step.who
    if step.who or says:
        said["says"] = says
    if prompt:
        said["prompt"] = prompt
    said["seconds"] = _number(step.seconds)
    if step.thing:
        said["handle"] = {"thing": step.thing, "task": step.task, "n": _number(step.n)}
    if step.way == "branches":
        intents = [{"intent": _line(one.intent), "words": _line(one.words), "to": one.to} for one in step.intents]
        return {**said, "branches": intents, "late": step.late}
    return said | ({"ends": True} if step.way == "ends" else {"to": step.to})


def _line(words: str) -> str:
    return " ".join(words.split())


def _number(typed: str) -> int | str:
    """A number without quotes where it is one."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 and not typed.startswith("0") else typed
