"""The roster, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.roster.model import Unit
from bot.store.people.people import to_unit
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Child:
    """A unit below another: its first holder, and whether any holder is linked."""

    unit: Unit
    holder: str | None
    linked: bool


def children_page(tx: Tx, unit_id: int, *, skip: int, most: int) -> list[Child]:
    """A page of the units right below one."""
    rows = tx.all("children_with_holders", unit_id=unit_id, skip=skip, most=most)
    return [Child(to_unit(row), row["holder"], row["linked"] > 0) for row in rows]


def count_children(tx: Tx, unit_id: int) -> int:
    """The number of units right below one."""
    return int(tx.need("count_children", unit_id=unit_id)["n"])
