"""Gaps: whatever keeps an instruction from reaching a unit or being answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.roster.model import Unit


class GapKind(StrEnum):
    """The kinds of gaps, in display order."""

    VACANCY = "vacancy"
    """No post of the unit is held."""
    AWAY = "away"
    """All holders are on leave."""
    UNLINKED = "unlinked"
    """None of the holders who are present has a linked Telegram account."""
    UNREACHABLE = "unreachable"
    """None of them may be written to in private."""
    DEACTIVATED = "deactivated"
    """The Telegram accounts of all linked holders are deleted."""
    MUTED = "muted"
    """The bot may not write in the unit's group."""
    UNBOUND = "unbound"
    """No group serves the unit and its buildings."""
    PHONE = "phone"
    """An unlinked holder has no phone number."""
    UNHEARD = "unheard"
    """A holder was asked and has shown no sign of life for long."""
    SILENT = "silent"
    """The unit did not answer by the deadline."""


ROSTER_GAPS = (
    GapKind.VACANCY,
    GapKind.AWAY,
    GapKind.UNLINKED,
    GapKind.UNREACHABLE,
    GapKind.DEACTIVATED,
    GapKind.MUTED,
    GapKind.UNBOUND,
    GapKind.UNHEARD,
)
"""Gaps that exist independently of any instruction."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing at a unit."""

    kind: GapKind
    unit: Unit

    @property
    def key(self) -> str:
        """An identity that is stable between summaries."""
        return f"{self.kind}:{self.unit.id}"


def gap_where_nobody_can_be_written_to(
    seats: int,
    held: int,
    linked: int,
    lowest: bool,
    deactivated: int = 0,
    present: int | None = None,
    called: int = 0,
) -> GapKind | None:
    """Why nobody in a unit can be written to: no holder, none present, no linked holder, or only
    blocked chats and deleted accounts. `present`: how many of the holders are not on leave; of
    those alone are `linked` and `deactivated`. A unit above the buildings without posts has no
    such gap, and none has one whose holders are reached by telephone (`called`)."""
    if held == 0:
        return GapKind.VACANCY if seats or lowest else None
    if present == 0:
        return GapKind.AWAY
    if linked == 0 and called:
        return None
    if linked == 0:
        return GapKind.UNLINKED
    return GapKind.DEACTIVATED if deactivated == linked else GapKind.UNREACHABLE


@dataclass(frozen=True, slots=True)
class Changed:
    """The gaps that are new since the last summary, and how many of the old ones remain."""

    new: tuple[Gap, ...]
    old: int


def changed(gaps: Iterable[Gap], before: Iterable[str]) -> Changed:
    """Compare gaps with the keys of those in the last summary."""
    known, found = frozenset(before), tuple(gaps)
    new = tuple(gap for gap in found if gap.key not in known)
    return Changed(new, len(found) - len(new))


def count_gaps(kinds: Iterable[GapKind]) -> Mapping[GapKind, int]:
    """The number of gaps of each kind, in display order."""
    found = dict.fromkeys(ROSTER_GAPS, 0)
    for kind in kinds:
        found[kind] += 1
    return {kind: count for kind, count in found.items() if count}
