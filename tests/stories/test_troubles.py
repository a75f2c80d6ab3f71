"""Help words in private always reach somebody, with or without an instruction open."""

from __future__ import annotations

import pytest

from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


@pytest.mark.parametrize("words", ["救命！3幢着火了", "我家煤气泄漏", "电梯困人"])
async def test_trouble_with_nothing_open_rings_the_one_above(town: Town, words: str) -> None:
    await town.writes("王芳", words)
    heard = town.said("王芳", words)[0].text
    assert heard.startswith("有生命危险请先打 119、120！")
    assert "已马上告诉陈刚书记" in heard
    told = town.said("陈刚", words)[0]
    assert "王芳" in told.text
    await town.presses("陈刚", "我来处理", told)
    assert town.said("王芳", "陈刚书记正在处理")
    await town.presses("陈刚", "已解决", told)
    assert town.said("王芳", "标为解决")


async def test_a_bare_cry_is_asked_what_the_trouble_is(town: Town) -> None:
    await town.writes("王芳", "我要求助")
    assert town.said("陈刚", "求助")
    assert town.said("王芳", "遇到什么困难")
    await town.writes("王芳", "在12栋3单元502，老人摔倒了，需要两个人")
    assert town.said("陈刚", "老人摔倒了")


async def test_trouble_after_the_answer_is_heard(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("王芳", "收到")
    await town.writes("王芳", "着火了！3栋502")
    assert town.said("陈刚", "着火了！3栋502")
    assert "119" in town.said("王芳", "着火了")[-1].text


async def test_more_words_join_what_is_open(town: Town) -> None:
    await town.writes("王芳", "电梯困人")
    await town.writes("王芳", "电梯里有人，还有孩子")
    told = [each for each in town.person("陈刚").private.from_bot if "电梯困人" in each.text]
    assert any("还有孩子" in each.text for each in told)


async def test_an_unclaimed_request_climbs_without_an_instruction(town: Town) -> None:
    await town.writes("王芳", "着火了")
    await town.pass_time(minutes=6)
    assert town.said("李敏", "着火了")
    await town.pass_time(minutes=6)
    assert town.said("周明", "着火了")


async def test_a_branch_lead_in_trouble_reaches_the_liaison(town: Town) -> None:
    await town.writes("陈刚", "有人晕倒了，快来人")
    assert town.said("李敏", "有人晕倒了")


async def test_a_liaison_who_writes_of_a_fire_writes_an_instruction(town: Town) -> None:
    await town.writes("李敏", "3栋着火，请大家马上撤离")
    assert "3栋着火" in town.newest(town.person("李敏").private, "发送").text
    await town.writes("周明", "救命")
    assert town.said("周明", "119")


async def test_a_fire_is_nobodys_name(town: Town) -> None:
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "4 栋", "楼长 李强", "换人"):
        await town.presses("李敏", button)
    await town.writes("李敏", "着火了")
    assert "【通知】着火了" in town.newest(town.person("李敏").private, "发送").text
