"""Killed wherever it happens to be, again and again.

FAULT_SEED names another fate than the one that `make test` tries.
"""

from __future__ import annotations

import os
from random import Random

from tests.faults.judging import (
    Outcome,
    extra_copies,
    final_state,
    in_flight,
    marked_since,
    outcome,
    toasts,
    touch,
)
from tests.faults.points import ANYWHERE
from tests.faults.story import STORY
from tests.faults.town import Town

SEED = int(os.environ.get("FAULT_SEED", "2026"))
KILLS = 12
REACH = 16
"""A bot passes so many points at most before it dies: all its deaths have room in the story."""


class Fate:
    """Decides when the bot dies, so many times."""

    def __init__(self, seed: int, kills: int) -> None:
        self._random = Random(seed)
        self.left = kills
        self.in_flight = 0

    async def start(self, town: Town) -> None:
        """Begin another life."""
        self.in_flight += len(in_flight(town))
        if self.left:
            self.left -= 1
            await town.start(ANYWHERE, self._random.randint(1, REACH))
        else:
            await town.start()


async def test_the_end_is_the_same_however_often_the_bot_is_killed_on_the_way(
    town: Town, undisturbed: Outcome
) -> None:
    print(f"FAULT_SEED={SEED}")  # noqa: T201 - shown where it fails
    fate = Fate(SEED, KILLS)
    await fate.start(town)
    for step in STORY:
        step.act(town)
        while not await town.rest():
            await fate.start(town)
    assert not fate.left
    found = outcome(town)
    assert found.state == undisturbed.state
    assert found.said <= undisturbed.said, "nothing is said twice without saying so"
    assert len(marked_since(town, 0)) <= fate.in_flight
    assert set(toasts(town).values()) == {1}
    await touch(town, extra_copies(town))
    assert final_state(town) == undisturbed.state
