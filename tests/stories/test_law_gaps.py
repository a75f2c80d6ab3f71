"""Where nobody can be told: who is told instead, and why."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


async def test_a_branch_and_a_building_with_nobody_reach_the_liaison_with_the_reason(
    town: Town,
) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,",
    )
    await town.issues("李敏", WATER, "紧急")
    assert town.said("王芳", "停水")
    await town.pass_time(minutes=6)
    told = town.said("李敏", "请您费心")[0].text
    assert "幸福里" in told
    assert "4 栋" in told
    assert "暂无" in told


async def test_the_branch_tier_left_out_its_lead_still_hears_of_an_empty_building(
    town: Town,
) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,",
    )
    await town.writes("李敏", WATER)
    await town.presses("李敏", "改对象")
    await town.presses("李敏", "☑ 小区")
    await town.presses("李敏", "好了")
    await town.presses("李敏", "发送")
    await town.pass_time(seconds=21)
    assert town.said("王芳", "停水"), "nobody stands between"
    assert not town.said("陈刚", "【通知 #1】")
    await town.pass_time(minutes=32)
    assert "4 栋暂无楼长" in town.said("陈刚", "请您费心")[0].text


async def test_who_blocks_the_bot_before_the_reminder_the_next_one_hears_at_once(
    town: Town,
) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚"])
    await town.issues("李敏", WATER, "紧急")
    assert town.said(group, "停水")
    town.person("王芳").private.bot_status = "kicked"
    for name in ("李强", "赵敏"):
        town.groups["幸福里楼长群"].add(town.person(name))
        await town.presses(name, "收到", town.said(group, "停水")[0])
    for name in ("陈刚", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    await town.pass_time(minutes=7)
    assert town.said("陈刚", "3 栋")


async def test_nobody_is_nudged_twice_and_the_nudge_goes_when_all_have_answered(
    town: Town,
) -> None:
    for name in ("王芳", "李强", "赵敏"):
        town.person(name).block()
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=30)
    nudges = town.said(group, "麻烦点一下")
    assert len(nudges) == 1
    card = town.said(group, "停水")[0]
    assert nudges[0].reply_to is card
    assert len(nudges[0].mentioned) == 3
    for name in ("王芳", "李强"):
        await town.presses(name, "收到", card)
    assert town.said(group, "麻烦点一下")
    await town.presses("赵敏", "收到", card)
    assert not town.said(group, "麻烦点一下")


async def test_a_word_typed_in_time_is_not_late_though_it_arrives_late(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=58, step=timedelta(minutes=10))
    card = town.said("王芳", "【紧急通知 #1】")[0]
    await town.app.receiver.stop()
    person = town.person("王芳")
    person.send(person.private, "收到", reply_to=card)
    await town.away(minutes=20)
    rows = await town.rows("answered_on_card", message_id=await card_id(town, "王芳"))
    assert [bool(row["late"]) for row in rows] == [False]


async def card_id(town: Town, name: str) -> int:
    found = await town.rows("messages_about", kind="card", subject_id=1)
    return next(int(row["id"]) for row in found if row["chat_id"] == town.person(name).id)


async def test_at_night_a_routine_card_waits_or_goes_without_a_sound(town: Town) -> None:
    town.clock.move(timedelta(hours=13, minutes=30))  # 22:30
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert not town.said("陈刚", "停水")
    await town.pass_time(hours=8, minutes=31, step=timedelta(minutes=30))
    assert town.said("陈刚", "停水")
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    branch = next(row for row in rows if row["name"] == "幸福里")
    assert branch["sent_at"] >= 0
    assert not town.said("陈刚", "还等您")


async def test_the_end_of_a_silence_does_not_ring_at_night(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    for name in ("陈刚", "孙丽"):
        await town.presses(name, "收到并转达")
    await town.pass_time(hours=2, minutes=5, step=timedelta(minutes=5))
    assert town.said("陈刚", "请您费心")
    town.clock.move(timedelta(hours=12))  # 23:05
    for name in ("王芳", "李强", "赵敏"):
        await town.presses(name, "收到", town.said(name, "【通知 #1】")[0])
    clear = town.said("陈刚", "您关心的")
    assert len(clear) == 1
    assert clear[0].silent
