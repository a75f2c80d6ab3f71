"""How far an instruction has come: the units it asks, counted tier by tier.

Every screen, message and file takes its numbers from these values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import TypeVar

from bot.instructions.model import UNANSWERED, TargetState
from bot.roster.model import TierWord


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units of a tier in one state. `opened`: they may have their card; `vacant`: nobody
    holds a post there."""

    tier: TierWord
    state: TargetState
    n: int
    opened: bool = True
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class TierProgress:
    """The units asked in one tier: how many answered, and how many have not yet."""

    tier: TierWord
    total: int = 0
    done: int = 0
    silent: int = 0

    def __add__(self, other: TierProgress) -> TierProgress:
        return TierProgress(
            self.tier,
            self.total + other.total,
            self.done + other.done,
            self.silent + other.silent,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How many units are asked, have answered, and are silent; by tier, buildings first.

    Those that had not answered when the instruction was closed are neither done nor silent.
    """

    tiers: tuple[TierProgress, ...] = ()

    def __add__(self, other: Progress) -> Progress:
        return Progress(_merged((*self.tiers, *other.tiers)))

    @property
    def total(self) -> int:
        """How many units are asked."""
        return sum(each.total for each in self.tiers)

    @property
    def done(self) -> int:
        """How many of them answered."""
        return sum(each.done for each in self.tiers)

    @property
    def silent(self) -> int:
        """How many may still answer."""
        return sum(each.silent for each in self.tiers)

    @property
    def complete(self) -> bool:
        """Whether every unit asked has answered."""
        return self.done >= self.total > 0

    @property
    def shares(self) -> list[tuple[TierWord, int, int]]:
        """For each tier how many answered, and how many are asked."""
        return [(each.tier, each.done, each.total) for each in self.tiers]

    @property
    def counts(self) -> list[tuple[TierWord, int]]:
        """How many units of each tier are asked."""
        return [(each.tier, each.total) for each in self.tiers]


def progress_from(counted: Iterable[Counted]) -> Progress:
    """The progress of the units counted; withdrawn ones are asked no more."""
    asked = (each for each in counted if each.state is not TargetState.WITHDRAWN)
    return Progress(_merged(map(_progress, asked)))


def _progress(counted: Counted) -> TierProgress:
    return TierProgress(
        counted.tier,
        total=counted.n,
        done=counted.n if counted.state is TargetState.ACKNOWLEDGED else 0,
        silent=counted.n if counted.state in UNANSWERED else 0,
    )


@dataclass(frozen=True, slots=True)
class TierFates:
    """What became of the cards of one tier.

    `delivered`: shown to somebody of the unit, or answered. Of the others: `vacant`, nobody holds a
    post; `unreachable`; `leaving`, the card is on its way; `behind`, it waits for the unit above.
    What an end left undelivered is in none of these.
    """

    tier: TierWord
    total: int
    delivered: int
    vacant: int = 0
    unreachable: int = 0
    leaving: int = 0
    behind: int = 0

    def __add__(self, other: TierFates) -> TierFates:
        return TierFates(
            self.tier,
            self.total + other.total,
            self.delivered + other.delivered,
            self.vacant + other.vacant,
            self.unreachable + other.unreachable,
            self.leaving + other.leaving,
            self.behind + other.behind,
        )


_T = TypeVar("_T", TierProgress, TierFates)


def _merged(tiers: Iterable[_T]) -> tuple[_T, ...]:
    """Those of one tier added up, the lowest tier first."""
    found: dict[TierWord, _T] = {}
    for each in tiers:
        found[each.tier] = found[each.tier] + each if each.tier in found else each
    return tuple(found[tier] for tier in sorted(found, key=lambda tier: tier.height))


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of an instruction's cards, by tier, buildings first.

    `passes_at`: when the last of what waits for a unit above goes on by itself, where all is known.
    """

    tiers: tuple[TierFates, ...] = ()
    passes_at: datetime | None = None

    def __add__(self, other: Fates) -> Fates:
        return Fates(_merged((*self.tiers, *other.tiers)))

    @property
    def total(self) -> int:
        """How many units are asked."""
        return sum(each.total for each in self.tiers)

    @property
    def delivered(self) -> int:
        """How many of them have it."""
        return sum(each.delivered for each in self.tiers)

    @property
    def behind(self) -> int:
        """How many wait for a unit above to pass it on."""
        return sum(each.behind for each in self.tiers)

    @property
    def shares(self) -> list[tuple[TierWord, int, int]]:
        """For each tier how many have it, and how many are asked."""
        return [(each.tier, each.delivered, each.total) for each in self.tiers]

    def counts(self, of: Callable[[TierFates], int]) -> list[tuple[TierWord, int]]:
        """For each tier the number that `of` takes from it."""
        return [(each.tier, of(each)) for each in self.tiers]


def fates_from(
    progress: Progress, unanswered: Iterable[Counted], passes_at: datetime | None
) -> Fates:
    """What became of the cards, given the progress and what stands unanswered."""
    found = list(unanswered)
    tiers = (_fates(each, [c for c in found if c.tier == each.tier]) for each in progress.tiers)
    return Fates(tuple(tiers), passes_at)


def _fates(asked: TierProgress, unanswered: Iterable[Counted]) -> TierFates:
    first = TierFates(asked.tier, asked.total, delivered=asked.done)
    return reduce(_with, unanswered, first)


def _with(found: TierFates, counted: Counted) -> TierFates:
    """`found` with further units, each in one place: vacant ones are never delivered."""
    facts = {
        "vacant": counted.vacant,
        "delivered": counted.state is TargetState.SENT,
        "unreachable": counted.state is TargetState.UNREACHABLE,
        "leaving": counted.opened,
        "behind": True,
    }
    where = next(name for name, holds in facts.items() if holds)
    return replace(found, **{where: getattr(found, where) + counted.n})
