"""Writing one: what is gathered, and who may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.outgoing import utf16
from bot.clock import ManualClock
from bot.errors import Refused
from bot.instructions.draft import LONGEST
from bot.store.database import Database
from bot.usecases.writing import drafting
from bot.usecases.writing.drafting import Taken
from tests.usecases.community import seeded
from tests.writing.desk import data_of, desk, labels


async def test_what_is_written_is_shown_as_it_will_look(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    assert await liaison.write("今晚停水\n18:00–22:00 检修，请提醒本楼住户储水。") is Taken.BEGUN
    screen = await liaison.screen()
    assert screen.text.splitlines() == [
        "请您过目，发出后是这样：",
        "【通知】今晚停水",
        "18:00–22:00 检修，请提醒本楼住户储水。",
        "—— 李敏专员 · 请明天 09:00 前回复",
        "发给 3 栋 · 平时 · 明天 09:00 前回复",
        "能送到 1 栋｜空缺 1 栋，请书记安排｜未认领 1 栋",
        "空缺：5 栋",
        "未认领：3 栋",
        "您写到的时间要当作回复时间吗？点一下就行。",
    ]
    assert labels(screen) == [
        "发送", "18:00 前回复", "改对象", "改时间", "紧急", "仅告知", "加问题", "每人都要回复",
        "演练", "存为模板", "去掉一行", "取消",
    ]  # fmt: skip


async def test_a_supervisor_writes_to_all_tiers_below(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    supervisor = await desk(database, clock, 901)
    await supervisor.write("防台")
    text = (await supervisor.screen()).text
    assert "发给 2 个小区 4 栋 · 平时" in text
    assert "空缺：幸福里 5 栋；和平苑；和平苑 1 栋" in text
    assert "没有工作群：幸福里" in text
    assert "先到幸福里，转达后下面才收到。" in text


async def test_messages_within_two_minutes_join(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    clock.move(timedelta(minutes=2))
    assert await liaison.write("请储水") is Taken.JOINED
    assert (await liaison.instruction()).text == "今晚停水\n请储水"
    [preview] = await liaison.messages()
    assert preview.sent_at == clock.now()
    clock.move(timedelta(minutes=2, seconds=1))
    assert await liaison.write("另一条") is Taken.BEGUN
    assert len(await liaison.messages()) == 2


async def test_album_parts_make_one_preview(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("停水路线", file="p1", album="a")
    await liaison.write(file="p2", album="a")
    [preview] = await liaison.messages()
    assert preview.id == 1
    assert "📎 2 × 照片" in (await liaison.screen()).text


@pytest.mark.parametrize("said", ["收到", "好的", "谢谢！", "OK", "👍", "辛苦了", "明白 明白"])
async def test_answer_words_never_become_one(
    database: Database, clock: ManualClock, said: str
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    assert await liaison.write(said) is Taken.SMALL_TALK
    await liaison.write("今晚停水")
    assert await liaison.write(said) is Taken.SMALL_TALK
    assert (await liaison.instruction()).text == "今晚停水"


@pytest.mark.parametrize("telegram_id", [903, 904, 12345])
async def test_leads_and_strangers_write_none(
    database: Database, clock: ManualClock, telegram_id: int
) -> None:
    await seeded(database)
    other = await desk(database, clock, telegram_id)
    assert await other.write("今晚停水") is Taken.NOT_ISSUER
    assert not await other.messages()


async def test_an_operator_on_the_roster_writes_to_the_whole_tree(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    operator = await desk(database, clock, 904, operators=frozenset({904}))
    assert await operator.write("系统测试") is Taken.BEGUN
    assert "发给 2 个小区 4 栋" in (await operator.screen()).text


async def test_what_does_not_fit_is_kept_and_cannot_be_sent(
    database: Database, clock: ManualClock
) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("停" * LONGEST)
    send = data_of(await liaison.screen(), "发送")
    await liaison.write("水")
    assert (await liaison.screen()).text.startswith("太长了，发不出去，还要减 2 字。")
    assert "发送" not in labels(await liaison.screen())
    message = (await liaison.messages())[-1].telegram_id or 0
    with pytest.raises(Refused, match="changed_meanwhile"):
        await liaison.press_data(send, message)
    for language in ("zh-hans", "zh-hant", "en"):
        assert utf16((await liaison.screen(language=language)).text) <= 4096


async def test_files_are_counted(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    for number in range(10):
        await liaison.write(file=f"p{number}", album="a")
    with pytest.raises(Refused, match="too_many_files"):
        await liaison.write(file="p10", album="a")


async def test_a_draft_nobody_touches_expires(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    liaison = await desk(database, clock)
    await liaison.write("今晚停水")
    clock.move(timedelta(hours=24))
    assert await database.transact(drafting.expire_drafts, 10) == 0
    clock.move(timedelta(seconds=1))
    assert await database.transact(drafting.expire_drafts, 10) == 1
    assert await database.transact(drafting.expire_drafts, 10) == 0
    assert "作废" in (await liaison.screen()).text
    await liaison.write("换一条")
    assert len([each for each in await liaison.messages() if each.subject_id]) == 1
