"""A story is improvised by a seed, and played first where nobody dies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.acts import Act
from tests.faults.improvising import Improviser
from tests.faults.scenes import Scene, scene
from tests.faults.town import Town

STEPS = 40


@dataclass(frozen=True)
class Rehearsed:
    """The steps of a story, and the state after each."""

    seed: int
    acts: Sequence[Act]
    scenes: Sequence[Scene]


async def rehearse(town: Town, seed: int, steps: int = STEPS) -> Rehearsed:
    """Improvise a story; every press in it is answered."""
    improviser = Improviser(seed)
    acts, scenes = [], []
    for step in range(steps):
        act, since = improviser.next(town, step), len(town.world.log)
        act.ready(town, lambda copies: copies[0])()
        assert await town.rest(), f"rehearsed, it died of {act}"
        acts.append(act)
        scenes.append(scene(town, since))
    silent = [press for press in town.world.presses.values() if not press.answer]
    assert not silent, f"rehearsed, presses had no answer: {silent}"
    return Rehearsed(seed, acts, scenes)
