"""The house stands as ARCHITECTURE.md says: imports run downward, engines know nobody, and nothing goes round in a circle."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mentes"
ENGINE_DOORS = {
    "people": {"engines.roster", "engines.language"},
    "matches": {"engines.matching"},
    "fairness": {"engines.fairness"},
    "calendars": {"engines.calendars"},
    "rehearsals": {"engines.speech"},
}
DOOR_FILES = ("bridge", "roster_bridge", "_bridge")
# What a room may use of every other room: to read, and to change. ARCHITECTURE.md names what is public besides.
OPEN = {"models", "actions"}
PLAIN_LOOK = {"look.braid", "look.face", "look.seal", "look.bars", "look.thread", "look.standalone", "look.assets"}
ABOVE_ALL = {"testing", "testing_database"}
MOST_LATE_IMPORTS = 16
# A name in a string is an arrow that these tests cannot see: only a list of commands and a room's own files are loaded so.
LOAD_BY_NAME = {"cli/__init__.py", "lib/rooms.py"}


@cache
def floors() -> list[list[str]]:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = re.search(r"```floors\n(.*?)```", text, re.S)
    assert block, "ARCHITECTURE.md holds no ```floors list"
    return [[room.strip() for room in line.split("|")] for line in block[1].strip().splitlines()]


@cache
def public_words() -> dict[str, set[str]]:
    """Room -> the modules that others may use, from the ```public list of ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = re.search(r"```public\n(.*?)```", text, re.S)
    assert block, "ARCHITECTURE.md holds no ```public list"
    lines = [line.split(":") for line in block[1].strip().splitlines()]
    return {room.strip(): {word.strip() for word in words.split(",")} for room, words in lines}


