"""Typed answers in private never end without a word: half of one's buildings, what needs no answer
any more, calls for help nobody can hear, words changed afterwards."""

from __future__ import annotations

import pytest

from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
STORM = "防台准备\n请收好花盆。"
BOTH = (
    *(row for row in PEOPLE if "3栋" not in row),
    "幸福社区,幸福里,3栋,楼长,王芳,13800005678",
    "幸福社区,幸福里,6栋,楼长,王芳,13800005678",
)
"""王芳 leads two buildings."""


async def said_to(town: Town, who: str, words: str, **more: object) -> str:
    """Everything new in somebody's private chat after their words."""
    message = await town.writes(who, words, **more)  # type: ignore[arg-type]
    new = [each for each in town.person(who).private.from_bot if each.id > message.id]
    return "\n".join(each.text for each in new)


async def test_one_of_two_buildings_is_counted_alone(town: Town) -> None:
    await town.roster(*BOTH)
    await town.issues("李敏", WATER, "紧急")
    said = await said_to(town, "王芳", "3栋收到")
    assert "记上了：3 栋收到" in said
    assert "6 栋还等您一句“收到”" in said
    assert "1/8" in town.said("李敏", "停水")[-1].text
    told = await town.presses("王芳", "6 栋也收到")
    assert "6 栋" in told
    assert "2/8" in town.said("李敏", "停水")[-1].text
    assert "还等您" not in town.said("王芳", "3 栋收到")[-1].text


async def test_of_two_buildings_only_the_one_that_received_it_is_counted(town: Town) -> None:
    await town.roster(*BOTH)
    await town.issues("李敏", WATER, "紧急")
    said = await said_to(town, "王芳", "3栋收到，6栋没收到")
    assert "记上了：3 栋收到" in said
    assert "6 栋还等您一句“收到”" in said
    assert "1/8" in town.said("李敏", "停水")[-1].text
    assert "6栋没收到" in town.said("陈刚", "3 栋")[-1].text


async def test_the_other_building_is_counted_in_words_too(town: Town) -> None:
    await town.roster(*BOTH)
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "3栋收到")
    assert "6 栋收到" in await said_to(town, "王芳", "6 栋也收到")
    assert "2/8" in town.said("李敏", "停水")[-1].text


async def test_one_of_two_buildings_in_the_group_is_said_in_private(town: Town) -> None:
    await town.roster(*BOTH)
    group = await town.group("幸福里", ["幸福里", "3栋", "6栋"], ["陈刚", "王芳"])
    await town.issues("李敏", WATER, "紧急")
    before = len(group.from_bot)
    await town.writes("王芳", "3栋收到", to=group, reply_to=town.said(group, "停水")[0])
    assert len(group.from_bot) == before
    assert "6 栋还等您" in town.said("王芳", "3 栋收到")[-1].text
    assert "1/8" in town.said("李敏", "停水")[-1].text


async def test_with_two_notices_the_building_is_kept(town: Town) -> None:
    await town.roster(*BOTH)
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", STORM, "紧急")
    await town.writes("王芳", "3栋收到")
    await town.presses("王芳", "都收到")
    assert "1/8" in town.said("李敏", "停水")[-1].text
    assert "1/8" in town.said("李敏", "防台")[-1].text


async def test_trouble_is_about_the_building_it_names(town: Town) -> None:
    await town.roster(*BOTH)
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "6栋电梯困人")
    assert town.said("陈刚", "6 栋王芳楼长求助")


async def test_what_needs_no_answer_is_answered_all_the_same(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    assert "记上了" in await said_to(town, "王芳", "收到", reply_to=card)
    assert "已回复" in await said_to(town, "王芳", "收到", reply_to=card)
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    assert "已撤回" in await said_to(town, "王芳", "收到", reply_to=card)
    said = await said_to(town, "王芳", "那几点恢复？", reply_to=card)
    assert "还没有转给任何人" in said
    await town.presses("王芳", "转给陈刚书记")
    assert town.said("陈刚", "那几点恢复")


async def test_a_former_lead_reads_which_post_is_over(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "停水")[0]
    rest = [row for row in PEOPLE if "3栋" not in row]
    await town.roster(*rest, "幸福社区,幸福里,3栋,楼长,郑洁")
    assert "您已卸任 3 栋楼长，这条不用回复了" in card.text
    assert "您已卸任 3 栋楼长" in await said_to(town, "王芳", "收到", reply_to=card)
    said = await said_to(town, "王芳", "3栋着火了", reply_to=card)
    assert "119" in said
    assert "没有转给任何人" in said


async def test_a_stranger_in_trouble_reads_that_nobody_knows(town: Town) -> None:
    town.person("路人").start()
    await town.settle()
    said = await said_to(town, "路人", "着火了")
    assert "119" in said
    assert "没有转给任何人" in said
    await town.writes("路人", "3栋王芳")
    assert "着火了" not in town.person("路人").private.from_bot[-1].text


async def test_with_nobody_above_a_cry_is_answered_with_the_truth(town: Town) -> None:
    for name in ("陈刚", "李敏", "周明"):
        town.person(name).block()
    await town.settle()
    said = await said_to(town, "王芳", "着火了")
    assert "119" in said
    assert "还没有人知道" in said
    said = await said_to(town, "王芳", "我明天搬家")
    assert "上面还没有人能在这里收到" in said


async def test_an_answer_is_no_part_of_the_trouble(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "有困难")
    await town.issues("李敏", STORM, "紧急")
    await town.writes("王芳", "收到，三楼没人")
    assert "1/7" in town.said("李敏", "防台")[-1].text
    assert "三楼没人" not in town.said("陈刚", "求助")[-1].text
    await town.writes("王芳", "四楼水管也裂了")
    assert "四楼水管也裂了" in town.said("陈刚", "求助")[-1].text


async def test_changed_words_are_not_read_again_and_that_is_said_once(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    message = await town.writes("王芳", "收到")
    for words in ("收到了", "没收到"):
        town.person("王芳").edit(message, words)
        await town.settle()
    assert len(town.said("王芳", "重新写一句")) == 1
    assert "1/7" in town.said("李敏", "停水")[-1].text


async def test_a_branch_leads_call_for_help_can_become_a_notice(town: Town) -> None:
    await town.writes("陈刚", "3栋着火了，请大家疏散")
    assert town.said("李敏", "着火了")
    await town.presses("陈刚", "写成通知")
    last = town.person("陈刚").private.from_bot[-1]
    assert "3栋着火了，请大家疏散" in last.text
    assert "请您过目" in last.text or "请您过目" in town.said("陈刚", "请您过目")[-1].text
    assert not town.said("王芳", "着火了")


async def test_a_liaisons_words_to_a_reminder_go_nowhere_by_themselves(town: Town) -> None:
    await town.issues("周明", WATER, "紧急")
    await town.pass_time(minutes=25)
    chase = town.said("李敏", "没回复")[-1]
    said = await said_to(town, "李敏", "请大家抓紧回复", reply_to=chase)
    assert "还没有转给任何人" in said
    await town.presses("李敏", "写成通知")
    assert "请大家抓紧回复" in town.said("李敏", "请您过目")[-1].text
    assert "已写成草稿" in str([each.text for each in town.person("李敏").private.from_bot])


@pytest.mark.parametrize("who", ["王芳", "李强"])
async def test_a_lead_may_not_make_notices(town: Town, who: str) -> None:
    await town.writes(who, "我明天下午搬家")
    assert "写成通知" not in str(town.person(who).private.from_bot[-1].buttons)
