"""What is missing so that an instruction can reach a unit and be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.roster.model import Unit


class GapKind(StrEnum):
    """In the order in which they are told."""

    VACANCY = "vacancy"
    """Nobody holds a post there."""
    UNLINKED = "unlinked"
    """Of those who do, nobody's Telegram account is known."""
    UNREACHABLE = "unreachable"
    """Nobody there may be written to in private."""
    DEACTIVATED = "deactivated"
    """The Telegram accounts of those who are linked there are deleted."""
    MUTED = "muted"
    """The bot may not write in its group."""
    UNBOUND = "unbound"
    """No group serves it and its buildings."""
    PHONE = "phone"
    """Somebody who is not linked has no phone number to be known or called by."""
    SILENT = "silent"
    """It has not answered by the deadline."""


ROSTER_GAPS = (
    GapKind.VACANCY,
    GapKind.UNLINKED,
    GapKind.UNREACHABLE,
    GapKind.DEACTIVATED,
    GapKind.MUTED,
    GapKind.UNBOUND,
)
"""Gaps of a unit, whatever is being sent."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing at a unit."""

    kind: GapKind
    unit: Unit

    @property
    def key(self) -> str:
        """By which it is known again."""
        return f"{self.kind}:{self.unit.id}"


def gap_where_nobody_can_be_written_to(
    seats: int, held: int, linked: int, lowest: bool, deactivated: int = 0
) -> GapKind | None:
    """Why not: nobody holds a seat, nobody is linked, or all of them have closed the chat or
    deleted their account.

    A unit above the buildings without a seat of its own is not expected to have anybody.
    """
    if held == 0:
        return GapKind.VACANCY if seats or lowest else None
    if linked == 0:
        return GapKind.UNLINKED
    return GapKind.DEACTIVATED if deactivated == linked else GapKind.UNREACHABLE


@dataclass(frozen=True, slots=True)
class Changed:
    """The gaps that were not there the last time, and how many of those there were still are."""

    new: tuple[Gap, ...]
    old: int


def changed(gaps: Iterable[Gap], before: Iterable[str]) -> Changed:
    """What is new against the keys of the gaps told last."""
    known, found = frozenset(before), tuple(gaps)
    new = tuple(gap for gap in found if gap.key not in known)
    return Changed(new, len(found) - len(new))


def counted(kinds: Iterable[GapKind]) -> Mapping[GapKind, int]:
    """How many there are of each kind, in the order in which they are told."""
    found = dict.fromkeys(ROSTER_GAPS, 0)
    for kind in kinds:
        found[kind] += 1
    return {kind: count for kind, count in found.items() if count}
