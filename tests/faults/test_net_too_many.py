"""429: what Telegram asks to wait for is waited for, and by nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.botapi.chats import Chat
from tests.engines import on_sqlite
from tests.faults.wired import WATER, Wired
from tests.stories.town import QUICK

pytestmark = on_sqlite
PACED = ("sendMessage", "editMessageText", "deleteMessage")
QUIET = 1.05
"""After so many seconds a chat's own burst explains no refusal."""


@pytest_asyncio.fixture
async def narrow(tmp_path: Path, database_url: str) -> AsyncIterator[Wired]:
    """A town in which a group's minute has room for three messages."""
    settings = QUICK.replace("minute = 10000", "minute = 3")
    found = await Wired.begin(tmp_path, database_url, settings=settings)
    yield found
    await found.end()


async def _refused(wired: Wired, method: str, chat: Chat) -> float:
    """When what was refused had been asked, once the bot has taken note of it."""
    await wired.once(lambda: wired.app.sender.tally.too_many)
    return wired.wire.seen(method, chat=chat.id)[-1].at


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_for_all_nobody_is_written_to_before_it_is_over_and_toasts_go_on(
    wired: Wired, method: str
) -> None:
    await wired.warns()
    await asyncio.sleep(QUIET)
    chat = wired.chat("王芳")
    wired.server.faults.next(method, 429, chat=chat.id, retry_after=1)
    act = "收到" if method == "editMessageText" else "有困难"
    wired.person("王芳").press(wired.cards("王芳")[0], act)
    refused = await _refused(wired, method, chat)
    noted = len(wired.wire.requests)
    wired.person("李强").press(wired.cards("李强")[0], "收到")
    await wired.world.until(lambda: wired.person("李强").toasts)
    await wired.settle()
    later = wired.wire.requests[noted:]
    paced = [each for each in later if each.method in PACED]
    assert paced[0].at >= refused + 1
    told = next(each for each in later if each.method == "answerCallbackQuery")
    assert later.index(told) < later.index(paced[0])
    assert "已收到 1/1" in wired.cards("李强")[0].text
    assert method in [each.method for each in paced if each.chat == chat.id]


async def test_for_one_chat_it_waits_alone(narrow: Wired) -> None:
    group = await narrow.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    await narrow.writes("李敏", WATER)
    await narrow.presses("李敏", "紧急")
    narrow.server.faults.next("sendMessage", 429, chat=group.id, retry_after=1)
    narrow.person("李敏").press(narrow.newest(narrow.chat("李敏"), "发送"), "发送")
    refused = await _refused(narrow, "sendMessage", group)
    noted = len(narrow.wire.requests)
    await narrow.writes("王芳", "/help")
    await narrow.settle()
    later = narrow.wire.requests[noted:]
    [card] = [each for each in later if each.method == "sendMessage" and each.chat == group.id]
    assert card.at >= refused + 1
    others = [each for each in later if each.method in PACED and each.chat != group.id]
    assert min(each.at for each in others) < refused + 1
    assert len(narrow.said("幸福里楼长群", "【紧急通知 #1】")) == 1


async def test_for_polls_no_poll_comes_before_it_is_over_and_letters_leave(wired: Wired) -> None:
    await wired.writes("李敏", WATER)
    await wired.presses("李敏", "发送")
    polls = len(wired.wire.seen("getUpdates"))
    wired.server.faults.next("getUpdates", 429, retry_after=1)
    wired.person("王芳").send(wired.chat("王芳"), "/help")
    await wired.wire.until(lambda: not wired.server.faults.coming)
    await wired.unheard(minutes=1)
    await wired.app.sender.idle()
    assert len(wired.said("陈刚", "停水")) == 1
    await wired.settle()
    refused, again, *_ = wired.wire.seen("getUpdates")[polls:]
    assert again.at >= refused.at + 1
    [card] = wired.wire.seen("sendMessage", chat=wired.chat("陈刚").id)[-1:]
    assert card.at < again.at
    assert "/status" in wired.chat("王芳").last.text


async def test_for_a_toast_the_press_counts_and_nobody_waits(wired: Wired) -> None:
    await wired.warns()
    wired.server.faults.next("answerCallbackQuery", 429, retry_after=1)
    began = asyncio.get_running_loop().time()
    await wired.presses("王芳", "收到")
    assert await wired.count("acknowledgement") == 1
    assert "已收到 1/1" in wired.cards("王芳")[0].text
    assert not wired.person("王芳").toasts
    assert await wired.presses("李强", "收到")
    assert asyncio.get_running_loop().time() - began < 5
