"""The bot tells its operators by itself when it has fallen behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
import pytest_asyncio

from bot.app import App
from bot.chat.outgoing import Outgoing
from bot.config import load_config
from bot.delivery.kinds import composer
from bot.demo.botapi.messages import Message
from bot.messages.house import NoticeArgs
from bot.store.delivery import inbox, outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import operators
from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import Town

CONFIGURED = 7_000_000_001
"""The first account in a world."""

PATIENCE = 30.0
LATE = "有事耽搁了五分钟以上"


def become_known(tx: Tx, telegram_id: int, now: datetime) -> None:
    operators.add_operator(tx, telegram_id, now)


def arrive(tx: Tx, update_id: int, now: datetime) -> None:
    inbox.keep_updates(tx, [(str(update_id), {"update_id": update_id})], now)


def put_aside(tx: Tx, update_id: int, now: datetime) -> None:
    arrive(tx, update_id, now)
    inbox.set_update_aside(tx, update_id, "KeyError", now)


def urgently(tx: Tx, chat_id: int, now: datetime) -> None:
    args = NoticeArgs(key="bind_private")
    outbox.say(tx, Saying(chat_id=chat_id, args=args, lane=Lane.URGENT), now)


def words_for(tx: Tx, chat_id: int, now: datetime) -> list[Outgoing | None]:
    """What would be said now of what has not arrived in a chat."""
    rows = tx.all("messages_after", before=0)
    messages = [outbox.message(tx, row["id"]) for row in rows]
    unsent = [each for each in messages if (each.chat_id, each.sent_at) == (chat_id, None)]
    return [composer("zh-hans")(tx, each, now) for each in unsent]


def is_known(tx: Tx, message: Message, _now: datetime) -> bool:
    return outbox.message_at(tx, message.chat.id, message.id) is not None


@pytest_asyncio.fixture
async def town(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """张工 is an operator by the settings, Kim by a link and reads English."""
    monkeypatch.setenv("GRIDCALL_TELEGRAM__OPERATORS", f"[{CONFIGURED}]")
    found = await Town.open(tmp_path, database_url)
    assert found.person("张工").id == CONFIGURED
    found.people["Kim"] = found.world.person("Kim", language_code="en")
    for name in ("张工", "Kim"):
        found.person(name).start()
    await found.settle()
    await found.app.database.transact(become_known, found.person("Kim").id)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


async def minutes(town: Town, count: int) -> None:
    """The pulse beats on, whatever else stands still."""
    for _ in range(count):
        town.clock.move(timedelta(minutes=1))
        await town.app.pulse.beat()


async def hours(town: Town, count: int) -> None:
    """As `minutes`, but nobody looks in between."""
    town.clock.move(timedelta(hours=count))
    await town.app.pulse.beat()


async def hears(town: Town, name: str, part: str) -> Message:
    """And the bot knows that it arrived."""
    await town.world.until(lambda: town.said(name, part), PATIENCE)
    message = town.said(name, part)[-1]
    for _ in range(3000):
        if await town.app.database.read(is_known, message):
            return message
        await asyncio.sleep(0.01)
    raise AssertionError(f"the bot does not know of {message}")


def leave_alone(town: Town, name: str) -> None:
    """As after a 429 for this chat."""
    town.app.sender._limiter._pacer.hold(town.person(name).id, monotonic() + 3600)


def chases_stop(town: Town) -> Callable[[], None]:
    """The pulse looks at nothing but the watch, until what is returned is called."""
    all_of_them = town.app.pulse._duties
    town.app.pulse._duties = all_of_them[-1:]

    def go_on() -> None:
        town.app.pulse._duties = all_of_them

    return go_on


async def test_reminders_that_do_not_leave_are_told_once_and_so_is_their_end(town: Town) -> None:
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    go_on = chases_stop(town)
    await minutes(town, 5 + 4)
    assert not town.said("张工", LATE)
    await minutes(town, 1)
    alert = await hears(town, "张工", LATE)
    assert alert.text.splitlines() == [
        "管理员您好！有事耽搁了五分钟以上，请您看一看：",
        "· 到点没发出的提醒 7 条，最早是 09:05 的",
        "请在服务器上运行 gridcall check，再看看日志。",
    ]
    english = await hears(town, "Kim", "Please have a look")
    assert "· Reminders not sent: 7, the first due at 09:05" in english.text
    await minutes(town, 30)
    assert len(town.said("张工", "耽搁")) == 1
    go_on()
    await town.settle()
    await minutes(town, 1)
    over = await hears(town, "张工", "提醒又能发出了")
    assert over.text == "好了，提醒又能发出了，耽搁了 36 分钟。"
    assert (over.reply_to, over.silent) == (alert, True)
    await hears(town, "Kim", "Reminders are sent again, 36 minutes late.")
    await town.settle()
    assert not town.said("周明", "管理员")


async def test_what_is_done_in_time_alarms_nobody(town: Town) -> None:
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    await town.pass_time(hours=1)
    assert town.said("周明", "今晚停水")
    assert not town.said("张工", "耽搁")


async def test_updates_that_wait_and_again_after_hours(town: Town) -> None:
    await town.app.inbox.stop()
    await town.app.database.transact(arrive, 1)
    await minutes(town, 6)
    assert "收到了还没处理的消息 1 条，最早是 09:00 的" in (await hears(town, "张工", LATE)).text
    await hours(town, 5)
    assert not town.said("张工", "还有事耽搁着")
    await hours(town, 1)
    again = await hears(town, "张工", "还有事耽搁着")
    assert "收到了还没处理的消息 1 条，最早是 09:00 的" in again.text
    assert len(town.said("张工", "耽搁")) == 2
    await town.app.database.transact(lambda tx, _, now: inbox.mark_done(tx, 1, now), None)
    await minutes(town, 1)
    assert (await hears(town, "张工", "又能处理了")).reply_to is again


async def test_updates_set_aside_are_told_of_when_there_are_more(town: Town) -> None:
    await town.app.database.transact(put_aside, 1)
    await minutes(town, 6)
    assert "处理不了、先放到一边的消息 1 条" in (await hears(town, "张工", LATE)).text
    await hours(town, 12)
    assert len(town.said("张工", "放到一边")) == 1
    await town.app.database.transact(put_aside, 2)
    await minutes(town, 6)
    await hears(town, "张工", "还有事耽搁着")
    assert not town.said("张工", "好了")


async def test_an_urgent_message_that_does_not_leave(town: Town) -> None:
    leave_alone(town, "王芳")
    await town.app.database.transact(urgently, town.person("王芳").id)
    await minutes(town, 6)
    assert "没发出的紧急消息 1 条，最早是 09:00 的" in (await hears(town, "张工", LATE)).text


@on_both
async def test_who_could_not_be_told_need_not_hear_that_it_is_over(town: Town) -> None:
    await town.app.inbox.stop()
    await town.app.database.transact(arrive, 1)
    leave_alone(town, "张工")
    await minutes(town, 6)
    await hears(town, "Kim", "Please have a look")
    assert not town.said("张工", LATE)
    await town.app.database.transact(lambda tx, _, now: inbox.mark_done(tx, 1, now), None)
    await minutes(town, 1)
    await hears(town, "Kim", "are handled again")
    waiting = await town.app.database.read(words_for, CONFIGURED)
    assert waiting == [None]


async def test_our_own_absence_alarms_nobody_at_once(town: Town, tmp_path: Path) -> None:
    await town.app.stop()
    town.clock.move(timedelta(hours=2))
    town.wall.move(timedelta(hours=2))
    file = tmp_path / "config.toml"
    town.app = await App.build(
        load_config(file), tmp_path, clock=town.clock, wall=town.wall, chat_burst=1000
    )
    await town.app.start(beat=False)
    await town.app.inbox.stop()
    await town.app.database.transact(
        lambda tx, _, now: arrive(tx, 1, now - timedelta(hours=1)), None
    )
    await minutes(town, 5)
    assert not town.said("张工", "耽搁")
    await minutes(town, 1)
    assert "最早是 10:00 的" in (await hears(town, "张工", LATE)).text


async def test_a_machine_that_slept_has_watched_nothing(town: Town) -> None:
    await town.app.inbox.stop()
    await minutes(town, 10)
    await town.app.database.transact(arrive, 1)
    town.clock.move(timedelta(hours=3))
    await minutes(town, 5)
    assert not town.said("张工", "耽搁")
    await minutes(town, 1)
    await hears(town, "张工", LATE)


async def test_a_database_that_took_nothing_is_told_of_afterwards(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.clock.monotonic", lambda: monotonic() + 720)
    await minutes(town, 2)
    told = await hears(town, "张工", "存不下来")
    assert told.text == (
        "管理员您好！刚才有 12 分钟什么都存不下来，现在好了。请您查一查磁盘或数据库服务器。"
    )
    await minutes(town, 3)
    assert len(town.said("张工", "存不下来")) == 1
