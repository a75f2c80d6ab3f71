"""Two things at the same moment: either order is right, nothing counts twice, nobody is told
what is no longer so."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.demo.botapi.messages import Message
from bot.store.cascade import instructions
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases.answering import pressing
from bot.usecases.sent import ending
from tests.engines import on_sqlite
from tests.faults.wire import HELD, LATE, Fault
from tests.faults.wired import WATER, Wired

CHASE = "还等您一句"
ESCALATION = "没回复"
FIVE_MINUTES = timedelta(minutes=5)


def _reminders(wired: Wired, name: str) -> list[Message]:
    """The messages in somebody's chat that still remind."""
    return [each for each in wired.said(name, CHASE) if each.buttons]


async def test_the_same_press_five_times_counts_once_and_says_so_each_time(wired: Wired) -> None:
    await wired.warns()
    person, card = wired.person("王芳"), wired.cards("王芳")[0]
    for _ in range(5):
        person.press(card, "收到")
    await wired.settle()
    said = [each.text for each in person.toasts]
    assert ["记上了" in each for each in said].count(True) == 1
    assert ["已回复" in each for each in said].count(True) == 4
    assert await wired.count("acknowledgement") == 1
    assert "已收到 1/1：王芳" in wired.cards("王芳")[0].text


async def test_the_same_press_told_five_times_by_telegram_counts_once(wired: Wired) -> None:
    await wired.warns()
    press = wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    for _ in range(4):  # under new ids, as it may after its own troubles
        wired.world.updates.add("callback_query", press.to_json())
    await wired.settle()
    assert press.answer is not None
    assert "记上了" in press.answer.text
    assert await wired.count("acknowledgement") == 1


@pytest.mark.parametrize("first", ["press", "clock"])
async def test_a_press_at_the_moment_of_the_escalation_ends_it(wired: Wired, first: str) -> None:
    await wired.warns()
    for name in ("陈刚", "李强"):
        await wired.presses(name, "收到")
    await wired.pass_time(minutes=4, seconds=59)
    for act in ("press", "clock") if first == "press" else ("clock", "press"):
        if act == "press":
            wired.person("王芳").press(wired.cards("王芳")[0], "收到")
        else:
            wired.clock.move(timedelta(seconds=1))
            await wired.app.pulse.beat()
    await wired.settle()
    assert await wired.count("acknowledgement") == 3
    assert not _reminders(wired, "王芳")
    await wired.pass_time(minutes=30, step=FIVE_MINUTES)
    assert not wired.said("陈刚", ESCALATION)


@on_sqlite
@pytest.mark.parametrize("fault", [HELD, LATE], ids=str)
async def test_a_press_while_a_reminder_is_on_its_way_ends_it(wired: Wired, fault: Fault) -> None:
    await wired.warns()
    wired.wire.next("sendMessage", fault, chat=wired.chat("王芳").id)
    wired.clock.move(timedelta(minutes=6))
    await wired.app.pulse.beat()
    await wired.wire.until(lambda: any(each.fault for each in wired.wire.seen("sendMessage")))
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    await wired.world.until(lambda: wired.person("王芳").toasts)
    wired.wire.release()
    await wired.settle()
    assert not _reminders(wired, "王芳")
    assert await wired.count("acknowledgement") == 1


@on_sqlite
async def test_a_press_while_a_reminder_waits_for_telegram_keeps_it_from_leaving(
    wired: Wired,
) -> None:
    await wired.warns()
    chat = wired.chat("王芳")
    wired.server.faults.next("sendMessage", 429, chat=chat.id, retry_after=1)
    wired.clock.move(timedelta(minutes=6))
    await wired.app.pulse.beat()
    await wired.once(lambda: wired.app.sender.tally.too_many)
    tried = wired.wire.seen("sendMessage", chat=chat.id)
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    await wired.settle()
    assert not wired.said("王芳", CHASE)
    assert wired.wire.seen("sendMessage", chat=chat.id) == tried


@pytest.mark.parametrize("first", ["王芳", "李敏"], ids=["answer", "withdrawal"])
async def test_an_answer_and_a_withdrawal_at_the_same_moment_either_counts_both_are_told(
    wired: Wired, first: str
) -> None:
    await wired.warns()
    card = wired.cards("王芳")[0]
    await wired.presses("李敏", "撤回")
    sure = wired.newest(wired.chat("李敏"), "确定撤回")
    presses = {
        "王芳": lambda: wired.person("王芳").press(card, "收到"),
        "李敏": lambda: wired.person("李敏").press(sure, "确定撤回"),
    }
    for name in sorted(presses, key=lambda each: each != first):
        presses[name]()
    await wired.settle()
    toast = wired.person("王芳").toasts[-1].text
    counted = await wired.count("acknowledgement")
    assert ("记上了" in toast, "撤回" in toast) == (bool(counted), not counted)
    assert "撤回" in wired.cards("王芳")[0].text
    await wired.pass_time(minutes=30, step=FIVE_MINUTES)
    assert not [n for n in ("陈刚", "王芳", "李强") if wired.said(n, CHASE)]


async def test_two_branch_leads_passing_on_at_once_pass_it_on_once(wired: Wired) -> None:
    await wired.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,,副书记,何伟",
        "幸福社区,幸福里,3栋,楼长,王芳",
    )
    await wired.linked("何伟")
    await wired.issues("李敏", WATER)
    await wired.pass_time(seconds=21)
    leads = ("陈刚", "何伟")
    for name in leads:
        button = "收到并转达"
        wired.person(name).press(wired.newest(wired.chat(name), button), button)
    await wired.settle()
    assert len(wired.said("王芳", "停水")) == 1
    toasts = [wired.person(name).toasts[-1].text for name in leads]
    assert sum("已转达" in each for each in toasts) == 1, toasts


async def test_the_last_answer_is_told_as_the_last_where_the_same_commit_closes_it(
    wired: Wired,
) -> None:
    await wired.warns()
    for name in ("陈刚", "李强"):
        await wired.presses(name, "收到")
    card, database = wired.cards("王芳")[0], wired.app.database
    last = pressing.Press(wired.person("王芳").id, card.chat.id, card.id, None)

    def close(tx: Tx, _command: None, now: datetime) -> None:
        ending.close(tx, instructions.instruction(tx, 1), audit.OPERATOR, now)

    await asyncio.gather(database.transact(pressing.press, last), database.transact(close, None))
    await wired.settle()
    assert len(wired.said("李敏", "全部收到")) == 1
