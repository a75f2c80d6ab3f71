"""Whom an instruction would reach with the present roster: the figures of the preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.instructions.standing import Standing
from bot.roster.model import Unit


class Fate(Enum):
    """What will become of a unit's card."""

    DELIVERED = auto()
    VACANT = auto()
    """No post is held: the card is a task of the unit above."""
    UNLINKED = auto()
    """No group, and no linked holder."""
    UNREACHABLE = auto()
    """No group, and no holder who can be written to."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The units asked by tier, and the obstacles at some of them."""

    tiers: Mapping[str, int]
    """The number of units asked in each tier."""
    fates: Mapping[Fate, Sequence[Unit]]
    unclaimed: Sequence[Unit]
    """Units whose group shows the card but without a linked holder."""
    unbound: Sequence[Unit]
    """Units without a group that have others below them."""
    gates: Sequence[Unit]
    """Units that have to relay before those below get their cards."""
    stuck: Sequence[Unit]
    """Gates where nobody can be asked to relay: the instruction passes at once."""

    @property
    def total(self) -> int:
        """The number of units asked."""
        return sum(self.tiers.values())

    @property
    def delivered(self) -> int:
        """The number of units that get a card."""
        return len(self.fates.get(Fate.DELIVERED, ()))


def asked(
    standings: Iterable[Standing],
    scope: Collection[Unit],
    own: Collection[int],
    tiers: Sequence[str],
) -> list[Standing]:
    """The units an instruction asks: the chosen ones, those below them, and those between them and
    the issuer's `own` units; only in `tiers`. In tree order."""
    chosen = {unit.path for unit in scope}
    between = {path for each in chosen for path in _prefixes(each)}
    inside: str | None = None
    found = []
    for each in standings:
        path = each.unit.path
        if inside is None or not path.startswith(inside):
            inside = path if path in chosen else None
        meant = inside is not None or path in between
        if meant and each.unit.tier in tiers and each.unit.id not in own:
            found.append(each)
    return found


def reach(standings: Sequence[Standing], *, gated: bool) -> Reach:
    """The reach of an instruction over these units. `gated`: it goes tier by tier."""
    fates: dict[Fate, list[Unit]] = {}
    for each in standings:
        fates.setdefault(fate(each), []).append(each.unit)
    uppers = _uppers(standings)
    gates = [each for each in standings if gated and each.unit.id in uppers]
    return Reach(
        tiers=Counter(each.unit.tier for each in standings),
        fates=fates,
        unclaimed=[each.unit for each in standings if _unclaimed(each)],
        unbound=[each.unit for each in standings if each.unit.id in uppers and not each.group_id],
        gates=[each.unit for each in gates],
        stuck=[each.unit for each in gates if not can_pass_on(each, uppers[each.unit.id])],
    )


def fate(standing: Standing) -> Fate:
    """What will become of a unit's card."""
    if standing.vacant:
        return Fate.VACANT
    if standing.chat_id is not None or standing.reachable:
        return Fate.DELIVERED
    return Fate.UNREACHABLE if standing.linked else Fate.UNLINKED


def can_pass_on(upper: Standing, below: Sequence[Standing]) -> bool:
    """Whether the card of `upper` goes to somebody who may relay it."""
    if upper.heads_reachable and (upper.chat_id is None or _serves(upper, below)):
        return True
    return upper.chat_id is not None and upper.heads_linked > 0 and not _serves(upper, below)


def _serves(upper: Standing, below: Sequence[Standing]) -> bool:
    """Whether the group of `upper` also serves one of the units below."""
    group = upper.group_id
    return group is not None and any(each.chat_id == group for each in below)


def _unclaimed(standing: Standing) -> bool:
    return fate(standing) is Fate.DELIVERED and standing.linked == 0


def _uppers(standings: Sequence[Standing]) -> dict[int, list[Standing]]:
    """By unit: the held units among those asked directly below it."""
    found: dict[int, list[Standing]] = {}
    above: list[Unit] = []
    for each in standings:
        while above and not above[-1].holds(each.unit):
            above.pop()
        if above and not each.vacant:
            found.setdefault(above[-1].id, []).append(each)
        above.append(each.unit)
    return found


def _prefixes(path: str) -> list[str]:
    """The paths of a unit and of all above it, top down."""
    parts = path.split(".")[:-1]
    return [".".join(parts[: index + 1]) + "." for index in range(len(parts))]