def room_of(module: str) -> str:
    """The room of a module named below `mentes`: "matches.models.run" is in matches, "engines.roster.read" in engines.roster."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "engines" else parts[0]


@cache
def imports() -> dict[str, set[tuple[str, int]]]:
    """Module (below `mentes`) -> (imported module, line), tests and migrations left out."""
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if "tests" in parts or "migrations" in parts or parts[0] in ABOVE_ALL or "node_modules" in parts:
            continue
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                base = _absolute(node, parts)
                for name in node.names:
                    whole = f"{base}.{name.name}"
                    target = whole if _is_module(whole) else base
                    if target.startswith("mentes."):
                        found[module].add((target.removeprefix("mentes."), node.lineno))
            elif isinstance(node, ast.Import):
                for name in node.names:
                    if name.name.startswith("mentes."):
                        found[module].add((name.name.removeprefix("mentes."), node.lineno))
    return found


def _absolute(node: ast.ImportFrom, parts: tuple[str, ...]) -> str:
    """The whole name of the module that `from … import` names, in the file with these path parts below `mentes`."""
    if node.level == 0:
        return node.module or ""
    return ".".join(["mentes", *parts[: -node.level], *([node.module] if node.module else [])])


@cache
def _is_module(name: str | None) -> bool:
    if not name or not name.startswith("mentes."):
        return False
    path = SOURCE.joinpath(*name.split(".")[1:])
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def level_of(room: str) -> int | None:
    return next((number for number, line in enumerate(floors()) if room in line), None)


def test_every_room_stands_on_a_floor():
    rooms = {room_of(module) for module in imports() if module}
    named = {room for line in floors() for room in line}
    assert rooms - named - {"", "__main__", "engines"} == set()


def test_imports_run_downward():
    wrong = []
    for module, targets in imports().items():
        room = room_of(module)
        if level_of(room) is None:
            continue
        for target, line in sorted(targets):
            other = room_of(target)
            if other != room and other != "engines" and (level_of(other) is None or level_of(other) <= level_of(room)):
                wrong.append(f"{module}:{line} imports {target}")
    assert wrong == []


def test_engines_know_neither_each_other_nor_django():
    wrong = []
    for path in (SOURCE / "engines").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""] if node.level == 0 else []
            elif isinstance(node, ast.Import):
                names = [name.name for name in node.names]
            own = "mentes.engines." + path.relative_to(SOURCE / "engines").parts[0]
            wrong += [
                f"{path.relative_to(SOURCE)}:{node.lineno} imports {name}"
                for name in names
                if name.split(".")[0] in {"django", "procrastinate", "logging"}
                or (name.startswith("mentes.") and not (name == own or name.startswith(own + ".")))
            ]
    assert wrong == []


def test_rooms_meet_engines_at_their_doors_only():
    wrong = []
    for module, targets in imports().items():
        room, file = room_of(module), module.split(".")[-1]
        for target, line in sorted(targets):
            if not target.startswith("engines.") or room.startswith("engines") or room == "cli":
                continue
            is_door = any(part.endswith(DOOR_FILES) for part in module.split("."))
            if room_of(target) not in ENGINE_DOORS.get(room, set()) or not is_door:
                wrong.append(f"{module}:{line} meets {target} (file {file})")
    assert wrong == []


def test_rooms_use_only_the_public_words_of_other_rooms():
    wrong = []
    for module, targets in imports().items():
        room = room_of(module)
        for target, line in sorted(targets):
            other = room_of(target)
            if other == room or other.startswith("engines") or other in {"lib", "config"} or room == "config":
                continue
            if other == "look" and (room != "cli" or target in PLAIN_LOOK):
                continue
            if room in {"cli", "__main__"}:
                continue
            rest = target.split(".")[1:2]
            if not rest or rest[0] not in OPEN | public_words().get(other, set()):
                wrong.append(f"{module}:{line} uses {target}")
    assert wrong == []


def test_every_public_word_is_there_and_used():
    used = {
        (room_of(target), target.split(".")[1])
        for module, targets in imports().items()
        for target, _ in targets
        if "." in target and room_of(target) != room_of(module)
    }
    named = {(room, word) for room, words in public_words().items() for word in words}
    assert {f"{room}.{word}" for room, word in named if not _is_module(f"mentes.{room}.{word}")} == set()
    assert {f"{room}.{word}" for room, word in named - used} == set()


def test_nothing_imports_in_a_circle():
    graph = {module: {target for target, _ in targets if target != module} for module, targets in imports().items()}
    circles = [circle for circle in _strong_components(graph) if len(circle) > 1]
    assert circles == []


def test_imports_inside_functions_stay_few_and_say_why():
    """Each hides an arrow of the house. Good reasons are start-up time and Django's settings, said in a line beside it."""
    silent, late = set(), set()
    for path in SOURCE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            numbers = {inner.lineno for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)}
            for number in numbers:
                place = f"{path.relative_to(SOURCE)}:{number}"
                late.add(place)
                above = number - 1
                while above in numbers:
                    above -= 1
                if "  # " not in lines[number - 1] and not lines[above - 1].lstrip().startswith("# "):
                    silent.add(place)
    assert silent == set()
    assert len(late) <= MOST_LATE_IMPORTS, f"{len(late)} imports stand inside functions: {sorted(late)}"


def test_modules_are_loaded_by_name_in_two_places_only():
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and re.search(r"\bimport_module\(|__import__\(", path.read_text(encoding="utf-8"))
    }
    assert found == LOAD_BY_NAME


def _strong_components(graph: dict[str, set[str]]) -> list[list[str]]:
    """Tarjan's strongly connected components."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            component = []
            while True:
                component.append(stack.pop())
                if component[-1] == node:
                    break
            found.append(sorted(component))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def test_one_place_reads_the_clock():
    """What pages and jobs take for now can be moved (the demo's "a week later") only where nobody looks at another clock."""
    another = re.compile(r"\b(timezone\.(now|localdate|localtime)\(\)|datetime\.(now|utcnow)\(|date\.today\(|auto_now_add)")
    may = {SOURCE / "lib" / "clock.py", SOURCE / "testing_database.py"}
    found = set()
    for path in SOURCE.rglob("*.py"):
        # Commands speak of the world's clock; a test has its own.
        if path in may or {"tests", "migrations", "cli", "engines"} & set(path.relative_to(SOURCE).parts):
            continue
        found |= {f"{path.relative_to(SOURCE)}: {hit[0]}" for hit in another.finditer(path.read_text(encoding="utf-8"))}
    assert found == set()
