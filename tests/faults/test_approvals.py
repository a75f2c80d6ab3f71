"""Killed at any point, what a second person decides counts once, and nothing goes out before."""

from __future__ import annotations

import pytest

from bot.store.tx import instant
from tests.faults.points import Point
from tests.faults.story import STORY, Step, passing, pressing
from tests.faults.town import Town

ABOVE = "[approval]\nabove = 2\n"
POINTS = (Point.HANDLING, Point.HANDLED, Point.PERFORMED, Point.RECORDED)
ASKED = Step(
    "a second person is asked",
    pressing("发送", "李敏"),
    "SELECT 1 FROM approval WHERE state = 'open'",
)
APPROVED = Step(
    "it is approved",
    pressing("同意", "周明"),
    "SELECT 1 FROM instruction WHERE state = 'running'",
)
LATE = Step(
    "nobody decides in time",
    passing(minutes=11),
    "SELECT 1 FROM instruction WHERE state = 'draft'",
    by_clock=True,
)


async def _written(town: Town) -> None:
    await town.configure(ABOVE)
    for step in (STORY[0], Step("urgent", pressing("紧急", "李敏"))):
        step.act(town)
        assert await town.rest()


async def _killed(town: Town, step: Step, point: Point) -> None:
    """The bot dies of a step and is started again."""
    await town.arm(point)
    step.act(town)
    assert not await town.rest(), "it was to be killed"
    await town.start()
    assert await town.rest()
    assert town.rows(step.done), step.name


@pytest.mark.parametrize("point", POINTS)
async def test_it_goes_out_once_though_the_bot_is_killed_at_every_step(
    town: Town, point: Point
) -> None:
    await _written(town)
    await _killed(town, ASKED, point)
    assert not town.rows("SELECT 1 FROM target")
    await _killed(town, APPROVED, point)
    assert town.rows("SELECT state FROM approval") == [{"state": "approved"}]
    assert town.rows("SELECT COUNT(*) AS n FROM target") == [{"n": 9}]
    given = "SELECT COUNT(*) AS n FROM audit WHERE action = 'approval.give'"
    assert town.rows(given) == [{"n": 1}]


@pytest.mark.parametrize("point", [Point.DECIDING, Point.DECIDED])
async def test_killed_while_its_time_runs_out_it_is_a_draft_again(town: Town, point: Point) -> None:
    await _written(town)
    ASKED.act(town)
    assert await town.rest()
    await _killed(town, LATE, point)
    assert town.rows("SELECT state FROM approval") == [{"state": "lapsed"}]
    said = [each.text for each in town.person("李敏").private.from_bot if "没人点" in each.text]
    assert len(said) == 1


@pytest.mark.parametrize("point", [Point.DECIDING, Point.DECIDED])
async def test_killed_while_it_begins_the_yearly_drill_is_held_once(
    town: Town, point: Point
) -> None:
    await town.configure("[drill]\nyearly = true\n")
    (drawn,) = town.rows("SELECT at FROM yearly_drill")
    step = Step(
        "its time has come",
        lambda town: town.clock.set(instant(drawn["at"])),
        "SELECT 1 FROM yearly_drill WHERE started_at IS NOT NULL",
        by_clock=True,
    )
    await _killed(town, step, point)
    found = "SELECT COUNT(*) AS n FROM instruction WHERE drill = 1"
    assert town.rows(found) == [{"n": 1}]
