"""Leads and deputies of a branch write to their own buildings; what they write is no answer."""

from __future__ import annotations

import pytest

from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

ALARM = "台风红色预警\n请立即上楼查看。"
MEETING = "请大家明天开会"


async def test_with_an_urgent_notice_open_a_branch_leads_text_goes_to_their_buildings(
    town: Town,
) -> None:
    await town.issues("李敏", ALARM, "紧急")
    await town.writes("陈刚", MEETING)
    draft = town.person("陈刚").private.messages[-1]
    assert f"【通知】{MEETING}" in draft.text
    assert "发给 3 栋" in draft.text
    assert "已收到 0/1" in town.said("陈刚", "【紧急通知 #1】")[0].text
    assert not town.said("李敏", MEETING), "it is no remark to the one above"

    await town.presses("陈刚", "发送")
    await town.pass_time(seconds=21)
    [card] = town.said("王芳", MEETING)
    assert "—— 陈刚书记" in card.text
    assert not town.said("周杰", MEETING), "the other branch is not theirs"
    await town.presses("王芳", "收到", card)
    assert "1/3" in town.said("陈刚", f"#2 {MEETING}")[-1].text
    assert "已收到 0/1" in town.said("陈刚", "【紧急通知 #1】")[0].text


@pytest.mark.parametrize(
    ("words", "counts"),
    [("收到", True), ("好的马上去", True), ("没收到", False), ("几点恢复？", False)],
)
async def test_an_answer_stays_an_answer(town: Town, words: str, counts: bool) -> None:
    await town.issues("李敏", ALARM, "紧急")
    await town.writes("陈刚", words)
    assert not town.said("陈刚", "请您过目")
    summary = town.said("李敏", "#1 台风红色预警")[-1].text
    assert ("1/7" in summary) is counts


async def test_a_branch_leads_call_for_help_is_one_and_a_long_notice_of_troubles_is_none(
    town: Town,
) -> None:
    await town.writes("陈刚", "3栋着火了")
    assert town.said("李敏", "3栋着火了")
    notice = "各位楼长：今晚请提醒住户关好燃气，谨防着火。" + "楼道里不要堆放杂物，" * 5 + "谢谢。"
    await town.writes("陈刚", notice)
    assert notice in town.person("陈刚").private.messages[-1].text
    assert not town.said("李敏", "关好燃气")


async def test_a_deputy_of_a_branch_writes_and_ends_what_its_lead_wrote(town: Town) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,,副书记,马超")
    await town.linked("马超")
    await town.issues("陈刚", MEETING, "紧急")
    assert town.said("王芳", MEETING)
    await town.writes("马超", "状态")
    await town.presses("马超", "#1")
    await town.presses("马超", "关闭")
    await town.presses("马超", "确定关闭")
    assert "已关闭" in town.said("陈刚", f"#1 {MEETING}")[-1].text
    await town.issues("马超", "今晚巡楼", "紧急")
    assert "—— 马超副书记" in town.said("王芳", "今晚巡楼")[0].text


async def test_a_branch_lead_ends_nothing_that_came_from_above(town: Town) -> None:
    await town.issues("李敏", ALARM, "紧急")
    await town.writes("陈刚", "状态")
    await town.presses("陈刚", "#1")
    shown = town.person("陈刚").private.from_bot[-1]
    assert "关闭" not in [each.text for row in shown.buttons for each in row]


async def test_who_follows_a_branch_lead_goes_on_with_what_they_wrote(town: Town) -> None:
    await town.issues("陈刚", MEETING, "紧急")
    town.person("郑强").start()
    rows = [each.replace("陈刚", "郑强") for each in PEOPLE]
    await town.roster(*rows)
    await town.linked("郑强")
    assert "已移交" in town.said("陈刚", "移交")[-1].text
    await town.writes("郑强", "状态")
    await town.presses("郑强", "#1")
    await town.presses("郑强", "关闭")
    await town.presses("郑强", "确定关闭")
    assert "关闭" in town.person("郑强").private.from_bot[-1].text


async def test_who_leads_a_building_writes_nothing(town: Town) -> None:
    await town.writes("王芳", MEETING)
    assert not town.said("王芳", "请您过目")
