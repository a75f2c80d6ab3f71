"""How the units in a part of the tree can be reached, in one query."""

from __future__ import annotations

from collections.abc import Sequence

from bot.instructions.standing import Standing
from bot.store.people.people import path_end, to_unit
from bot.store.tx import Row, Tx


def standings(tx: Tx, paths: Sequence[str]) -> list[Standing]:
    """Every living unit at or below one of `paths`, once, in tree order."""
    return [
        _standing(row)
        for path in outermost(paths)
        for row in tx.all("standings", path=path, path_end=path_end(path))
    ]


def outermost(paths: Sequence[str]) -> list[str]:
    """The paths that do not lie below another of them, sorted."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def _standing(row: Row) -> Standing:
    return Standing(
        unit=to_unit(row),
        group_id=row["group_id"],
        parent_group_id=row["parent_group_id"],
        held=row["held"],
        linked=row["linked"],
        reachable=row["reachable"],
        heads_linked=row["heads_linked"],
        heads_reachable=row["heads_reachable"],
        away=row["away"],
        called=row["called"],
        paged=row["paged"],
    )
