"""YAML as nodes that know their lines, within limits: written by strangers, it must cost little and build nothing."""

from collections.abc import Iterable, Iterator

import yaml

from mentes.rehearsals.scenarios.values import Fault, ScenarioFaults

MOST_BYTES = 64 * 1024
MOST_NODES = 4_000
MOST_DEPTH = 12


class _Stopped(Exception):
    def __init__(self, line: int, code: str):
        self.line, self.code = line, code


class _Strict(yaml.SafeLoader):
    """The safe loader, which stops at what a scenario never needs.

    An alias may stand for a tree of aliases, and ten lines for a billion nodes; a tag may ask for an object to be built; a
    thousand brackets would use up the stack.
    """

    def __init__(self, text: str):
        super().__init__(text)
        self.depth = self.n_nodes = 0

    def compose_node(self, parent, index):
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Stopped(line, "alias")
        if event.tag:
            raise _Stopped(line, "tag")
        self.n_nodes += 1
        if self.n_nodes > MOST_NODES:
            raise _Stopped(line, "too_many")
        if self.depth >= MOST_DEPTH:
            raise _Stopped(line, "too_deep")
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def root_of(text: str) -> yaml.Node:
    """The one node of `text`; raises ScenarioFaults where it is no YAML within the limits."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise ScenarioFaults([Fault(1, "", "too_large", {"most": MOST_BYTES // 1024})])
    loader = None
    try:
        loader = _Strict(text)
        root = loader.get_single_node()
    except _Stopped as stopped:
        raise ScenarioFaults([Fault(stopped.line, "", stopped.code)]) from None
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        raise ScenarioFaults([Fault(mark.line + 1 if mark else 1, "", "yaml", {"problem": wrong.problem or ""})]) from None
    except yaml.YAMLError:
        # A sign that no text holds (the loader reads ahead, so it may already say so when it is made).
        line = next((n for n, said in enumerate(text.splitlines(), start=1) if not said.isprintable() and "\t" not in said), 1)
        raise ScenarioFaults([Fault(line, "", "yaml", {"problem": "unprintable"})]) from None
    finally:
        if loader is not None:
            loader.dispose()
    if root is None:
        raise ScenarioFaults([Fault(1, "", "empty")])
    return root


def line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def is_plain(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.ScalarNode)


def pairs_of(node: yaml.MappingNode) -> Iterator[tuple[str, int, yaml.Node]]:
    """(key, its line, value) in the order written. A key that is no plain word is ""."""
    for key, value in node.value:
        yield (key.value if is_plain(key) else ""), line_of(key), value


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was meant to be, or "" where none is near: at most two letters wrong, or one in three."""
    found = sorted((distance(word, one), one) for one in known)
    return found[0][1] if found and found[0][0] <= max(2, len(word) // 3) and found[0][0] < len(word) else ""


def distance(one: str, other: str) -> int:
    """How many letters must be put in, left out, changed or swapped with the next (optimal string alignment).

    >>> distance("mintues", "minutes"), distance("promt", "prompt")
    (1, 1)
    """
    one, other = one[:40].casefold(), other[:40].casefold()
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        next_row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            next_row.append(cost)
        before, row = row, next_row
    return row[-1]
