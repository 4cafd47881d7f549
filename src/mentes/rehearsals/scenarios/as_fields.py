"""From YAML to what can be filled in by fields; what the fields cannot show is never lost, since it is then not taken."""

from collections.abc import Iterator, Mapping

import yaml

from mentes.rehearsals.scenarios.as_json import in_language
from mentes.rehearsals.scenarios.as_text import data_of
from mentes.rehearsals.scenarios.nodes import is_plain, pairs_of, root_of
from mentes.rehearsals.scenarios.values import Scenario, ScenarioFaults, Step
from mentes.rehearsals.scenarios.written import WAYS, Written, WrittenIntent, WrittenStep, WrittenThing

TEXTS = ("title", "aim", "about", "partner", "says", "prompt", "intent", "words", "label")


class NotByFields(ValueError):
    """`why`: "languages" (several), "notes" (lines with #) or "other"."""

    def __init__(self, why: str):
        self.why = why
        super().__init__(why)


def written_in(scenario: Scenario, language: str) -> Written:
    """`scenario` in one of its languages."""

    def said(text) -> str:
        return in_language(text, language)

    steps = tuple(
        WrittenStep(
            key=step.key,
            who=step.who,
            says=said(step.says),
            prompt=said(step.prompt),
            seconds=str(step.seconds),
            way="ends" if step.is_end else "branches" if step.branches else "to",
            to=step.to,
            late=step.late,
            intents=tuple(WrittenIntent(said(one.intent), said(one.words), one.to) for one in step.branches),
            **_handling_in(step),
        )
        for step in scenario.steps
    )
    return Written(
        language=language,
        title=said(scenario.title),
        aim=said(scenario.aim),
        about=said(scenario.about),
        place=scenario.place,
        light=scenario.light,
        n_people=str(scenario.n_people),
        mood=scenario.mood,
        minutes=str(scenario.minutes),
        partner=said(scenario.partner),
        watch="\n".join(map(said, scenario.watch)),
        things=tuple(WrittenThing(one.key, said(one.label), one.kind, str(one.n)) for one in scenario.things),
        steps=steps,
    )


def _handling_in(step: Step) -> dict[str, str]:
    handling = step.handling
    return {"thing": handling.thing, "task": handling.task, "n": str(handling.n)} if handling else {}


def read_written(text: str) -> Written:
    """What `text` fills in, faults and all. Raises NotByFields where the fields could not give all of it back."""
    try:
        root = root_of(text)
    except ScenarioFaults:
        raise NotByFields("other") from None
    data = _plain(root)
    if not isinstance(data, dict):
        raise NotByFields("other")
    languages = data.get("languages")
    if isinstance(languages, list) and len(languages) > 1:
        raise NotByFields("languages")
    if _has_notes(text):
        raise NotByFields("notes")
    written = _written(data)
    kept = dict(_leaves(data_of(written), (), written.language))
    # Nothing that stands there may be missing from what would be written back, not even a name with nothing behind it.
    if any(path not in kept or (value and kept[path] != value) for path, value in _leaves(data, (), written.language)):
        raise NotByFields("other")
    return written


def _written(data: Mapping) -> Written:
    languages, audience, watch = data.get("languages"), data.get("audience"), data.get("watch")
    language = _word(languages[0]) if isinstance(languages, list) and languages else ""

    def said(value: object) -> str:
        return _word(value.get(language)) if isinstance(value, dict) else _word(value)

    at = audience if isinstance(audience, dict) else {}
    return Written(
        language=language,
        title=said(data.get("title")),
        aim=said(data.get("aim")),
        about=said(data.get("about")),
        place=_word(data.get("place")),
        light=_word(data.get("light")) or "dawn",
        n_people=_word(at.get("n")),
        mood=_word(at.get("mood")),
        minutes=_word(data.get("minutes")),
        partner=said(data.get("partner")),
        watch="\n".join(said(one) for one in watch) if isinstance(watch, list) else "",
        things=tuple(
            WrittenThing(key, said(thing.get("label")), _word(thing.get("kind")), _word(thing.get("n")))
            for key, thing in _named(data.get("things"))
        ),
        steps=tuple(_step(key, step, said) for key, step in _named(data.get("steps"))),
    )


def _step(key: str, step: Mapping, said) -> WrittenStep:
    branches, handle = step.get("branches"), step.get("handle")
    return WrittenStep(
        key=key,
        who=_word(step.get("who")),
        says=said(step.get("says")),
        prompt=said(step.get("prompt")),
        seconds=_word(step.get("seconds")),
        way="branches" if "branches" in step else next((way for way in WAYS if way in step), "to"),
        to=_word(step.get("to")),
        late=_word(step.get("late")),
        intents=tuple(
            WrittenIntent(said(one.get("intent")), said(one.get("words")), _word(one.get("to")))
            for one in (branches if isinstance(branches, list) else ())
            if isinstance(one, dict)
        ),
        **({name: _word(handle.get(name)) for name in ("thing", "task", "n")} if isinstance(handle, dict) else {}),
    )


def _word(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _named(value: object) -> list[tuple[str, Mapping]]:
    """The parts that have a name, each with what stands in it."""
    return [(key, one) for key, one in value.items() if isinstance(one, dict)] if isinstance(value, dict) else []


def _plain(node: yaml.Node) -> object:
    """Mappings, lists and strings. Raises NotByFields where a key stands twice or is no word."""
    if is_plain(node):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    assert isinstance(node, yaml.MappingNode)
    found: dict[str, object] = {}
    for key, _line, value in pairs_of(node):
        if not key or key in found:
            raise NotByFields("other")
        found[key] = _plain(value)
    return found


def _leaves(value: object, path: tuple, language: str) -> Iterator[tuple[tuple, str]]:
    """(path, words) of everything, "" of what is empty; a text in its one language is the text."""
    if isinstance(value, dict) and value:
        if (path and path[-1] in TEXTS) or (len(path) == 2 and path[0] == "watch"):
            value = {"" if key == language else key: one for key, one in value.items()}
        for key, one in value.items():
            yield from _leaves(one, (*path, key) if key else path, language)
    elif isinstance(value, list) and value:
        for number, one in enumerate(value):
            yield from _leaves(one, (*path, number), language)
    else:
        yield path, "true" if value is True else " ".join(str(value or "").split())


def _has_notes(text: str) -> bool:
    """Whether a # stands outside of all values: a note of the writer's. Precondition: `text` is YAML."""
    left, at = [], 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            begins = token.start_mark.index
            if token.style in ("|", ">"):  # a note may stand behind the sign that opens lines of text
                begins = text.find("\n", begins) + 1 or begins
            left.append(text[at:begins])
            at = max(at, token.end_mark.index)
    return "#" in "".join((*left, text[at:]))
