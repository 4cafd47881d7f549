"""One scenario from its YAML: every field read, every fault named at once."""

import re
import unicodedata
from collections.abc import Set
from types import MappingProxyType

import yaml

from mentes.rehearsals.scenarios import ways
from mentes.rehearsals.scenarios.nodes import is_plain, line_of, nearest, pairs_of, root_of
from mentes.rehearsals.scenarios.values import (
    KINDS,
    LIGHTS,
    MOODS,
    MOST_PEOPLE,
    PLACES,
    SPEAKERS,
    TASKS,
    Branch,
    Fault,
    Handling,
    Scenario,
    ScenarioFaults,
    Step,
    Text,
    Thing,
)

NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-zA-Z]{2,8})?")
NO_WORDS: Text = MappingProxyType({})
KEYS = ("languages", "title", "aim", "about", "place", "light", "audience", "minutes", "partner", "watch", "things", "steps")
OPTIONAL = {"light", "partner", "things"}
STEP_KEYS = ("who", "says", "prompt", "seconds", "branches", "to", "late", "handle", "ends")
MOST_STEPS, MOST_WATCH, MOST_THINGS, MOST_LANGUAGES = 40, 6, 6, 12
SHORT, LINE, LONG = 120, 300, 600  # letters


def read_scenario(text: str) -> Scenario:
    """The scenario that `text` writes. Raises ScenarioFaults naming everything that is wrong, with its line."""
    reader = _Reader()
    scenario = reader.scenario(root_of(text))
    if reader.faults:
        raise ScenarioFaults(reader.faults)
    return scenario


