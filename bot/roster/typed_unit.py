"""The name of a unit as typed in chat."""

from __future__ import annotations

from bot.errors import Refused
from bot.roster.cells.unit import read_unit
from bot.roster.clean import tidy_name

_MOST = 40


def read_unit_name(text: str) -> str:
    """One unit's name, written as a file would have it. Raises Refused("not_a_unit")."""
    name = tidy_name(text)
    if "\n" in text.strip() or len(name) > _MOST or not any(char.isalnum() for char in name):
        raise Refused("not_a_unit", said=text.strip()[:20])
    return name


def read_unit_names(text: str, *, lowest: bool) -> tuple[str, ...]:
    """The names of units, of which 6、7栋 are two. Raises Refused: "range_or_one" where it may be
    several or one, and as `read_unit_name`."""
    name = read_unit_name(text)
    if not lowest:
        return (name,)
    cell = read_unit(name)
    if cell.range:
        raise Refused("range_or_one", said=name)
    return cell.names
