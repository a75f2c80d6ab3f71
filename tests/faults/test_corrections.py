"""Killed at any point of a correction: each card ends with the new text, each chat hears of it,
everybody is asked again once, and no answer to the old text counts for the new one."""

from __future__ import annotations

import pytest

from tests.faults.points import Point
from tests.faults.story import STORY
from tests.faults.town import Town

NEW = "今晚停水\n改到明晚 18:00。"
VERSIONS = "SELECT number, text FROM instruction_version WHERE instruction_id = 1 ORDER BY number"


async def _answered(town: Town) -> None:
    """The branch passed it on, and one building has answered."""
    for step in STORY[:4]:
        step.act(town)
        assert await town.rest()
    town.presses("王芳", "收到")
    assert await town.rest()
    town.presses("李敏", "更正")
    assert await town.rest()
    town.person("李敏").send(town.person("李敏").private, NEW)
    assert await town.rest()


@pytest.mark.parametrize(
    "point",
    [Point.HANDLING, Point.HANDLED, Point.CLAIMED, Point.PERFORMED, Point.RECORDING],
)
async def test_a_correction_comes_to_its_end(town: Town, point: Point) -> None:
    await _answered(town)
    await town.arm(point)
    town.presses("李敏", "需重新确认")
    assert not await town.rest(), "it was to be killed"
    await town.start()
    assert await town.rest()
    assert [each["number"] for each in town.rows(VERSIONS)] == [1, 2]
    asked = "SELECT 1 FROM target WHERE instruction_id = 1 AND state = 'acknowledged'"
    assert not town.rows(asked), "everybody is asked again"
    lead = town.person("王芳")
    (card,) = [m for m in lead.private.from_bot if m.buttons and "停水" in m.text]
    assert "【更正 #1】" in card.text
    assert "改到明晚" in card.text
    assert [m for m in lead.private.from_bot if "按新内容再点一次" in m.text]
    lead.press(card, "收到")
    assert await town.rest()
    versions = (
        "SELECT DISTINCT version_id FROM acknowledgement a JOIN member m ON m.id = a.member_id"
    )
    assert len(town.rows(f"{versions} WHERE m.name = '王芳'")) == 2, "each answer with its version"
