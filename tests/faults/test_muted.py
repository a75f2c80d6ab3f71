"""Killed while a group refuses the bot, and while it lets it write again: nobody misses a card, and
the liaison hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from tests.faults.judging import unmarked
from tests.faults.points import Point
from tests.faults.settlers import GROUP
from tests.faults.town import Town

CARD, TOLD, WORKS = "【紧急通知 #1】今晚停水", "里我不能发言", "里又能发言了"
PEOPLE = ("郑洁", "冯涛", "何平")


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    "point", [Point.CLAIMED, Point.PERFORMED, Point.RECORDING, Point.RECORDED, Point.DECIDED]
)
async def test_a_muted_group_is_replaced_and_comes_back_though_the_bot_dies_of_it(
    town: Town, point: Point, times: int
) -> None:
    group = next(each for each in town.chats if each.title == GROUP)
    assert isinstance(group, DemoGroup)
    group.mute_everybody()
    await _issues(town, "紧急")
    await _dies(town, point, times, lambda: town.presses("李敏", "发送"))
    for name in PEOPLE:
        assert _said(town, name, CARD), name
    assert not [each for each in group.from_bot if CARD in each.text]
    assert town.rows("SELECT 1 FROM work_group WHERE muted_at IS NOT NULL")
    assert _said(town, "李敏", TOLD)
    assert _sent_without_a_mark(town, town.person("李敏").id, TOLD) <= 1

    group.let_write()
    await _dies(town, point, times, lambda: town.clock.move(timedelta(minutes=11)))
    assert [each for each in group.from_bot if CARD in unmarked(each.text)]
    assert _sent_without_a_mark(town, group.id, CARD) <= 1
    assert not town.rows("SELECT 1 FROM work_group WHERE muted_at IS NOT NULL")
    assert _said(town, "李敏", WORKS)
    town.presses("冯涛", "收到", next(each for each in group.from_bot if CARD in each.text))
    assert await town.rest()
    assert town.rows("SELECT 1 FROM acknowledgement")


async def _issues(town: Town, *buttons: str) -> None:
    issuer = town.person("李敏")
    issuer.send(issuer.private, "今晚停水")
    assert await town.rest()
    for button in buttons:
        town.presses("李敏", button)
        assert await town.rest()


async def _dies(town: Town, point: Point, times: int, act: Callable[[], object]) -> None:
    """The bot is killed on the way, where it comes by so often, and started again."""
    await town.arm(point, times)
    act()
    if not await town.rest():
        await town.start()
        assert await town.rest()
    assert await town.spare()
    assert await town.rest()


def _said(town: Town, name: str, part: str) -> list[Message]:
    return [each for each in town.person(name).private.from_bot if part in unmarked(each.text)]


def _sent_without_a_mark(town: Town, chat_id: int, part: str) -> int:
    """How often Telegram accepted this text without a repetition mark."""
    calls = [each for each in town.world.calls("sendMessage") if each.ok]
    texts = [str(each.params["text"]) for each in calls if int(each.params["chat_id"]) == chat_id]
    return sum(part in text and unmarked(text) == text for text in texts)
