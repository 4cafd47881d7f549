"""map.toml as a plain table: to a FileMap, with every wrong key named, and back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mentes.engines.roster.cells import read_cell
from mentes.engines.roster.columns import LIST_KINDS, NATIVE, fold
from mentes.engines.roster.faults import Fault, Hint, fault, nearest
from mentes.engines.roster.maps import YES, FileMap, FileRules, LivedFrom, Take


class BadMap(ValueError):
    """A map.toml that says something we do not know; `faults` holds one for every wrong key, its `column` the key.

    `wrong`: a line each, in English.
    """

    def __init__(self, faults: list[Fault]):
        self.faults = tuple(faults)
        self.wrong = tuple(f"{found.column}: {found.wrong}, {found.right}" for found in faults)
        super().__init__("\n".join(self.wrong))


_COMMON_KEYS = ("columns", "extra", "values", "defaults", "lived", "ignore", "sheet", "role")
_TOP_KEYS = (*_COMMON_KEYS, "files", "orders", "merge")


def read_map(table: Mapping[str, Any]) -> FileMap:
    """The map in `table`, as tomllib gives it (docs/reference/map-toml.md). Raises BadMap naming every wrong key."""
    reader = _Reader()
    reader.keys(table, _TOP_KEYS, "")
    common = reader.rules(table, "")
    files = {
        name: reader.file(rules, f'files."{name}".') for name, rules in reader.table(table.get("files", {}), "files").items()
    }
    orders = {
        name: reader.texts(values, f"orders.{name}") for name, values in reader.table(table.get("orders", {}), "orders").items()
    }
    for name, values in orders.items():
        if len({fold(value) for value in values}) < len(values):
            reader.say("map_order_twice", f"orders.{name}")
    merge = table.get("merge", False)
    if not isinstance(merge, bool):
        reader.say("map_not_flag", "merge", value=merge)
    if reader.wrong:
        raise BadMap(reader.wrong)
    return FileMap(common, files, orders, merge is True)


def map_to_table(file_map: FileMap) -> dict[str, Any]:
    """The plain table (TOML or JSON) that `read_map` reads back to the same map, guesses aside."""
    table = _rules_to_table(file_map.common)
    if file_map.merge:
        table["merge"] = True
    if file_map.orders:
        table["orders"] = {name: list(values) for name, values in file_map.orders.items()}
    if file_map.files:
        table["files"] = {name: _rules_to_table(rules) for name, rules in file_map.files.items()}
    return table


def _rules_to_table(rules: FileRules) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for part in ("columns", "extra"):
        takes = getattr(rules, part)
        if takes:
            table[part] = {
                name: {"column": list(take.headers), "join": take.join, "split": take.split} for name, take in takes.items()
            }
    if rules.lived:
        table["lived"] = [
            {
                "column": list(lived.headers),
                "split": lived.split,
                "sensitive": lived.sensitive if isinstance(lived.sensitive, bool) else list(lived.sensitive),
                **({"only_if": {"column": lived.asked_in, "is": list(lived.asked_is)}} if lived.asked_in else {}),
            }
            for lived in rules.lived
        ]
    table |= {"values": {key: dict(words) for key, words in rules.values.items()}} if rules.values else {}
    table |= {"defaults": dict(rules.defaults)} if rules.defaults else {}
    table |= {"ignore": list(rules.ignore)} if rules.ignore else {}
    table |= {"sheet": rules.sheet} if rules.sheet else {}
    return table


class _Reader:
    """Reads the parts of a map and takes down every wrong key."""

    def __init__(self) -> None:
        self.wrong: list[Fault] = []

    def say(self, code: str, key: str, **params: object) -> None:
        self.wrong.append(fault("", 0, key, code, **params))

    def keys(self, table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                near = nearest(key, known)
                hint = Hint("near", near) if near else Hint("map_keys", words=", ".join(known))
                self.say("map_key_unknown", f"{where}{key}", hint=hint)

    def table(self, value: Any, key: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self.say("map_not_table", key, value=value)
        return {}

    def text(self, value: Any, key: str, fallback: str = "") -> str:
        if isinstance(value, str):
            return value
        self.say("map_not_text", key, value=value)
        return fallback

    def texts(self, value: Any, key: str) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list | tuple) and values and all(isinstance(item, str) and item.strip() for item in values):
            return tuple(values)
        self.say("map_not_texts", key, value=value)
        return ()

    def file(self, value: Any, where: str) -> FileRules:
        table = self.table(value, where.rstrip("."))
        self.keys(table, _COMMON_KEYS, where)
        return self.rules(table, where)

    def rules(self, table: Mapping[str, Any], where: str) -> FileRules:
        columns = {}
        for name, value in self.table(table.get("columns", {}), f"{where}columns").items():
            self.native(name, f"{where}columns.")
            columns[name] = self.take(value, f"{where}columns.{name}", "; " if name in NATIVE and _is_list(name) else " ")
        extra = {
            name: self.take(value, f"{where}extra.{name}", " ")
            for name, value in self.table(table.get("extra", {}), f"{where}extra").items()
        }
        values = {}
        for name, words in self.table(table.get("values", {}), f"{where}values").items():
            words = self.table(words, f"{where}values.{name}")
            values[name] = {fold(word): self.word(to, f"{where}values.{name}.{word}") for word, to in words.items()}
        defaults = {}
        for name, value in self.table(table.get("defaults", {}), f"{where}defaults").items():
            self.native(name, f"{where}defaults.")
            defaults[name] = self.word(value, f"{where}defaults.{name}")
        if "role" in table:
            defaults["role"] = self.text(table["role"], f"{where}role")
        for name, text in defaults.items():
            if name in NATIVE and text:
                self.default(name, text, f"{where}role" if name == "role" else f"{where}defaults.{name}")
        return FileRules(
            columns,
            extra,
            values,
            defaults,
            self.lived(table.get("lived", []), f"{where}lived"),
            self.texts(table["ignore"], f"{where}ignore") if table.get("ignore") else (),
            self.text(table.get("sheet", ""), f"{where}sheet"),
        )

    def default(self, name: str, text: str, key: str) -> None:
        """A default must be a value of its column, or every row that needs it would be wrong."""

        def report(code: str, **params: object) -> None:
            self.say(code, key, **params)

        read_cell(name, text, report)

    def native(self, name: str, where: str) -> None:
        if name not in NATIVE:
            near = nearest(name, NATIVE)
            self.say("map_column_unknown", f"{where}{name}", hint=Hint("near", near) if near else Hint("map_extra"))

    def word(self, value: Any, key: str) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(value, key)

    def take(self, value: Any, key: str, join: str) -> Take:
        if not isinstance(value, Mapping):
            return Take(self.texts(value, key), join)
        self.keys(value, ("column", "join", "split"), f"{key}.")
        return Take(
            self.texts(value.get("column"), f"{key}.column"),
            self.text(value.get("join", join), f"{key}.join"),
            self.text(value.get("split", ""), f"{key}.split"),
        )

    def lived(self, value: Any, key: str) -> tuple[LivedFrom, ...]:
        tables = [value] if isinstance(value, Mapping) else value
        if not isinstance(tables, list | tuple) or not all(isinstance(item, Mapping) for item in tables):
            self.say("map_not_tables", key, value=value)
            return ()
        return tuple(self.lived_from(item, key) for item in tables)

    def lived_from(self, table: Mapping[str, Any], key: str) -> LivedFrom:
        self.keys(table, ("column", "split", "sensitive", "only_if"), f"{key}.")
        sensitive = table.get("sensitive", False)
        lived = LivedFrom(
            self.texts(table.get("column"), f"{key}.column"),
            self.text(table.get("split", ""), f"{key}.split"),
            sensitive if isinstance(sensitive, bool) else self.texts(sensitive, f"{key}.sensitive"),
        )
        if "only_if" not in table:
            return lived
        gate = self.table(table["only_if"], f"{key}.only_if")
        self.keys(gate, ("column", "is"), f"{key}.only_if.")
        asked_is = self.texts(gate["is"], f"{key}.only_if.is") if "is" in gate else YES
        asked_in = self.texts(gate.get("column"), f"{key}.only_if.column")
        return replace(lived, asked_in=asked_in[0] if asked_in else "", asked_is=asked_is)


def _is_list(name: str) -> bool:
    return NATIVE[name].kind in LIST_KINDS
