"""When the bot is killed: drawn from a seed, step by step, so that it can be drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.demo.botapi.messages import Message
from tests.faults.points import ANYWHERE, NOWHERE, Point

MOST = 4
"""A message that is on its way at five deaths in a row is let be: the bot may die of it."""
_DEATHS = (0, 1, 2, 3, MOST)
_WEIGHTS = (3, 5, 3, 2, 1)
_MOMENTS = (0.003, 0.012, 0.03, 0.06)
"""Seconds within which a life ends by chance; to come up takes some 0.04 of them."""


@dataclass(frozen=True)
class Death:
    """At a point passed for so many times; or so many seconds from now, wherever that is; or
    before anything happens, so that it happens while the bot is away."""

    point: str = NOWHERE
    times: int = 1
    after: float | None = None
    asleep: bool = False

    @property
    def kind(self) -> str:
        """Its name where it happens at no point."""
        return "asleep" if self.asleep else "at a moment"

    def __str__(self) -> str:
        if self.asleep:
            return "before anything happens"
        return f"{self.after:.4f} s" if self.after is not None else f"{self.point} × {self.times}"


class Fate:
    """What a seed determines."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def deaths(self, step: int) -> list[Death]:
        """The deaths during a step, for all lives but the last; the step may end earlier."""
        random = Random(f"{self._seed} deaths {step}")
        [count] = random.choices(_DEATHS, _WEIGHTS)
        return [_death(random, first=not number) for number in range(count)]

    def picking(self, step: int) -> Picking:
        """Which copy of a message is touched in a step."""
        return Picking(Random(f"{self._seed} picks {step}"))


class Picking:
    """Chooses among copies of a message, the extra ones rather; remembers which of them it took."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.extra: list[Message] = []

    def __call__(self, copies: Sequence[Message]) -> Message:
        known, *extra = copies
        if not extra or self._random.random() < 0.2:
            return known
        self.extra.append(self._random.choice(extra))
        return self.extra[-1]


def _death(random: Random, *, first: bool) -> Death:
    [kind] = random.choices(("point", ANYWHERE, "moment", "asleep"), (4, 3, 4, 1 if first else 0))
    if kind == "asleep":
        return Death(asleep=True)
    if kind == "moment":
        return Death(after=random.uniform(0, random.choice(_MOMENTS)))
    if kind == ANYWHERE:
        return Death(ANYWHERE, random.randint(1, 12))
    return Death(random.choice(list(Point)), random.choice((1, 1, 1, 1, 2)))
