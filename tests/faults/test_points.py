"""Killed at any point between an update and the record of what was said, the bot loses nothing
and does nothing twice."""

from __future__ import annotations

import pytest

from tests.faults.judging import (
    Outcome,
    acts_since,
    extra_copies,
    final_state,
    in_flight,
    marked_since,
    outcome,
    toasts,
    touch,
)
from tests.faults.points import Point
from tests.faults.story import STORY, Step
from tests.faults.town import Town

ON_THE_WAY_IN = (Point.FETCHED, Point.STORING, Point.STORED, Point.HANDLING, Point.HANDLED)
BY_THE_CLOCK = (Point.DECIDING, Point.DECIDED)
UNCOMMITTED = (Point.FETCHED, Point.STORING, Point.STORED, Point.HANDLING, Point.DECIDING)


@pytest.mark.parametrize("point", Point)
async def test_an_instruction_goes_all_its_way_though_the_bot_is_killed_at_every_step(
    town: Town, undisturbed: Outcome, point: Point
) -> None:
    for step in STORY:
        if step.done and point not in (ON_THE_WAY_IN if step.by_clock else BY_THE_CLOCK):
            await _killed(town, step, point)
        else:
            step.act(town)
            assert await town.rest()
    found = outcome(town)
    assert found.state == undisturbed.state
    assert found.said <= undisturbed.said, "nothing is said twice without saying so"
    assert set(toasts(town).values()) == {1}
    await touch(town, extra_copies(town))
    assert final_state(town) == undisturbed.state
    assert not [each for each in extra_copies(town) if each.buttons]


async def _killed(town: Town, step: Step, point: Point) -> None:
    """The bot dies of a step, at this point, and is started again."""
    await town.arm(point)
    began, copies = len(town.world.log), len(extra_copies(town))
    step.act(town)
    assert not await town.rest(), "it was to be killed"
    _is_committed_before_acted_on(town, step, point, began)
    sending, died = in_flight(town), len(town.world.log)
    await town.start()
    assert await town.rest()
    assert town.rows(step.done), step.name
    assert len(extra_copies(town)) - copies <= len(sending)
    assert sorted(marked_since(town, died)) == sorted(sending)


def _is_committed_before_acted_on(town: Town, step: Step, point: Point, began: int) -> None:
    committed = bool(town.rows(step.done))
    assert committed == (point not in UNCOMMITTED)
    assert committed or not acts_since(town, began)


@pytest.mark.parametrize("point", [point for point in ON_THE_WAY_IN if point in UNCOMMITTED])
async def test_a_press_is_answered_after_all(town: Town, point: Point) -> None:
    STORY[0].act(town)
    assert await town.rest()
    await town.arm(point)
    STORY[1].act(town)
    assert not await town.rest()
    assert not toasts(town)
    await town.start()
    assert await town.rest()
    assert list(toasts(town).values()) == [1]
