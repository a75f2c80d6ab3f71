"""发送, the undo time, the night; and every press checked anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.instructions.model import InstructionState, Target, TargetState
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.sent.ending import EndingOutcome
from bot.usecases.writing import issuing
from bot.usecases.writing.issuing import SendOutcome
from tests.usecases.community import seeded
from tests.writing.desk import Desk, data_of, desk, labels

NIGHT = timedelta(hours=15)
"""From nine in the morning to midnight."""


def _targets(tx: Tx, instruction_id: int, _now: datetime) -> list[Target]:
    return instructions.targets(tx, instruction_id)


async def targets(of: Desk) -> list[Target]:
    return await of.database.read(_targets, (await of.instruction()).id)


async def sql(database: Database, statement: str) -> None:
    def work(tx: Tx, _none: None, _now: datetime) -> None:
        tx.connection.execute(statement)

    await database.transact(work, None)


async def test_routine_waits_for_the_undo_time(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    assert await liaison.press("发送") is SendOutcome.WAITS
    pending = await liaison.screen()
    assert pending.text == "#1 今晚停水\n20 秒后发出"
    assert labels(pending) == ["撤回"]
    clock.move(timedelta(seconds=19))
    assert await database.transact(issuing.send_due, 10) == 0
    clock.move(timedelta(seconds=1))
    assert await database.transact(issuing.send_due, 10) == 1
    assert await database.transact(issuing.send_due, 10) == 0
    found = await liaison.instruction()
    assert found.state is InstructionState.RUNNING
    assert found.deadline_at == clock.now() + timedelta(hours=24)
    assert found.ladder == liaison.house.ladders[found.urgency]
    assert [each.unit.name for each in await targets(liaison)] == ["3栋", "4栋", "5栋"]


async def test_pressing_twice_sends_once(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    data = data_of(await liaison.screen(), "发送")
    message = (await liaison.messages())[-1].telegram_id or 0
    assert await liaison.press_data(data, message) is SendOutcome.WAITS
    assert await liaison.press_data(data, message) is SendOutcome.ALREADY
    clock.move(timedelta(seconds=20))
    await database.transact(issuing.send_due, 10)
    assert await liaison.press_data(data, message) is SendOutcome.ALREADY
    assert (await liaison.instruction()).number == 1


async def test_undone_leaves_no_trace(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("发送")
    assert await liaison.press("撤回") is EndingOutcome.UNDONE
    found = await liaison.instruction()
    assert (found.state, found.number, found.sends_at) == (InstructionState.DRAFT, None, None)
    clock.move(timedelta(minutes=1))
    assert await database.transact(issuing.send_due, 10) == 0
    assert not await targets(liaison)
    assert await liaison.press("发送") is SendOutcome.WAITS
    assert (await liaison.instruction()).number == 1


async def test_too_late_to_undo_asks_again(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("发送")
    data = data_of(await liaison.screen(), "撤回")
    clock.move(timedelta(seconds=20))
    await database.transact(issuing.send_due, 10)
    message = (await liaison.messages())[-1].telegram_id or 0
    assert await liaison.press_data(data, message) is EndingOutcome.ASKED
    assert (await liaison.instruction()).state is InstructionState.RUNNING


async def test_urgent_leaves_at_once(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("停水提前")
    await liaison.press("紧急")
    screen = await liaison.screen()
    assert "发给 3 栋 · 紧急 · 10:00 前回复" in screen.text
    assert "马上发给所有人，夜里也发。" in screen.text
    assert await liaison.press("发送") is SendOutcome.STARTED
    found = await liaison.instruction()
    assert found.state is InstructionState.RUNNING
    assert found.deadline_at == clock.now() + timedelta(hours=1)


async def test_at_night_urgent_asks_whom_it_wakes(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    clock.move(NIGHT)
    await liaison.write("水管爆了")
    await liaison.press("紧急")
    assert await liaison.press("发送") is SendOutcome.ASKS
    asked = await liaison.screen()
    assert asked.text.splitlines()[1] == "现在 00:00，会立刻叫醒 1 位楼长、1 位督导。确定吗？"
    await liaison.press("再看看")
    assert "发送" in labels(await liaison.screen())
    await liaison.press("发送")
    assert await liaison.press("确定发送") is SendOutcome.STARTED


async def test_at_night_routine_says_when_it_leaves(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    clock.move(NIGHT)
    await liaison.write("明天体检")
    assert "现在是休息时间：07:00 发出。" in (await liaison.screen()).text
    await liaison.press("静音先发")
    screen = await liaison.screen()
    assert "现在是休息时间：马上发，不响铃。" in screen.text
    assert "等天亮再发" in labels(screen)
    assert await liaison.press("发送") is SendOutcome.WAITS


async def test_what_changed_after_it_was_seen_is_not_sent(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    data = data_of(await liaison.screen(), "发送")
    await liaison.write("改到明晚")
    message = (await liaison.messages())[-1].telegram_id or 0
    with pytest.raises(Refused, match="changed_meanwhile"):
        await liaison.press_data(data, message)
    assert await liaison.press("发送") is SendOutcome.WAITS


async def test_buttons_of_another_preview_are_out_of_date(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    first = (await liaison.messages())[-1].telegram_id or 0
    clock.move(timedelta(minutes=3))
    await liaison.write("另一条")
    data = data_of(await liaison.screen(), "发送")
    with pytest.raises(Refused, match="stale_button"):
        await liaison.press_data(data, first)
    with pytest.raises(Refused, match="stale_button"):
        await liaison.press_data(data, 424242)


async def test_a_discarded_draft_cannot_be_sent(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    data = data_of(await liaison.screen(), "发送")
    message = (await liaison.messages())[-1].telegram_id or 0
    await liaison.press("取消")
    assert (await liaison.screen()).text == "已取消，没有发出。"
    clock.move(timedelta(minutes=3))
    await liaison.write("另一条")
    with pytest.raises(Refused, match="stale_button"):
        await liaison.press_data(data, message)


async def test_nobody_sends_for_another(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("防台")
    await liaison.write("今晚停水")
    foreign = data_of(await supervisor.screen(), "发送")
    own = (await liaison.messages())[-1].telegram_id or 0
    with pytest.raises(Refused, match="stale_button"):
        await liaison.press_data(foreign, own)
    theirs = (await supervisor.messages())[-1].telegram_id or 0
    with pytest.raises(Refused, match="stale_button"):
        await liaison.press_data(foreign, theirs)


async def test_a_post_lost_meanwhile_cannot_send(database: Database, clock: ManualClock) -> None:
    made = await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    data = data_of(await liaison.screen(), "发送")
    message = (await liaison.messages())[-1].telegram_id or 0
    await sql(database, f"UPDATE assignment SET until = 1 WHERE member_id = {made.members['李敏']}")
    with pytest.raises(Refused, match="not_allowed"):
        await liaison.press_data(data, message)


async def test_what_is_no_longer_in_care_is_not_sent_to(
    database: Database, clock: ManualClock
) -> None:
    made = await seeded(database)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("防台")
    await sql(
        database,
        f"UPDATE post SET unit_id = {made.units['HPY']} WHERE kind = 'supervisor'",
    )
    data = data_of(await supervisor.screen(), "改对象").replace("scope", "send")
    assert "还没有选对象" in (await supervisor.screen()).text
    version = (await supervisor.instruction()).touched_at
    micros = (version - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    message = (await supervisor.messages())[-1].telegram_id or 0
    with pytest.raises(Refused, match="not_allowed"):
        await supervisor.press_data(data.replace("look", str(micros)), message)


async def test_a_deadline_that_passed_meanwhile(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("改时间")
    await liaison.press("30 分钟")
    assert "09:30 前回复" in (await liaison.screen()).text
    clock.move(timedelta(minutes=31))
    with pytest.raises(Refused, match="deadline_passed"):
        await liaison.press("发送")


async def test_informing_only_starts_without_waiting_for_answers(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("天气转凉")
    await liaison.press("仅告知")
    screen = await liaison.screen()
    assert "发给 3 栋 · 平时 · 仅告知" in screen.text
    assert "没有按钮，也不催。" in screen.text
    await liaison.press("发送")
    clock.move(timedelta(seconds=20))
    await database.transact(issuing.send_due, 10)
    assert (await liaison.screen()).text.startswith("#1 天气转凉\n仅告知，已发 ")


async def test_the_count_is_what_is_asked(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("防台")
    assert "发给 2 个小区 4 栋" in (await supervisor.screen()).text
    await supervisor.press("发送")
    clock.move(timedelta(seconds=20))
    await database.transact(issuing.send_due, 10)
    found = await targets(supervisor)
    assert len(found) == 6
    assert all(each.state is not TargetState.ACKNOWLEDGED for each in found)
