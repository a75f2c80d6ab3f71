"""A person named in a spreadsheet, before they are matched to a member."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.roster.asking import ONE_PHONE_TWO_NAMES
from bot.roster.difference import Question, Ref
from bot.roster.entries import SeatEntry
from bot.roster.fold import fold_name
from bot.roster.model import Member
from bot.roster.phone import mask

Group: TypeAlias = Sequence[SeatEntry]
"""Rows with the same phone and the same name."""


@dataclass(slots=True)
class Person:
    """A person as the spreadsheet has them.

    `settled`: a row has the name they keep, so no other row renames them.
    """

    ref: Ref
    name: str
    phone: str | None
    row: int = 0
    member: Member | None = None
    settled: bool = False


def same(name: str, other: str) -> bool:
    """Whether two names are equal when folded."""
    return fold_name(name) == fold_name(other)


def by_phone_and_name(entries: Iterable[SeatEntry]) -> list[Group]:
    """The entries with a phone, grouped by phone and name."""
    groups: dict[tuple[str, str], list[SeatEntry]] = {}
    for entry in entries:
        if entry.phone:
            groups.setdefault((entry.phone, fold_name(entry.name)), []).append(entry)
    return list(groups.values())


def question(group: Group, rival: Person) -> Question:
    """The question about a phone that already belongs to somebody; its id is stable for the
    same file."""
    known = f"m{rival.ref}" if rival.member else f"r{rival.row}"
    rows = (*([rival.row] if rival.row else []), *(entry.row.row for entry in group))
    row, part = group[0].row.at
    return Question(
        f"{known}-r{row}" + (f".{part}" if part else ""),
        ONE_PHONE_TWO_NAMES,
        rows,
        (rival.name, group[0].name),
        mask(str(group[0].phone)),
    )
