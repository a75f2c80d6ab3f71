"""The property company and the owners' committee of a branch: known, and asked for nothing."""

from __future__ import annotations

from tests.stories.test_roster_in_chat import labels, newest, opens
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


async def property_of(town: Town, branch: str, name: str) -> None:
    """A linked 物业经理 of a branch, put there in chat."""
    await opens(town, "李敏", branch, "加岗位")
    await town.writes("李敏", "物业经理")
    await town.presses("李敏", "确定")
    await town.presses("李敏", "换人", newest(town, "李敏"))
    await town.writes("李敏", f"{name} 13800138111")
    await town.presses("李敏", "确定")
    await town.linked(name)


async def test_a_branch_gets_a_property_company_that_counts_nowhere(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "加岗位")
    asked = newest(town, "李敏")
    assert labels(asked) == ["书记", "副书记", "成员", "专员", "督导", "物业", "业委会", "取消"]
    await town.presses("李敏", "业委会", asked)
    await town.presses("李敏", "确定", asked)
    assert asked.text == "✓ 加好了：幸福里业委会，现在空缺。"
    await property_of(town, "幸福里", "钱二")
    (told,) = town.said("钱二", "幸福里")
    assert "物业经理" in told.text
    assert "平时不用回“收到”" in told.text
    await town.writes("李敏", "/gaps")
    assert "空缺" not in newest(town, "李敏").text, "no vacancy"
    await town.group("幸福里群", ["幸福里"], ["陈刚", "王芳", "钱二"])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=61)
    assert not town.said("钱二", "停水"), "neither card nor reminder"
    assert "0/7" in town.said("李敏", "收到")[-1].text, "two branches and five buildings"
    # what is for those who answer is refused
    card = town.newest(town.groups["幸福里群"], "收到")
    assert "不用点" in await town.presses("钱二", "收到", card)
    for command in ("/status", "/roster"):
        await town.writes("钱二", command)
        assert not labels(newest(town, "钱二"))


async def test_their_number_is_masked_and_called_by_the_lead_of_the_branch(town: Town) -> None:
    await property_of(town, "幸福里", "钱二")
    branch = await opens(town, "陈刚")
    lines = branch.text.splitlines()
    assert "书记 陈刚 · 已认领" in lines
    assert "物业经理 钱二 138****8111 · 已认领" in lines
    await town.presses("陈刚", "物业经理 钱二", branch)
    seat = newest(town, "陈刚")
    assert labels(seat) == ["拨打", "请假", "解绑", "‹ 返回"]
    await town.presses("陈刚", "拨打", seat)
    assert town.said("陈刚", "138 0013 8111")
    await opens(town, "王芳")
    assert "钱二" not in newest(town, "王芳").text
