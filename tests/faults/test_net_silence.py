"""Telegram does not answer for a while: everything waits, and nothing is lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines import on_sqlite
from tests.faults.wire import DROPPED_BEFORE, FILTER, PAGE, PROXY, SICK, SILENT, Fault
from tests.faults.wired import MARK, SOON, WATER, Wired

EVER = 1_000_000
WRITTEN_TO = ("陈刚", "王芳", "李强")
AGAIN = "我断线了"
CHASE = "还等您一句"


async def _storm(wired: Wired, fault: Fault) -> None:
    """An urgent instruction is sent, and nothing but polls is answered."""
    await wired.writes("李敏", WATER)
    await wired.presses("李敏", "紧急")
    for method in ("getMe", "sendMessage", "editMessageText", "answerCallbackQuery"):
        wired.wire.next(method, fault, times=EVER)
    wired.person("李敏").press(wired.newest(wired.chat("李敏"), "发送"), "发送")
    asked = len(wired.wire.seen("getMe"))
    await wired.wire.until(lambda: len(wired.wire.seen("getMe")) >= asked + 3)


@on_sqlite
@pytest.mark.parametrize("fault", [SICK, PAGE, DROPPED_BEFORE], ids=str)
async def test_in_a_storm_nothing_is_tried_in_vain_and_all_arrives_after_it(
    wired: Wired, fault: Fault
) -> None:
    began = len(wired.wire.requests)
    await _storm(wired, fault)
    wired.wire.heal()
    tried = [r.chat for r in wired.wire.requests[began:] if r.fault and r.method == "sendMessage"]
    assert len(tried) == len(set(tried)), "what may be sent once more waits for an answer"
    await wired.settle()
    for name in WRITTEN_TO:
        [card] = wired.cards(name)
        assert card.text.startswith(MARK) == (wired.person(name).id in tried)


@on_sqlite
@pytest.mark.parametrize("fault", [PROXY, FILTER], ids=str)
async def test_while_a_machine_in_between_refuses_all_nothing_is_given_up(
    wired: Wired, fault: Fault
) -> None:
    await _storm(wired, fault)
    wired.wire.heal()
    await wired.settle()
    for name in WRITTEN_TO:
        [card] = wired.cards(name)
        assert not card.text.startswith(MARK), "it is known that it had not arrived"


@on_sqlite
async def test_told_to_stop_while_telegram_hangs_it_ends_soon_and_the_next_one_goes_on(
    tmp_path: Path, database_url: str
) -> None:
    wired = await Wired.begin(tmp_path, database_url, replace(SOON, drain=0.2))
    await wired.warns()
    for method in ("sendMessage", "answerCallbackQuery", "editMessageText"):
        wired.wire.next(method, SILENT)
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    wired.person("陈刚").send(wired.chat("陈刚"), "/help")
    hanging = ("sendMessage", "answerCallbackQuery", "editMessageText")
    await wired.wire.until(lambda: sum(bool(r.fault) for r in wired.wire.seen(*hanging)) == 3)
    async with asyncio.timeout(5):
        await wired.restart(tmp_path)
    await wired.settle()
    assert "已收到 1/1" in wired.cards("王芳")[0].text
    assert [each.text.startswith(MARK) for each in wired.said("陈刚", "/status")[-2:]] == [
        False,
        True,
    ]
    await wired.end()


@on_sqlite
async def test_while_one_letter_hangs_for_a_minute_all_others_leave(wired: Wired) -> None:
    wired.wire.next("sendMessage", SILENT, chat=wired.chat("王芳").id)
    await wired.writes("李敏", WATER)
    await wired.presses("李敏", "紧急")
    wired.person("李敏").press(wired.newest(wired.chat("李敏"), "发送"), "发送")
    await wired.world.until(lambda: wired.cards("李强") and wired.cards("陈刚"))
    wired.person("李强").press(wired.cards("李强")[0], "收到")
    await wired.world.until(lambda: wired.person("李强").toasts)
    wired.wire.release()
    await wired.settle()
    assert len(wired.cards("王芳")) == 2


async def test_refused_for_thirty_minutes_all_arrives_once_and_no_ladder_has_run(
    wired: Wired,
) -> None:
    await wired.warns()
    await wired.writes("李敏", "明天体检\n9:00 在社区卫生站。")
    await wired.presses("李敏", "发送")
    began = len(wired.wire.requests)
    await wired.wire.cut()
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    await wired.unheard(minutes=10)
    wired.person("李强").send(wired.chat("李强"), "收到")
    await wired.unheard(minutes=20)
    assert len(wired.wire.requests) == began
    await wired.wire.mend()
    await wired.settle()
    assert len(wired.said("陈刚", "】明天体检")) == 1, "what came due meanwhile left afterwards"
    assert not [each for name in WRITTEN_TO for each in wired.said(name, MARK)]
    assert not wired.person("王芳").toasts, "Telegram threw the press away"
    assert len(wired.said("王芳", AGAIN)) == 1
    assert await wired.count("acknowledgement") == 1, "words live for a day"
    assert not wired.said("王芳", CHASE)
    await wired.pass_time(minutes=10)
    assert wired.said("王芳", CHASE), "and the ladder goes on"