class _Reader:
    """Reads nodes into values and gathers faults; what cannot be read becomes something harmless, so that reading goes on."""

    def __init__(self):
        self.faults: list[Fault] = []
        self.languages: tuple[str, ...] = ("en",)

    def fault(self, line: int, path: str, code: str, **said) -> None:
        self.faults.append(Fault(line, path, code, said))

    # --- shapes ---

    def mapping(self, node: yaml.Node, path: str, known: tuple[str, ...], optional: Set[str] = frozenset()) -> dict:
        """{key: node} of the known keys that are there; says which are not known, stand twice, or are missing."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(line_of(node), path, "not_mapping")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, line, value in pairs_of(node):
            if key not in known:
                self.fault(line, path, "unknown_key", key=key[:40], nearest=nearest(key, known))
            elif key in found:
                self.fault(line, path, "twice", key=key)
            else:
                found[key] = value
        for key in known:
            if key not in found and key not in optional:
                self.fault(line_of(node), path, "missing", key=key)
        return found

    def named(self, node: yaml.Node | None, path: str, most: int) -> list[tuple[str, int, yaml.Node]]:
        """(name, line, node) of a mapping whose keys are names that the author chose."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self.fault(line_of(node), path, "not_mapping")
            return []
        found: dict[str, tuple[str, int, yaml.Node]] = {}
        for key, line, value in pairs_of(node):
            if not NAME.fullmatch(key):
                self.fault(line, path, "bad_name", key=key[:40])
            elif key in found:
                self.fault(line, path, "twice", key=key)
            else:
                found[key] = (key, line, value)
        if not found:
            self.fault(line_of(node), path, "empty")
        if len(found) > most:
            self.fault(line_of(node), path, "too_many_of", n=len(found), most=most)
        return list(found.values())

    def items(self, node: yaml.Node | None, path: str, low: int, most: int) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault(line_of(node), path, "not_list")
            return []
        if not low <= len(node.value) <= most:
            self.fault(line_of(node), path, "how_many", n=len(node.value), low=low, most=most)
        return node.value[:most]

    # --- single values ---

    def words(self, node: yaml.Node | None, path: str, most: int) -> Text:
        """A text in every language of the scenario; a bare sentence will do where there is one language."""
        if node is None:
            return NO_WORDS
        if is_plain(node) and len(self.languages) == 1:
            return self._text({self.languages[0]: node}, path, most)
        if not isinstance(node, yaml.MappingNode):
            self.fault(line_of(node), path, "not_text", languages=", ".join(self.languages))
            return NO_WORDS
        found: dict[str, yaml.Node] = {}
        for key, line, value in pairs_of(node):
            if key not in self.languages:
                self.fault(line, path, "unknown_language", key=key[:40], languages=", ".join(self.languages))
            elif key in found:
                self.fault(line, path, "twice", key=key)
            else:
                found[key] = value
        left = [language for language in self.languages if language not in found]
        if left:
            self.fault(line_of(node), path, "languages_missing", languages=", ".join(left))
        return self._text(found, path, most)

    def _text(self, found: dict[str, yaml.Node], path: str, most: int) -> Text:
        said = {}
        for language, node in found.items():
            words = " ".join(node.value.split()) if is_plain(node) else ""
            if not words:
                self.fault(line_of(node), path, "no_words", language=language)
            elif any(unicodedata.category(letter) in ("Cc", "Cs") for letter in words):
                # Written as an escape ("\\0"), which YAML reads and no database keeps.
                self.fault(line_of(node), path, "no_sign")
            elif len(words) > most:
                self.fault(line_of(node), path, "too_long", language=language, n=len(words), most=most)
            said[language] = words
        return MappingProxyType({language: said[language] for language in self.languages if language in said})

    def number(self, node: yaml.Node | None, path: str, low: int, high: int) -> int:
        if node is None:
            return low
        raw = node.value if is_plain(node) else ""
        if not (raw.isascii() and raw.isdecimal() and len(raw) < 6 and low <= int(raw) <= high):
            self.fault(line_of(node), path, "not_number", value=str(raw)[:40], low=low, high=high)
            return low
        return int(raw)

    def choice(self, node: yaml.Node | None, path: str, known: tuple[str, ...]) -> str:
        if node is None:
            return known[0]
        raw = node.value if is_plain(node) else ""
        if raw not in known:
            self.fault(
                line_of(node), path, "not_choice", value=str(raw)[:40], known=", ".join(known), nearest=nearest(raw, known)
            )
            return known[0]
        return raw

    def word(self, node: yaml.Node | None, path: str) -> str:
        """The name of something else in the scenario; whether it is there, is looked at when all is read."""
        if node is None:
            return ""
        if not is_plain(node) or not node.value:
            self.fault(line_of(node), path, "bad_name", key="")
            return ""
        return node.value

    # --- a scenario and its parts ---

    def scenario(self, root: yaml.Node) -> Scenario:
        at = self.mapping(root, "", KEYS, OPTIONAL)
        self.languages = self._languages(at.get("languages"))
        audience = self.mapping(at["audience"], "audience", ("n", "mood")) if "audience" in at else {}
        things = self._things(at.get("things"))
        lines: dict[str, int] = {}
        targets: list[tuple[int, str, str]] = []
        steps = tuple(
            self._step(key, node, f"steps.{key}", things, bool(at.get("partner")), lines, targets)
            for key, line, node in self.named(at.get("steps"), "steps", MOST_STEPS)
            if not lines.update({key: line})
        )
        scenario = Scenario(
            languages=self.languages,
            title=self.words(at.get("title"), "title", SHORT),
            aim=self.words(at.get("aim"), "aim", LINE),
            about=self.words(at.get("about"), "about", LONG),
            place=self.choice(at.get("place"), "place", PLACES),
            light=self.choice(at.get("light"), "light", LIGHTS),
            n_people=self.number(audience.get("n"), "audience.n", 1, MOST_PEOPLE),
            mood=self.choice(audience.get("mood"), "audience.mood", MOODS),
            minutes=self.number(at.get("minutes"), "minutes", 1, 30),
            partner=self.words(at.get("partner"), "partner", SHORT),
            watch=tuple(
                self.words(node, f"watch.{number}", LINE)
                for number, node in enumerate(self.items(at.get("watch"), "watch", 1, MOST_WATCH), start=1)
            ),
            things=things,
            steps=steps,
        )
        self.faults += ways.faults_of(steps, lines, targets)
        if not self.faults and (seconds := ways.longest_seconds(steps)) > scenario.minutes * 60:
            self.fault(line_of(at["minutes"]), "minutes", "longer", minutes=scenario.minutes, longest=-(-seconds // 60))
        return scenario

    def _languages(self, node: yaml.Node | None) -> tuple[str, ...]:
        found = []
        for one in self.items(node, "languages", 1, MOST_LANGUAGES):
            code = one.value if is_plain(one) else ""
            if not LANGUAGE.fullmatch(code):
                self.fault(line_of(one), "languages", "bad_language", key=str(code)[:40])
            elif code in found:
                self.fault(line_of(one), "languages", "twice", key=code)
            else:
                found.append(code)
        return tuple(found) or ("en",)

    def _things(self, node: yaml.Node | None) -> tuple[Thing, ...]:
        things = []
        for key, _line, each in self.named(node, "things", MOST_THINGS):
            path = f"things.{key}"
            at = self.mapping(each, path, ("kind", "label", "n"))
            kind = self.choice(at.get("kind"), f"{path}.kind", KINDS)
            n = self.number(at.get("n"), f"{path}.n", 1, 12)
            things.append(Thing(key, kind, self.words(at.get("label"), f"{path}.label", SHORT), n))
        return tuple(things)

    def _step(self, key, node, path, things, has_partner, lines, targets) -> Step:
        optional = set(STEP_KEYS) - {"seconds"}
        at = self.mapping(node, path, STEP_KEYS, optional)
        if not at:
            return Step(key, "", NO_WORDS, NO_WORDS, 5, is_end=True)
        line = lines[key]
        is_end = self._is_end(at.get("ends"), path)
        who = self.choice(at["who"], f"{path}.who", SPEAKERS) if "who" in at else ""
        if ("who" in at) != ("says" in at):
            self.fault(line, path, "who_and_says")
        if who == "partner" and not has_partner:
            self.fault(line_of(at["who"]), f"{path}.who", "no_partner")
        if "says" not in at and "prompt" not in at:
            self.fault(line, path, "silent_step")
        for name in ("to", "late"):
            if name in at:
                targets.append((line_of(at[name]), f"{path}.{name}", self.word(at[name], f"{path}.{name}")))
        branches = self._branches(at.get("branches"), f"{path}.branches", targets)
        leads = [name for name in ("branches", "to", "ends") if name in at]
        if len(leads) != 1:
            self.fault(line, path, "dead_end" if not leads else "two_ways", keys=", ".join(leads))
        if ("late" in at) != ("branches" in at):
            self.fault(line, path, "late_with_branches")
        return Step(
            key=key,
            who=who,
            says=self.words(at.get("says"), f"{path}.says", LINE),
            prompt=self.words(at.get("prompt"), f"{path}.prompt", LINE),
            seconds=self.number(at.get("seconds"), f"{path}.seconds", 3, 600),
            branches=branches,
            to=self.word(at.get("to"), f"{path}.to") if is_plain(at.get("to")) else "",
            late=at["late"].value if is_plain(at.get("late")) else "",
            handling=self._handling(at.get("handle"), f"{path}.handle", things),
            is_end=is_end,
        )

    def _is_end(self, node: yaml.Node | None, path: str) -> bool:
        if node is not None and (not is_plain(node) or node.value != "true"):
            self.fault(line_of(node), f"{path}.ends", "not_choice", value=str(node.value)[:40], known="true", nearest="")
        return node is not None

    def _branches(self, node: yaml.Node | None, path: str, targets) -> tuple[Branch, ...]:
        branches = []
        for number, each in enumerate(self.items(node, path, 2, 4), start=1):
            here = f"{path}.{number}"
            at = self.mapping(each, here, ("intent", "words", "to"))
            to = self.word(at.get("to"), f"{here}.to")
            if "to" in at:
                targets.append((line_of(at["to"]), f"{here}.to", to))
            intent = self.words(at.get("intent"), f"{here}.intent", SHORT)
            branches.append(Branch(intent, self.words(at.get("words"), f"{here}.words", LINE), to))
        return tuple(branches)

    def _handling(self, node: yaml.Node | None, path: str, things: tuple[Thing, ...]) -> Handling | None:
        if node is None:
            return None
        at = self.mapping(node, path, ("thing", "task", "n"))
        known = {thing.key: thing.n for thing in things}
        thing = self.word(at.get("thing"), f"{path}.thing")
        if thing and thing not in known:
            self.fault(line_of(at["thing"]), f"{path}.thing", "no_thing", key=thing[:40], nearest=nearest(thing, known))
        n = self.number(at.get("n"), f"{path}.n", 1, known.get(thing, 12))
        return Handling(thing, self.choice(at.get("task"), f"{path}.task", TASKS), n)
