"""改对象, 改时间: ticking, tiers, typed deadlines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.writing import choosing, issuing
from bot.usecases.writing.changing import PreviewPress
from bot.usecases.writing.choosing import Ticking
from tests.usecases.community import Community, seeded
from tests.writing.desk import Desk, data_of, desk, labels
from tests.writing.test_issuing import targets


async def asked(of: Desk) -> list[str]:
    """Send it; which units are asked."""
    await of.press("发送")
    of.clock.move(timedelta(seconds=20))
    await of.database.transact(issuing.send_due, 10)
    return [each.unit.code for each in await targets(of)]


async def test_one_building_is_left_out(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("改对象")
    assert labels(await liaison.screen())[:3] == ["☑ 3 栋", "☑ 4 栋", "☑ 5 栋"]
    await liaison.press("☑ 5 栋")
    assert labels(await liaison.screen())[:3] == ["☑ 3 栋", "☑ 4 栋", "☐ 5 栋"]
    await liaison.press("好了")
    assert "已选：3、4 栋" in (await liaison.screen()).text
    assert await asked(liaison) == ["XFL-3", "XFL-4"]


async def test_who_stands_between_is_asked_too(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("4 栋防台")
    await supervisor.press("改对象")
    await supervisor.press("全不选")
    assert "现在：没有选" in (await supervisor.screen()).text
    screen = await supervisor.screen()
    opens = [row[1].data for row in screen.keyboard if row[0].label.endswith("幸福里")]
    message = (await supervisor.messages())[-1].telegram_id or 0
    await supervisor.press_data(opens[0] or "", message)
    await supervisor.press("☐ 4 栋")
    await supervisor.press("‹ 返回")
    assert "◪ 幸福里" in labels(await supervisor.screen())
    await supervisor.press("好了")
    assert "发给 1 个小区 1 栋" in (await supervisor.screen()).text
    assert await asked(supervisor) == ["XFL", "XFL-4"]


async def test_all_buildings_ticked_are_the_branch(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("防台")
    await supervisor.press("改对象")
    await supervisor.press("☑ 幸福里")
    assert "☐ 幸福里" in labels(await supervisor.screen())
    await supervisor.press("☐ 幸福里")
    await supervisor.press("好了")
    assert "已选" not in (await supervisor.screen()).text


async def test_a_tier_is_left_out(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("楼长开会")
    await supervisor.press("改对象")
    await supervisor.press("☑ 小区")
    await supervisor.press("好了")
    assert "发给 4 栋 · 平时" in (await supervisor.screen()).text
    assert await asked(supervisor) == ["XFL-3", "XFL-4", "XFL-5", "HPY-1"]


async def test_nobody_chosen_cannot_be_sent(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    send = data_of(await liaison.screen(), "发送")
    await liaison.press("改对象")
    await liaison.press("全不选")
    await liaison.press("好了")
    screen = await liaison.screen()
    assert "还没有选对象" in screen.text
    assert "发送" not in labels(screen)
    message = (await liaison.messages())[-1].telegram_id or 0
    with pytest.raises(Refused, match="changed_meanwhile"):
        await liaison.press_data(send, message)


async def test_nothing_outside_ones_care_can_be_ticked(
    database: Database, clock: ManualClock
) -> None:
    made = await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    message = (await liaison.messages())[-1]
    draft = (await liaison.instruction()).id
    press = PreviewPress(900, 900, message.telegram_id or 0, draft, liaison.house)
    for code, reason in (("HPY", "not_allowed"), ("HPY-1", "not_allowed")):
        with pytest.raises(Refused, match=reason):
            await database.transact(choosing.tick, Ticking(press, made.units[code]))
    with pytest.raises(Refused, match="stale_button"):
        await database.transact(choosing.tick, Ticking(press, 999_999))


def _wide(tx: Tx, _none: None, now: datetime) -> None:
    """One liaison over twenty branches of one building each."""
    made = Community(tx, now)
    made.unit("A", "大社区", "community")
    made.member("李敏", telegram=900)
    made.seat("A", PostKind.LIAISON, "李敏")
    for number in range(1, 21):
        made.unit(f"A-{number}", f"{number}号小区", "branch", "A")
        made.unit(f"A-{number}-1", "1栋", "building", f"A-{number}")


async def test_pages_of_units(database: Database, clock: ManualClock) -> None:
    await database.transact(_wide, None)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("改对象")
    first = labels(await liaison.screen())
    assert [each for each in first if each.endswith("号小区")] == [
        f"☑ {number} 号小区" for number in range(1, 9)
    ]
    assert "下一页 ›" in first
    assert "‹ 上一页" not in first
    await liaison.press("下一页")
    await liaison.press("☑ 9 号小区")
    assert "☐ 9 号小区" in labels(await liaison.screen())
    await liaison.press("下一页")
    assert "☑ 20 号小区" in labels(await liaison.screen())
    assert "下一页 ›" not in labels(await liaison.screen())


async def test_a_typed_deadline(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("改时间")
    assert labels(await liaison.screen()) == [
        "30 分钟", "1 小时", "2 小时", "今天 18:00", "今天 20:00", "明天 09:00", "明天 18:00",
        "按默认时间", "‹ 返回",
    ]  # fmt: skip
    with pytest.raises(Refused, match="deadline_unclear"):
        await liaison.type_deadline("随便什么时候")
    with pytest.raises(Refused, match="deadline_passed"):
        await liaison.type_deadline("今天08:00")
    with pytest.raises(Refused, match="deadline_far"):
        await liaison.type_deadline("12月31日 17:00")
    await liaison.type_deadline("下午5点40")
    assert "发给 3 栋 · 平时 · 17:40 前回复" in (await liaison.screen()).text
    await liaison.press("改时间")
    await liaison.press("按默认")
    assert not (await liaison.instruction()).deadline_given


async def test_words_too_long_for_a_time_are_written_on(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    await liaison.press("改时间")
    await liaison.type_deadline("请各位楼长提醒本楼住户提前储水，谢谢")
    assert (await liaison.instruction()).text == "今晚停水\n请各位楼长提醒本楼住户提前储水，谢谢"
    await liaison.press("改时间")
    await liaison.type_deadline("18:00")
    assert "18:00 前回复" in (await liaison.screen()).text


async def test_a_deadline_for_what_was_sent_meanwhile(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    send = data_of(await liaison.screen(), "发送")
    message = (await liaison.messages())[-1].telegram_id or 0
    await liaison.press("改时间")
    await liaison.press_data(send, message)
    sent = await liaison.instruction()
    await liaison.type_deadline("17:40 集合")
    assert (await liaison.instruction()).id != sent.id
    assert (await liaison.instruction()).text == "17:40 集合"
