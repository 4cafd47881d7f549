"""The ways through a scenario: each step is reached, none leads nowhere or back, and the longest is known."""

from collections.abc import Mapping, Sequence

from mentes.rehearsals.scenarios.nodes import nearest
from mentes.rehearsals.scenarios.values import Fault, Step


def faults_of(steps: Sequence[Step], lines: Mapping[str, int], targets: Sequence[tuple[int, str, str]]) -> list[Fault]:
    """What is wrong with where steps lead. `lines`: where each begins. `targets`: (line, path, name) of every step named."""
    known = {step.key: step for step in steps}
    faults = [
        Fault(line, path, "no_step", {"key": name[:40], "nearest": nearest(name, known)})
        for line, path, name in targets
        if name and name not in known
    ]
    if not steps:
        return faults
    reached, waiting = set(), [steps[0].key]
    while waiting:
        key = waiting.pop()
        if key in reached or key not in known:
            continue
        reached.add(key)
        waiting += known[key].leads_to()
    faults += [Fault(lines[key], f"steps.{key}", "unreachable") for key in known if key not in reached]
    circle = _circle(known)
    if circle:
        faults.append(Fault(lines[circle[0]], f"steps.{circle[0]}", "goes_round", {"steps": " > ".join((*circle, circle[0]))}))
    return faults


def _circle(known: Mapping[str, Step]) -> tuple[str, ...]:
    """The first way that comes back to where it was, or (). A rehearsal must end by itself, whoever does nothing."""
    done: set[str] = set()
    for first in known:
        way: list[str] = []
        # (step, how many of its next steps were followed already)
        stack = [(first, 0)]
        while stack:
            key, n_followed = stack.pop()
            if n_followed == 0:
                if key in done:
                    continue
                way.append(key)
            following = [one for one in known[key].leads_to() if one in known]
            if n_followed == len(following):
                done.add(way.pop())
                continue
            stack.append((key, n_followed + 1))
            if following[n_followed] in way:
                return tuple(way[way.index(following[n_followed]) :])
            stack.append((following[n_followed], 0))
    return ()


def longest_seconds(steps: Sequence[Step]) -> int:
    """How long the longest way takes when every step uses up its time. Precondition: `faults_of` found nothing."""
    known, longest = {step.key: step for step in steps}, {}

    def from_here(key: str) -> int:
        if key not in longest:
            longest[key] = known[key].seconds + max(map(from_here, known[key].leads_to()), default=0)
        return longest[key]

    return from_here(steps[0].key) if steps else 0
