"""The plan of an instruction (cascade): what becomes of each unit asked, as the roster stands.

The preview shows it, and sending writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from bot.instructions.relay import Node, may_be_told
from bot.instructions.routing import CardPlace, Route, route
from bot.instructions.standing import Standing
from bot.roster.model import Unit


class CardFate(Enum):
    """What will become of a unit's card."""

    DELIVERED = auto()
    VACANT = auto()
    """No post is held: the card is a task of the unit above."""
    AWAY = auto()
    """Everybody who holds a post is on leave: likewise."""
    UNLINKED = auto()
    """No group, and no linked holder."""
    CALLED = auto()
    """No group, and its holders are reached by telephone."""
    PAGED = auto()
    """The same where one of them answers on the page, which does not ring."""
    UNREACHABLE = auto()
    """No group, and no holder who can be written to."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One unit asked. `upper`: the nearest unit asked above it; `gates`: those below it wait until
    it passes the instruction on; `opens`: it may get its card from the start."""

    standing: Standing
    upper: Unit | None
    gates: bool
    opens: bool
    route: Route

    @property
    def unit(self) -> Unit:
        """The unit asked."""
        return self.standing.unit

    @property
    def fate(self) -> CardFate:
        """What will become of its card."""
        if self.route.way is CardPlace.TASK:
            return CardFate.AWAY if self.standing.away else CardFate.VACANT
        if self.route.way is not CardPlace.NOWHERE:
            return CardFate.DELIVERED
        if self.standing.called and not self.standing.linked:
            return CardFate.PAGED if self.standing.paged else CardFate.CALLED
        return CardFate.UNREACHABLE if self.standing.linked else CardFate.UNLINKED


@dataclass(frozen=True)
class Plan:
    """The units asked, in the order of the tree."""

    lines: Sequence[PlanLine]

    @property
    def total(self) -> int:
        """How many units are asked."""
        return len(self.lines)

    @property
    def delivered(self) -> int:
        """The number of units that get a card."""
        return len(self.fates.get(CardFate.DELIVERED, ()))

    @property
    def tiers(self) -> Mapping[str, int]:
        """How many units of each tier are asked."""
        return Counter(each.unit.tier for each in self.lines)

    @cached_property
    def fates(self) -> Mapping[CardFate, Sequence[Unit]]:
        """The units by what becomes of their cards."""
        found: dict[CardFate, list[Unit]] = {}
        for each in self.lines:
            found.setdefault(each.fate, []).append(each.unit)
        return found

    @property
    def unclaimed(self) -> list[Unit]:
        """A group shows them the card, and nobody there is known yet."""
        return self._units(
            lambda each: (
                each.fate is CardFate.DELIVERED
                and not each.standing.linked
                and not each.standing.called
            )
        )

    @property
    def unbound(self) -> list[Unit]:
        """Units with others below them that somebody holds, and without a group."""
        return self._units(lambda each: each.unit.id in self._above and not each.standing.group_id)

    @property
    def gates(self) -> list[Unit]:
        """Who has to pass it on before those below get theirs."""
        return self._units(lambda each: each.gates)

    @property
    def stuck(self) -> list[Unit]:
        """Gates where nobody can be asked to: it goes on at once."""
        return self._units(lambda each: each.gates and not each.route.can_pass_on)

    @cached_property
    def _above(self) -> Collection[int]:
        return {each.upper.id for each in self.lines if each.upper and not each.standing.vacant}

    def _units(self, which: Callable[[PlanLine], bool]) -> list[Unit]:
        return [each.unit for each in self.lines if which(each)]


def asked_units(
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


def plan(standings: Sequence[Standing], *, gated: bool) -> Plan:
    """What will become of the units asked. `gated`: it goes tier by tier."""
    uppers = _uppers(standings)
    below = _held_below(standings, uppers)
    gates = set(below) if gated else set()
    nodes = [_node(each, uppers, gates) for each in standings]
    opens = set(may_be_told(nodes))
    return Plan(
        [
            PlanLine(
                standing=each,
                upper=uppers.get(each.unit.id),
                gates=each.unit.id in gates,
                opens=each.unit.id in opens,
                route=route(each, serves_below=serves(each, below.get(each.unit.id, ()))),
            )
            for each in standings
        ]
    )


def serves(upper: Standing, below: Iterable[Standing]) -> bool:
    """Whether the group of `upper` is that of some unit below too."""
    group = upper.group_id
    return group is not None and any(each.chat_id == group for each in below)


def _node(each: Standing, uppers: Mapping[int, Unit], gates: Collection[int]) -> Node:
    upper = uppers.get(each.unit.id)
    to_relay = each.unit.id in gates
    return Node(each.unit.id, upper.id if upper else None, to_relay, each.vacant)


def _uppers(standings: Sequence[Standing]) -> dict[int, Unit]:
    """The nearest unit asked above each that has one."""
    found: dict[int, Unit] = {}
    above: list[Unit] = []
    for each in standings:
        while above and not above[-1].holds(each.unit):
            above.pop()
        if above:
            found[each.unit.id] = above[-1]
        above.append(each.unit)
    return found


def _held_below(
    standings: Iterable[Standing], uppers: Mapping[int, Unit]
) -> dict[int, list[Standing]]:
    """By unit that others asked stand right below: those of them that somebody holds."""
    found: dict[int, list[Standing]] = {}
    for each in standings:
        upper = uppers.get(each.unit.id)
        if upper is not None and not each.vacant:
            found.setdefault(upper.id, []).append(each)
    return found


def _prefixes(path: str) -> list[str]:
    """The paths of a unit and of all above it, top down."""
    parts = path.split(".")[:-1]
    return [".".join(parts[: index + 1]) + "." for index in range(len(parts))]
