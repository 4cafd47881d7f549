"""Input files to people and terms, or one refusal that names everything wrong in all of them."""

import tomllib
from argparse import Namespace
from dataclasses import dataclass, replace
from pathlib import Path

from mentes.cli.match.options import Options, Refusal
from mentes.engines.matching import Terms, default_terms, read_terms
from mentes.engines.roster import BadMap, BadRoster, FileMap, Roster, read_map, read_people


@dataclass(frozen=True)
class Inputs:
    roster: Roster
    terms: Terms


def read_inputs(options: Options | Namespace, *, is_peers: bool = False) -> Inputs:
    """Raises Refusal with a line for every wrong cell, key and value. `is_peers`: whatever rules.toml says of the shape."""
    faults: list[str] = []
    map_table = _read_toml(options.map, faults)
    rules_table = _read_toml(options.rules, faults)
    file_map = _map(map_table, options.map, faults)
    is_peers = is_peers or (rules_table or {}).get("shape") == "peers"
    if is_peers and (file_map is not None or options.map is None):
        file_map = _everybody_both(file_map or FileMap())
    roster = None
    if file_map is not None or options.map is None:
        try:
            files = [(str(path), path.read_bytes()) for path in options.files]
            roster = read_people(files, file_map, skip_bad_rows=options.skip_bad_rows)
        except BadRoster as error:
            faults += map(str, error.faults)
        except OSError as error:
            faults.append(f"{error.filename}: {error.strerror}")
    terms = default_terms()
    if rules_table is not None:
        try:
            known = None if roster is None else roster.columns
            terms = read_terms(rules_table, columns=known, orders=roster.orders if roster else None)
        except ValueError as error:
            faults += [f"{options.rules}: {line}" for line in str(error).splitlines()]
    terms = replace(terms, shape="peers") if is_peers else terms
    if roster is not None and not faults and not is_peers:
        nobody = _nobody(roster)
        # With --skip-bad-rows the rows left out may be why.
        faults += [*map(str, roster.left_out), *nobody] if nobody else []
    if faults or roster is None:
        raise Refusal(*faults)
    return Inputs(roster, terms)


def _read_toml(path: Path | None, faults: list[str]) -> dict | None:
    if path is None:
        return None
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        faults.append(f"{path}: byte {error.start} is not UTF-8, save the file as UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        faults.append(f'{path}: this is not TOML ({error}), right would be lines such as aim = "points"')
    except OSError as error:
        faults.append(f"{path}: {error.strerror}")
    return None


def _map(table: dict | None, path: Path | None, faults: list[str]) -> FileMap | None:
    if table is None:
        return None
    try:
        return read_map(table)
    except BadMap as error:
        faults += [f"{path}: {line}" for line in error.wrong]
    return None


def _everybody_both(file_map: FileMap) -> FileMap:
    """Peers need no column that says who is what."""
    common = file_map.common
    return replace(file_map, common=replace(common, defaults={"role": "both", **common.defaults}))


def _nobody(roster: Roster) -> list[str]:
    roles = {person.role for person in roster.people}
    missing = [side for side in ("mentee", "mentor") if not roles & {side, "both"}]
    return [f"There is no {side} in the files: at least one person needs the role {side} or both." for side in missing]
