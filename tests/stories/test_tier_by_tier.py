"""An instruction goes down tier by tier."""

from __future__ import annotations

from bot.store.tx import Tx
from tests.stories.town import Town

WATER = "今晚停水\n18:00–22:00 检修，请提醒本楼住户储水。"


async def test_routine_waits_for_the_branch_to_pass_it_on(town: Town) -> None:
    await town.issues("李敏", WATER)
    assert not town.said("陈刚", "停水"), "the undo time comes first"
    await town.pass_time(seconds=21)
    card = town.said("陈刚", "【通知 #1】今晚停水")[0]
    assert [[each.text for each in row] for row in card.buttons][:2] == [
        ["收到并转达"],
        ["收到", "有困难"],
    ]
    assert not town.said("王芳", "停水")

    toast = await town.presses("陈刚", "收到并转达", card)
    assert "幸福里" in toast
    assert "已转达 3 处" in toast
    assert town.said("王芳", "【通知 #1】今晚停水")
    assert not town.said("周杰", "停水"), "the other branch has not passed it on"

    assert await town.presses("王芳", "收到") == "记上了：3 栋收到。谢谢王芳楼长！"
    summary = town.said("李敏", "#1")[-1]
    assert "2/7" in summary.text


async def test_a_word_of_the_branch_leads_own_goes_along(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "加一句再转达")
    await town.writes("陈刚", "独居老人请上门告知")
    await town.presses("陈刚", "转达")
    await town.pass_time(seconds=21)
    card = town.said("王芳", "停水")[0]
    assert "陈刚书记附言：独居老人请上门告知" in card.text
    assert town.said("陈刚", "已转达 3 处，您的话也带到了，谢谢！")
    assert not town.said("陈刚", "请写下您要加的话")


async def test_plain_received_leaves_passing_on_due(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到")
    assert not town.said("王芳", "停水")
    await town.pass_time(minutes=31)
    assert town.said("陈刚", "转达")[-1].id != town.said("陈刚", "【通知 #1】")[0].id
    await town.presses("陈刚", "收到并转达")
    assert town.said("王芳", "停水")


async def test_a_branch_that_never_passes_on_is_passed_over_by_the_clock(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.pass_time(minutes=44)
    assert not town.said("王芳", "停水")
    await town.pass_time(minutes=2)
    assert "已自动转达" in town.said("王芳", "停水")[0].text


async def test_where_nobody_can_pass_on_it_passes_at_once(town: Town) -> None:
    town.person("陈刚").block()
    await town.settle()
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert town.said("王芳", "停水")
    assert not town.said("周杰", "停水")


async def test_urgent_goes_to_all_tiers_at_once(town: Town) -> None:
    await town.issues("李敏", "全员上楼\n请立即上楼查看。", "紧急")
    assert town.said("王芳", "【紧急通知 #1】全员上楼")
    assert town.said("陈刚", "【紧急通知 #1】")
    assert town.said("周杰", "【紧急通知 #1】")


async def test_where_the_group_is_also_the_buildings_the_branch_card_is_private(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert not town.said(group, "停水")
    await town.presses("陈刚", "收到并转达")
    card = town.said(group, "停水")[0]
    assert "还等：3、4、5 栋" in card.text
    assert not town.said("王芳", "停水"), "the group is enough"
    await town.presses("王芳", "收到", card)
    assert "已收到 1/3：王芳" in card.text
    assert "还等：4、5 栋" in card.text
    assert len(town.said(group, "停水")) == 1


async def test_a_building_with_its_own_group_gets_its_card_there(town: Town) -> None:
    await town.group("幸福里骨干群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    own = await town.group("3栋群", ["3栋"], ["王芳"])
    await town.issues("李敏", WATER, "紧急")
    assert "还等：3 栋" in town.said(own, "停水")[0].text
    assert "还等：4、5 栋" in town.said("幸福里骨干群", "停水")[0].text


async def test_a_building_with_nobody_is_the_branch_leads_task(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,李强",
        "幸福社区,幸福里,5栋,楼长,",
    )
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert "5 栋暂无楼长，请安排人上门" in town.said("陈刚", "停水")[0].text


async def test_a_lead_of_two_buildings_answers_for_both_with_one_press(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳,13800138003",
        "幸福社区,幸福里,4栋,楼长,王芳,13800138003",
        "幸福社区,幸福里,5栋,楼长,赵敏",
    )
    await town.issues("李敏", WATER, "紧急")
    assert len(town.said("王芳", "停水")) == 1
    assert "3、4 栋收到" in await town.presses("王芳", "收到")
    again = await town.presses("王芳", "收到")
    assert again == "您 09:00 已回复，不用再点。"


async def test_the_issuer_is_first_told_whom_it_has_reached(town: Town) -> None:
    await town.roster("幸福社区,和平苑,9栋,楼长,")
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    summary = town.said("李敏", "#1 今晚停水")[-1]
    assert "空缺 1 栋 + 1 个小区\n3 栋等书记转达，最迟 09:45 自动转达\n" in summary.text
    assert "还等：幸福里、和平苑；和平苑 9 栋\n" in summary.text
    await town.presses("陈刚", "收到并转达")
    assert "还等：幸福里 3、4、5 栋；和平苑；和平苑 9 栋" in summary.text


async def test_what_has_ended_is_not_passed_on_by_the_clock(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")

    def left_running(tx: Tx, _: None, _now: object) -> None:
        tx.connection.execute("UPDATE target SET relay_due_at = 1 WHERE gates = 1")

    await town.app.database.transact(left_running, None)
    await town.pass_time(hours=2)
    assert not town.said("王芳", "停水")
    assert not town.said("陈刚", "已自动转达")
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["relay_path"] for row in rows} == {None}
