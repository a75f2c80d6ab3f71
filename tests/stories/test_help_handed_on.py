"""Help goes on to others where whoever was told of it leaves, is on leave, or is gone."""

from __future__ import annotations

from tests.stories.test_help_talk import STORM, buttons
from tests.stories.town import Town

HOUSES = (
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
)
FELL = "老人摔倒了，要两个人"


def asked(town: Town, name: str) -> list[str]:
    return [message.text for message in town.said(name, "求助（")]


async def suspend(town: Town) -> None:
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "书记 陈刚", "停用", "确定"):
        await town.presses("李敏", button, town.person("李敏").private.from_bot[-1])


async def test_the_lead_who_took_it_is_taken_out(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.presses("王芳", "有困难")
    await town.presses("陈刚", "我来处理")
    assert town.said("王芳", "陈刚书记来处理了")
    await suspend(town)
    (request,) = town.said("李敏", "求助（")
    assert buttons(request)[0] == "我来处理", "it is open again"
    assert not asked(town, "陈刚")
    assert not town.said("王芳", "来处理了")
    assert town.said("王芳", "陈刚现在来不了，已马上告诉李敏专员。")
    await town.writes("王芳", FELL)
    assert FELL in asked(town, "李敏")[0]
    assert not town.said("陈刚", FELL)
    await town.presses("李敏", "我来处理")
    assert town.said("王芳", "李敏专员来处理了")


async def test_the_new_lead_gets_what_the_former_one_was_told(town: Town) -> None:
    await town.writes("王芳", "电梯困人了，快来人")
    assert town.said("王芳", "陈刚书记")
    await town.roster("幸福社区,幸福里,,书记,新来", *HOUSES)
    assert len(asked(town, "李敏")) == 1, "the new lead is not linked yet"
    assert not asked(town, "陈刚")
    assert not town.said("王芳", "陈刚书记"), "who was told is corrected"
    await town.linked("新来")
    assert len(asked(town, "新来")) == 1
    await town.writes("王芳", FELL)
    assert FELL in asked(town, "新来")[0]
    assert FELL in asked(town, "李敏")[0]
    town.person("新来").block()
    await town.settle()
    town.person("李敏").block()
    await town.settle()
    assert len(asked(town, "周明")) == 1, "the supervisor is the last who can be told"


async def test_a_lead_on_leave_hears_no_more_until_they_are_back(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    await town.presses("王芳", "有困难")
    (before,) = town.said("陈刚", "求助（")
    await town.writes("陈刚", "请假到周日")
    assert len(asked(town, "李敏")) == 1
    await town.writes("王芳", FELL)
    assert FELL in asked(town, "李敏")[0]
    (after,) = town.said("陈刚", "求助（")
    assert after.id == before.id, "nothing rings there"
    await town.presses("陈刚", "提前回来")
    await town.writes("王芳", "快一点")
    assert "快一点" in asked(town, "陈刚")[0]


async def test_nobody_else_can_be_told(town: Town) -> None:
    for name in ("李敏", "周明"):
        await town.writes(name, "请假到周日")
    await town.writes("王芳", "电梯困人了，快来人")
    await town.presses("陈刚", "我来处理")
    await town.writes("陈刚", "请假到周日")
    assert not town.said("王芳", "来不了"), "who took it is the only one there is"
    await town.writes("王芳", FELL)
    assert FELL in asked(town, "陈刚")[0]
