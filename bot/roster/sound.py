"""What the roster must still say after a change by hand, so that a file can say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.after import After, Occupant
from bot.roster.difference import Difference, Ref
from bot.roster.fold import fold_name, fold_unit
from bot.roster.model import Member, Roster


def check_sound(found: Difference, roster: Roster, *, apart: bool) -> None:
    """Raise Refused for a change after which the exported file would mean something else.

    `apart`: somebody said that two people share the number.
    """
    after = After(found, roster)
    for unit in after.touched:
        _check_unit(list(after.occupants(unit)))
    gone = {each.member for each in found.merged_members}
    for each in _numbers(found):
        _check_number(each, [m for m in roster.members.values() if m.id not in gone], apart)
    for unit_id, parent, name in _names(found, roster):
        _check_name(unit_id, parent, name, roster)


def _check_unit(occupants: list[Occupant]) -> None:
    """Nobody holds two equal posts of a unit, and two people of one name have two numbers."""
    seats = set()
    names: dict[str, Occupant] = {}
    for each in occupants:
        if (each.ref, each.kind) in seats:
            raise Refused("already_here", name=each.name)
        seats.add((each.ref, each.kind))
        other = names.setdefault(fold_name(each.name), each)
        if other.ref != each.ref and not _told_apart(other, each):
            raise Refused("same_name_here", name=each.name)


def _told_apart(one: Occupant, other: Occupant) -> bool:
    return None not in (one.phone, other.phone) and one.phone != other.phone


@dataclass(frozen=True, slots=True)
class _Entry:
    """Whose name or number is new; `kept`: the number is not."""

    ref: Ref
    name: str
    phone: str
    kept: bool = False


def _numbers(found: Difference) -> Iterator[_Entry]:
    for new in found.new_members:
        if new.phone:
            yield _Entry(new.key, new.name, new.phone)
    for each in found.changed_members:
        if each.phone:
            yield _Entry(each.member, each.name, each.phone, each.phone == each.old_phone)


def _check_number(entry: _Entry, members: Iterable[Member], apart: bool) -> None:
    for member in members:
        if member.phone != entry.phone or member.id == entry.ref:
            continue
        if fold_name(member.name) == fold_name(entry.name):
            raise Refused("number_of_namesake", name=member.name)
        if not apart and not entry.kept:
            raise Refused("number_taken", name=member.name)


def _names(found: Difference, roster: Roster) -> Iterator[tuple[Ref, Ref | None, str]]:
    """The units with a new name: which, below which, the name."""
    for each in found.renamed_units:
        yield each.unit, roster.units[each.unit].parent_id, each.new
    for new in found.new_units:
        yield new.key, new.parent, new.name
    for moved in found.moved_units:
        yield moved.unit, moved.parent, roster.units[moved.unit].name


def _check_name(unit: Ref, parent: Ref | None, name: str, roster: Roster) -> None:
    """Units side by side have different names: 3栋 and 3号楼 are the same."""
    beside = roster.children.get(parent, ()) if not isinstance(parent, str) else ()
    for other in beside:
        if other.id != unit and fold_unit(other.name) == fold_unit(name):
            raise Refused("unit_name_taken", name=other.name)
