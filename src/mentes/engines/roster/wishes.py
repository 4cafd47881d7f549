"""Whom people would like: ids or names as they stand in the cells, to ids."""

from collections.abc import Mapping, Sequence

from mentes.engines.roster.columns import fold
from mentes.engines.roster.faults import Hint, nearest
from mentes.engines.roster.people import MOST_WISHES
from mentes.engines.roster.rows import Row, reporter


def settle_wishes(rows: Sequence[Row], known: Mapping[str, str]) -> None:
    """Every row's wishes as ids, best first, in place; what is wrong in them is taken down as a fault of the row.

    `known`: names by id of people who stand in no row. An id counts before a name; a name counts where one person alone has
    it, letter case and the like aside.
    """
    if not any("wishes" in row.given for row in rows):
        return
    names = {id_: {fold(name)} for id_, name in known.items()}
    for row in rows:  # of one person a merge may join several rows
        if "id" in row.given:
            names.setdefault(row.given["id"], set()).add(fold(row.given.get("name", "")))
    ids_by_name: dict[str, list[str]] = {}
    for id_, spellings in names.items():
        for name in spellings - {""}:
            ids_by_name.setdefault(name, []).append(id_)
    for row in rows:
        if "wishes" in row.given:
            row.given["wishes"] = _settled(row, names, ids_by_name)


def _settled(row: Row, names: Mapping[str, set[str]], ids_by_name: Mapping[str, list[str]]) -> tuple[str, ...]:
    report, found = reporter(row, row.wishes_label), []
    for said in row.given["wishes"]:
        ids = [said] if said in names else ids_by_name.get(fold(said), [])
        if not ids:
            near = nearest(said, [*names, *ids_by_name], 0.75)
            report("wish_unknown", value=said, hint=Hint("near", near) if near else Hint("wish"))
        elif len(ids) > 1:
            report("wish_unclear", value=said, n=len(ids))
        elif ids[0] == row.given.get("id"):
            report("wish_oneself", value=said)
        else:
            found += ids
    wishes = tuple(dict.fromkeys(found))
    if len(wishes) > MOST_WISHES:
        report("wishes_too_many", n=len(wishes), most=MOST_WISHES)
    return wishes
