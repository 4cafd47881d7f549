"""The organiser's wishes, from a table (rules.toml, the web's JSON) to values and back."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeGuard

from .values import AIMS, FLOORS, KINDS, MODES, ONLY_WITH_WEIGHT, SHAPES, STRANDS, CustomStrand, Rule, Terms

DEFAULT_WEIGHTS = {"topics": 30.0, "road": 25.0, "lived": 15.0, "language": 10.0, "working": 12.0, "hours": 8.0, "wishes": 0.0}
DEFAULT_RULES = (
    Rule("shared_language", True),
    Rule("shared_hours", False, 1.0),
    Rule("not_manager", True),
    Rule("not_managers_manager", True),
    Rule("not_same_manager", False),
    Rule("not_with", True),
    Rule("organisation", False, "other"),
    Rule("minimum_points", False, 20.0),
)
RULE_NAMES = tuple(rule.name for rule in DEFAULT_RULES)
# Native columns that a strand may read. The lived ones are not among them: they have their own strand and consent.
READABLE = ("organisation", "time_zone", "languages", "working")
READABLE_TEXT = ("goals", "background", "would_help")
RIGHT_FLOOR = '"off", "best", or points above 0 and at most 100'
_TOP_KEYS = ("strands", "strand", "rules", "aim", "floor", "mode", "shape", "sensitive_lived", "week_of")
_ALSO_RULES = ("aim", "floor", "mode")  # may stand under [rules], since they are so easily written there
TAKEN_NAMES = (*STRANDS, "mentee_id", "mentor_id", "points")  # columns of pairs.csv
_STRAND_KEYS = ("name", "kind", "column", "mentee_column", "mentor_column", "weight", "values", "order", "above", "scale")


def default_terms() -> Terms:
    """The weights and rules of a programme that has said nothing yet."""
    return Terms(weights=dict(DEFAULT_WEIGHTS), rules=DEFAULT_RULES)


def read_terms(
    table: Mapping, *, columns: Collection[str] | None = None, orders: Mapping[str, Sequence[str]] | None = None
) -> Terms:
    """Terms from the table of rules.toml; what is not said stays at its default.

    `columns`: headers that custom strands may read (None: not checked). `orders`: named value lists, lowest first,
    that a strand of kind "order" may name. Raises ONE ValueError naming every wrong key or value, a line each.
    """
    faults: list[str] = []
    for key in table:
        if key not in _TOP_KEYS:
            faults.append(f"{key}: not a key; right would be one of {', '.join(_TOP_KEYS)}")
    rules_table = _table(table, "rules", faults)
    customs = _read_customs(table.get("strand", ()), columns, orders or {}, faults)
    weights = _read_weights(_table(table, "strands", faults), faults)
    terms = Terms(
        weights=weights,
        customs=customs,
        rules=_read_rules(rules_table, faults),
        aim=_read_anywhere("aim", "points", AIMS.__contains__, '"points" or "people"', table, rules_table, faults),
        floor=_read_floor(table, rules_table, faults),
        mode=_read_anywhere("mode", "optimum", MODES.__contains__, '"optimum" or "stable"', table, rules_table, faults),
        shape=_read_anywhere("shape", "sides", SHAPES.__contains__, '"sides" or "peers"', table, {}, faults),
        sensitive_lived=_read_flag(table, "sensitive_lived", True, faults),
        week_of=_read_day(table.get("week_of"), faults),
    )
    total = sum(terms.all_weights().values())
    if not math.isfinite(total):
        faults.append("strands: the weights are too large to be added; right would be numbers such as 30")
    if not faults and total <= 0:
        faults.append("strands: every weight is 0; at least one must be above 0")
    if faults:
        raise ValueError("\n".join(dict.fromkeys(faults)))
    return terms


def terms_to_table(terms: Terms) -> dict:
    """The table that read_terms reads back: only texts, numbers, booleans, lists and tables (JSON and TOML)."""
    weights = {name: float(terms.weights.get(name, 0.0)) for name in STRANDS}
    table: dict = {
        "aim": terms.aim,
        "floor": terms.floor,
        "mode": terms.mode,
        "sensitive_lived": terms.sensitive_lived,
        "strands": {name: weight for name, weight in weights.items() if weight or name not in ONLY_WITH_WEIGHT},
        "rules": {rule.name: _rule_to_table(rule) for rule in terms.rules},
    }
    if terms.shape != "sides":
        table["shape"] = terms.shape
    if terms.week_of is not None:
        table["week_of"] = terms.week_of.isoformat()
    if terms.customs:
        table["strand"] = [_custom_to_table(custom) for custom in terms.customs]
    return table


def _rule_to_table(rule: Rule):
    if rule.value is None:
        return rule.on
    return rule.value if rule.on else {"on": False, "value": rule.value}


def _custom_to_table(custom: CustomStrand) -> dict:
    entry = {
        "name": custom.name,
        "kind": custom.kind,
        "mentee_column": custom.mentee_column,
        "mentor_column": custom.mentor_column,
        "weight": float(custom.weight),
    }
    if custom.kind == "order":
        entry |= {"values": list(custom.values), "above": list(custom.above)}
    if custom.kind == "distance":
        entry["scale"] = float(custom.scale)
    return entry


def _table(table: Mapping, key: str, faults: list[str]) -> Mapping:
    value = table.get(key, {})
    if isinstance(value, Mapping):
        return value
    faults.append(f"{key}: {value!r} is not a table; right would be [{key}] with one line a key")
    return {}


def _is_number(value) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _read_weights(table: Mapping, faults: list[str]) -> dict[str, float]:
    weights = dict(DEFAULT_WEIGHTS)
    for name, weight in table.items():
        if name not in STRANDS:
            faults.append(
                f"strands.{name}: not a strand; right would be one of {', '.join(STRANDS)}, or a [[strand]] of your own"
            )
        elif not _is_number(weight) or weight < 0:
            faults.append(f"strands.{name}: {weight!r}; right would be a number, 0 or more")
        else:
            weights[name] = float(weight)
    return weights


def _read_flag(table: Mapping, key: str, default: bool, faults: list[str]) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        faults.append(f"{key}: {value!r}; right would be true or false")
        return default
    return value


def _read_day(value, faults: list[str]) -> date | None:
    if value is None or (isinstance(value, date) and type(value) is date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        faults.append(f"week_of: {value!r}; right would be a day such as 2026-11-02")
        return None


def _read_anywhere(key: str, default, is_right: Callable[[Any], bool], right: str, table: Mapping, rules: Mapping, faults):
    """A value that stands at the top or under [rules]; `right` says what it may be."""
    said = [place[key] for place in (table, rules) if key in place]
    wrong = [value for value in said if not isinstance(value, str | int | float) or not is_right(value)]
    faults += [f"{key}: {value!r}; right would be {right}" for value in wrong]
    if len(said) == 2 and said[0] != said[1]:
        faults.append(f"{key}: said twice, {said[0]!r} and {said[1]!r}; right would be one of them")
    return said[0] if said and not wrong else default


def _read_floor(table: Mapping, rules: Mapping, faults: list[str]) -> float | str:
    floor = _read_anywhere("floor", "off", lambda value: value is False or is_floor(value), RIGHT_FLOOR, table, rules, faults)
    if floor is False:
        floor = FLOORS[0]
    return floor if isinstance(floor, str) else float(floor)


def is_floor(floor) -> bool:
    """Whether Terms.floor may be this."""
    return floor in FLOORS if isinstance(floor, str) else _is_number(floor) and 0 < floor <= 100


def _read_rules(table: Mapping, faults: list[str]) -> tuple[Rule, ...]:
    for key in table:
        if key not in RULE_NAMES and key not in _ALSO_RULES:
            faults.append(f"rules.{key}: not a rule; right would be one of {', '.join(RULE_NAMES)}")
    return tuple(_read_rule(rule, table[rule.name], faults) if rule.name in table else rule for rule in DEFAULT_RULES)


def _read_rule(default: Rule, said, faults: list[str]) -> Rule:
    """`true`, `false`, the value itself (which switches it on), or {on = ..., value = ...}."""
    on, value = True, said
    if isinstance(said, Mapping):
        on, value = said.get("on", True), said.get("value", default.value)
        wrong = [key for key in said if key not in ("on", "value")]
        if wrong or not isinstance(on, bool):
            faults.append(f"rules.{default.name}: {dict(said)!r}; right would be on = true or false, and value")
            return default
        if default.value is None and "value" not in said:
            value = on
    if isinstance(value, bool):
        return Rule(default.name, on and value, default.value)
    if default.name == "organisation":
        if value in ("same", "other"):
            return Rule(default.name, on, value)
        faults.append(f'rules.organisation: {value!r}; right would be "same", "other" or false')
    elif default.value is None:
        faults.append(f"rules.{default.name}: {value!r}; right would be true or false")
    elif _is_number(value) and value >= 0:
        return Rule(default.name, on and value > 0, float(value) or default.value)
    else:
        faults.append(f"rules.{default.name}: {value!r}; right would be a number above 0, or false")
    return default


def _read_customs(entries, columns, orders, faults: list[str]) -> tuple[CustomStrand, ...]:
    if not isinstance(entries, list | tuple):
        faults.append("strand: right would be one [[strand]] for each strand of your own")
        return ()
    customs: list[CustomStrand] = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, Mapping):
            faults.append(f"strand {number}: {entry!r} is not a table; right would be [[strand]] with one line a key")
            continue
        custom = _read_custom(number, entry, columns, orders, faults)
        if custom.name in TAKEN_NAMES or custom.name in {other.name for other in customs}:
            faults.append(f"strand {number}: the name {custom.name!r} is taken; right would be a name of its own")
        customs.append(custom)
    return tuple(customs)


def _read_custom(number: int, entry: Mapping, columns, orders, faults: list[str]) -> CustomStrand:
    where = f"strand {number}"

    def fault(key, right):
        faults.append(f"{where}: {key} = {entry.get(key)!r}; right would be {right}")

    for key in entry:
        if key not in _STRAND_KEYS:
            faults.append(f"{where}: {key} is not a key; right would be one of {', '.join(_STRAND_KEYS)}")
    name, kind = entry.get("name"), entry.get("kind")
    if not isinstance(name, str) or not name.strip() or not name.strip().isprintable():
        fault("name", "a short name on one line")
        name = f"strand {number}"
    if kind not in KINDS:
        fault("kind", f"one of {', '.join(KINDS)}")
    weight = entry.get("weight")
    if not _is_number(weight) or weight < 0:
        fault("weight", "a number, 0 or more")
        weight = 0.0
    sides = []
    for key in ("mentee_column", "mentor_column"):
        column = entry.get(key, entry.get("column"))
        native = READABLE_TEXT if kind == "text" else READABLE
        if not isinstance(column, str) or not column:
            fault(key, "the header of a column (or column = ... for both sides)")
        elif columns is not None and column not in native and column not in columns:
            faults.append(f"{where}: no column {column!r}; right would be one of {', '.join(sorted({*columns}))}")
        sides.append(column if isinstance(column, str) else "")
    values: tuple[str, ...] = ()
    above: Any = (1, 2)
    scale: Any = 0.0
    if kind == "order":
        values = _read_order(entry, sides[1], orders, fault)
        above = entry.get("above", [1, 2])
        if isinstance(above, int) and not isinstance(above, bool):
            above = [above]
        if not isinstance(above, list | tuple) or not above or not all(type(step) is int for step in above):
            fault("above", "steps above the mentee, such as [1, 2]")
            above = (1, 2)
    if kind == "distance":
        scale = entry.get("scale")
        if not _is_number(scale) or scale <= 0:
            fault("scale", "a number above 0: how far apart brings no points")
            scale = 1.0
    return CustomStrand(
        name=name.strip(), kind=kind if kind in KINDS else "same", mentee_column=sides[0], mentor_column=sides[1],
        weight=float(weight), values=tuple(values), above=tuple(above), scale=float(scale),
    )  # fmt: skip


def _read_order(entry: Mapping, mentor_column: str, orders, fault) -> tuple[str, ...]:
    if "values" not in entry:
        named = entry.get("order", mentor_column)
        if not isinstance(named, str) or named not in orders:
            fault("order", "the name of an order of map.toml, or values = [lowest, ..., highest]")
            return ()
        return tuple(orders[named])
    values = entry["values"]
    if not isinstance(values, list | tuple) or len(values) < 2 or not all(isinstance(v, str) and v.strip() for v in values):
        fault("values", "a list of two or more texts, lowest first")
        return ()
    if len({v.strip().casefold() for v in values}) < len(values):
        fault("values", "a list in which no text comes twice")
    return tuple(values)
