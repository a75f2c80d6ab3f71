"""Urgent rings each person: the group's card, and right behind it a private one for each lead."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import AnswerPath
from bot.store.cascade import instructions
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import recording
from bot.usecases.escalation import chasing
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

STORM = "台风红色预警\n今晚不要出门。\n请收好花盆。"
MEMBERS = ("陈刚", "王芳", "李强", "赵敏")


async def with_a_deputy(town: Town) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟")


async def test_each_linked_lead_gets_a_private_card_behind_the_groups(town: Town) -> None:
    group = await town.group("幸福里3栋群", ["3栋"], ["王芳", "陈刚"])
    await with_a_deputy(town)
    await town.issues("李敏", STORM, "紧急")
    (card,), (private,) = town.said(group, "#1】台风"), town.said("王芳", "#1】台风")
    assert "请收好花盆。" in private.text
    assert not town.said("何伟", "台风"), "leads are rung, nobody else"
    assert "3 栋收到" in await town.presses("王芳", "收到", private)
    assert "已收到 1/1：王芳" in card.text
    assert "已收到 1/1：王芳" in private.text
    assert len(town.said("李强", "台风红色预警")) == 1, "who is told in private is told once"


async def test_where_no_lead_can_be_rung_the_next_in_rank_is(town: Town) -> None:
    three = [row for row in PEOPLE if "3栋" not in row]
    await town.roster(
        *three,
        "幸福社区,幸福里,3栋,楼长,",
        "幸福社区,幸福里,3栋,副楼长,何伟",
        "幸福社区,幸福里,3栋,成员,郑洁",
        "幸福社区,幸福里,4栋,成员,孙明",
    )
    await town.linked("何伟", "郑洁", "孙明")
    town.person("李强").block()
    await town.settle()
    await town.group("幸福里楼长群", ["幸福里"], MEMBERS)
    await town.issues("李敏", STORM, "紧急")
    assert len(town.said("何伟", "#1】台风")) == 1, "the deputy, as nobody leads"
    assert not town.said("郑洁", "台风")
    assert len(town.said("孙明", "#1】台风")) == 1, "the helper, as the lead closed the chat"
    assert "3 栋收到" in await town.presses("何伟", "收到")


async def test_the_groups_come_first(town: Town) -> None:
    groups = [
        await town.group(f"{name}群", [name], [lead])
        for name, lead in (("3栋", "王芳"), ("4栋", "李强"), ("5栋", "赵敏"))
    ]
    await town.issues("李敏", STORM, "紧急")
    sent = [
        int(each.params["chat_id"])
        for each in town.world.log
        if each.method == "sendMessage" and "#1】" in str(each.params["text"])
    ]
    leads = [town.person(name).id for name in ("王芳", "李强", "赵敏")]
    assert max(sent.index(each.id) for each in groups) < min(sent.index(each) for each in leads)


async def test_a_branch_lead_is_rung_beside_the_branchs_group(town: Town) -> None:
    await town.group("幸福里楼长群", ["幸福里"], MEMBERS)
    await town.issues("李敏", STORM, "紧急")
    assert len(town.said("幸福里楼长群", "#1】台风")) == 1
    for name in MEMBERS:
        assert len(town.said(name, "#1】台风")) == 1, name


async def test_routine_rings_in_the_group_alone(town: Town) -> None:
    await town.group("幸福里3栋群", ["3栋"], ["王芳", "陈刚"])
    await town.issues("李敏", STORM)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    assert town.said("幸福里3栋群", "#1】台风")
    assert not town.said("王芳", "台风")


async def test_private_cards_close_with_the_rest(town: Town) -> None:
    await town.group("幸福里3栋群", ["3栋"], ["王芳", "陈刚"])
    await town.issues("李敏", STORM, "紧急")
    private = town.said("王芳", "#1】台风")[0]
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    assert "这条已撤回，不用回复了" in private.text
    assert not private.buttons
    assert [each for each in town.said("王芳", "已撤回") if each.reply_to == private]


async def test_a_lost_group_is_made_up_for_though_its_lead_has_a_card(town: Town) -> None:
    group = await town.group("幸福里3栋群", ["3栋"], ["王芳", "陈刚"])
    await with_a_deputy(town)
    await town.issues("李敏", STORM, "紧急")
    group.kick_bot(by=town.person("王芳"))
    await town.settle()
    assert "请收好花盆。" in town.said("何伟", "#1】台风")[0].text
    assert len(town.said("王芳", "#1】台风")) == 1


async def test_the_group_is_nudged_once_at_the_first_step_and_no_more(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], MEMBERS)
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=4)
    assert not town.said(group, "麻烦点一下")
    await town.pass_time(minutes=2)
    (nudge,) = town.said(group, "麻烦点一下上面 #1 的“收到”")
    assert nudge.reply_to == town.said(group, "#1】台风")[0]
    assert set(nudge.mentioned) == {town.person(each).id for each in MEMBERS[1:]}
    assert all(town.said(each, "还等您") for each in MEMBERS[1:]), "and each in private"

    await town.presses("王芳", "收到", town.said(group, "#1】台风")[0])
    assert set(nudge.mentioned) == {town.person(each).id for each in ("李强", "赵敏")}
    await town.pass_time(minutes=40)
    assert town.said(group, "麻烦点一下") == [nudge]
    for name in ("李强", "赵敏"):
        await town.presses(name, "收到", town.said(group, "#1】台风")[0])
    assert not town.said(group, "麻烦点一下")


async def test_a_nudge_names_five_at_most_and_whoever_cannot_be_written_to_first(
    town: Town,
) -> None:
    leads = ["钱一", "孙二", "李三", "周四", "吴五", "郑六"]
    rows = [f"幸福社区,和平苑,{n}栋,楼长,{name}" for n, name in enumerate(leads, 3)]
    await town.roster(*PEOPLE, *rows)
    await town.linked(*leads[:5])
    await town.linked(leads[5], started=False)
    group = await town.group("和平苑群", ["和平苑"], ["孙丽", *leads])
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=6)
    (nudge,) = town.said(group, "麻烦点一下")
    assert len(nudge.mentioned) == 5
    assert nudge.mentioned[0] == town.person("郑六").id


async def test_a_nudge_that_was_taken_away_before_it_left_told_nobody(town: Town) -> None:
    for name in ("王芳", "李强"):
        town.person(name).block()
    group = await town.group("幸福里楼长群", ["幸福里"], MEMBERS)
    await town.issues("李敏", STORM)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")

    def work(tx: Tx, _none: None, now: datetime) -> bool:
        targets = {each.unit.name: each for each in instructions.targets(tx, 1)}
        instruction = instructions.instruction(tx, 1)
        wang, li = (people.member_by_telegram(tx, town.person(n).id) for n in ("王芳", "李强"))
        assert wang
        assert li
        chasing.nudge(tx, instruction, targets["3栋"], [wang], now)
        recording.answer(tx, instruction, wang, AnswerPath.BUTTON, now, now)
        return chasing.nudge(tx, instruction, targets["4栋"], [li], now)

    assert await town.app.database.transact(work, None)
    await town.settle()
    assert town.said(group, "麻烦点一下")[0].mentioned == [town.person("李强").id]


async def test_who_is_silent_hears_again_while_the_last_step_repeats(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    for name in ("陈刚", "李强", "赵敏", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    rings = {"王芳": 0, "周明": 0}
    before = {name: set[int]() for name in rings}
    for _ in range(90):
        await town.pass_time(minutes=1)
        for name, part in (("王芳", "还等您"), ("周明", "没回复")):
            now = {each.id for each in town.said(name, part)}
            rings[name] += bool(now - before[name])
            before[name] |= now
    assert rings == {"王芳": 4, "周明": 4}, "after 5 and 30 min, then three times each"


async def test_supervisors_hear_a_withdrawal_as_they_heard_of_the_start(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    (notice,) = town.said("周明", "#1 台风红色预警")
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    (note,) = [each for each in town.said("周明", "已撤回") if each is not notice]
    assert "#1 台风红色预警" in note.text
    assert note.reply_to == notice
    assert not note.silent


async def test_a_supervisor_is_not_told_of_what_they_issued_themselves(town: Town) -> None:
    await town.issues("周明", STORM, "紧急")
    assert not town.said("周明", "处。"), "they have the summary"
    await town.presses("周明", "撤回")
    await town.presses("周明", "确定撤回")
    assert not town.said("周明", "请不用理会")
    await town.issues("李敏", STORM, "紧急")
    assert town.said("周明", "发给 5 栋 + 2 个小区。")


async def test_a_notice_closed_unanswered_thanks_nobody_for_an_answer(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], MEMBERS)
    await town.issues("李敏", STORM, "紧急")
    await town.presses("李强", "收到", town.said(group, "#1】台风")[0])
    for name in ("周杰", "吴静", "孙丽"):
        await town.presses(name, "收到")
    await town.presses("李敏", "关闭")
    await town.presses("李敏", "确定关闭")
    shown_to_all, shown_to_one = town.said(group, "#1】台风")[0], town.said("王芳", "#1】台风")[0]
    assert "结束时还没回复：3、5 栋\n这条通知已结束" in shown_to_all.text
    assert "结束时还没回复：3 栋\n这条通知已结束" in shown_to_one.text
    for card in (shown_to_all, shown_to_one):
        assert "已经记上" not in card.text
        assert "全部收到" not in card.text
    assert "已经记上，谢谢您！" in town.said("周杰", "#1】台风")[0].text
