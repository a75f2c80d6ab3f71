"""Killed at any point, the bot passes a branch lead's words on once, and only confirmed ones."""

from __future__ import annotations

import pytest

from bot.demo.botapi.messages import Message
from tests.faults.judging import MARK, extra_copies
from tests.faults.points import Point
from tests.faults.story import STORY, Step, passing, pressing
from tests.faults.town import Town

WORDS = "请三楼也通知。"
POINTS = (Point.HANDLING, Point.HANDLED, Point.PERFORMED, Point.RECORDED)
BY_THE_CLOCK = (Point.DECIDING, Point.DECIDED, Point.PERFORMED, Point.RECORDED)


def _writes(town: Town) -> None:
    lead = town.person("陈刚")
    lead.send(lead.private, WORDS)


STEPS = (
    Step("he is asked for words", pressing("加一句再转达", "陈刚"), "SELECT 1 FROM relay_draft"),
    Step("he writes them", _writes, "SELECT 1 FROM relay_draft_part"),
    Step(
        "he confirms them",
        pressing("转达", "陈刚"),
        "SELECT 1 FROM relay_draft WHERE due_at IS NOT NULL",
    ),
    Step(
        "the undo time is over",
        passing(seconds=21),
        "SELECT 1 FROM target WHERE relay_path = 'holder'",
        by_clock=True,
    ),
)


async def _begins(town: Town) -> None:
    """An instruction waits for the branches."""
    for step in STORY[:3]:
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


@pytest.mark.parametrize(("by_hand", "by_clock"), list(zip(POINTS, BY_THE_CLOCK, strict=True)))
async def test_the_words_go_along_once_though_the_bot_is_killed_at_every_step(
    town: Town, by_hand: Point, by_clock: Point
) -> None:
    await _begins(town)
    for step in STEPS:
        await _killed(town, step, by_clock if step.by_clock else by_hand)
    relayed = "SELECT relay_words, relay_path FROM target WHERE relayed_at IS NOT NULL"
    assert town.rows(relayed) == [{"relay_words": WORDS, "relay_path": "holder"}]
    log = "SELECT COUNT(*) AS n FROM audit WHERE action = 'relay.pass'"
    assert town.rows(log) == [{"n": 1}]
    copies = extra_copies(town)
    for name in ("王芳", "李强"):
        cards = _said(town, name, "今晚停水")
        assert all(f"附言：{WORDS}" in each.text for each in cards)
        [card] = [each for each in cards if each not in copies]
        # What was on its way when the bot died is sent once more, marked; whether the first had
        # arrived is seen only by the reader.
        extra = [each for each in cards if each is not card]
        assert not extra or (MARK in card.text and [MARK in each.text for each in extra] == [False])
    assert _said(town, "陈刚", "您的话也带到了")


@pytest.mark.parametrize("steps", [1, 2])
async def test_killed_before_they_are_confirmed_nothing_goes(town: Town, steps: int) -> None:
    await _begins(town)
    for step in STEPS[:steps]:
        step.act(town)
        assert await town.rest()
    await town.kill()
    STEPS[-1].act(town)
    await town.start()
    assert await town.rest()
    assert not town.rows("SELECT 1 FROM target WHERE relayed_at IS NOT NULL")
    assert not _said(town, "王芳", "今晚停水")


async def test_killed_within_the_undo_time_it_can_still_be_taken_back(town: Town) -> None:
    await _begins(town)
    for step in STEPS[:-1]:
        step.act(town)
        assert await town.rest()
    await town.kill()
    await town.start()
    pressing("撤回", "陈刚")(town)
    assert await town.rest()
    STEPS[-1].act(town)
    assert await town.rest()
    assert not town.rows("SELECT 1 FROM target WHERE relayed_at IS NOT NULL")


def _said(town: Town, name: str, part: str) -> list[Message]:
    """What stands in somebody's private chat and contains this."""
    return [each for each in town.person(name).private.from_bot if part in each.text]
