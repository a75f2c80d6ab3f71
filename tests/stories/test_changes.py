"""People, units and chats change while an instruction runs."""

from __future__ import annotations

from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
HAPPY = (
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
)


async def test_a_new_lead_gets_what_is_open_and_the_old_one_is_thanked(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,楼长,郑洁", *HAPPY[2:])
    assert "您已卸任3栋" in town.said("王芳", "停水")[0].text.replace(" ", "")
    await town.linked("郑洁")
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,楼长,郑洁", *HAPPY[2:])
    card = town.said("郑洁", "【紧急通知")
    assert "（接任前发出）" in card[0].text
    assert "3 栋收到" in await town.presses("郑洁", "收到", card[0])


async def test_a_removed_unit_is_waited_for_no_more(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.roster(*HAPPY[:3])
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["5栋"] == "withdrawn"


async def test_a_successor_goes_on_with_what_the_liaison_had_running(town: Town) -> None:
    await town.roster(*HAPPY, "幸福社区,幸福里,5栋,成员,郭洋,13800138009")
    await town.linked("郭洋")
    await town.issues("李敏", WATER, "紧急")
    await town.roster("幸福社区,,,督导,周明", "幸福社区,,,专员,郭洋,13800138009")
    assert town.said("李敏", "已移交")
    assert town.said("郭洋", "#1")


async def test_a_migrated_group_gets_its_cards_again(town: Town) -> None:
    group = town.world.group("幸福里楼长群", [town.person(n) for n in ("陈刚", "王芳")])
    group.add_bot(by=town.person("陈刚"))
    await town.settle()
    await town.bind(group, "幸福里")
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到", town.said(group, "停水")[0])
    new = group.migrate()
    await town.settle()
    card = town.said(new, "停水")[0]
    assert "已收到 1/3：王芳" in card.text
    await town.presses("王芳", "收到", card)
    assert len(town.said(new, "停水")) == 1


async def test_kicked_the_next_way_is_used_at_once(town: Town) -> None:
    await town.roster(*HAPPY, "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟")
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里"], members)
    await town.issues("李敏", WATER, "紧急")
    assert not town.said("何伟", "停水"), "the deputy reads it in the group"
    group.kick_bot(by=town.person("陈刚"))
    await town.settle()
    assert town.said("何伟", "停水")
    assert len(town.said("王芳", "停水")) == 1


async def test_made_an_administrator_it_asks_to_be_an_ordinary_member(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    group.promote_bot(by=town.person("陈刚"))
    await town.settle()
    assert town.said(group, "管理员")


async def test_who_blocks_the_bot_is_told_another_way(town: Town) -> None:
    await town.roster(HAPPY[0], *HAPPY[1:], "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟")
    town.person("王芳").block()
    await town.settle()
    await town.issues("李敏", WATER, "紧急")
    assert town.said("何伟", "停水")


async def test_undone_in_time_it_leaves_no_trace(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=5)
    await town.presses("李敏", "撤回")
    await town.pass_time(minutes=5)
    assert not town.said("陈刚", "停水")


async def test_a_building_that_falls_vacant_becomes_the_branch_leads_task(town: Town) -> None:
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里"], members)
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await town.roster(*HAPPY[:3], "幸福社区,幸福里,5栋,楼长,")
    assert "5 栋暂无楼长，请安排人上门" in town.said("陈刚", "停水")[0].text
    assert "还等：3、4 栋" in town.said(group, "停水")[0].text
    assert len(town.said("王芳", "停水")) == 1, "who was there before is told nothing anew"
    await town.roster(*HAPPY)
    assert "还等：3、4、5 栋" in town.said(group, "停水")[0].text
    assert "暂无楼长" not in town.said("陈刚", "停水")[0].text


async def test_who_leaves_a_building_vacant_is_thanked_on_their_private_card(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await town.roster(*HAPPY[:3], "幸福社区,幸福里,5栋,楼长,")
    assert "感谢您的付出" in town.said("赵敏", "停水")[0].text
    assert "5 栋暂无楼长" in town.said("陈刚", "停水")[0].text


async def test_who_leaves_one_of_two_buildings_is_still_asked_for_the_other(town: Town) -> None:
    both = [f"幸福社区,幸福里,{building},楼长,王芳,13800138009" for building in ("3栋", "4栋")]
    await town.roster(HAPPY[0], *both, HAPPY[3])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    assert "还等：3、4 栋" in town.said("王芳", "停水")[0].text
    await town.roster(*HAPPY)
    await town.pass_time(seconds=10)
    [card] = town.said("王芳", "停水")
    assert "卸任" not in card.text
    assert "请储水" in card.text
    assert "3 栋收到" in await town.presses("王芳", "收到", card)
