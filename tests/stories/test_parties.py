"""The property company and the owners' committee of a branch: known, and asked for nothing."""

from __future__ import annotations

from bot.chat.callback import Action, pack
from tests.stories.test_roster_in_chat import opens
from tests.stories.town import Town, labels, newest

WATER = "今晚停水\n请储水。"


async def property_of(town: Town, branch: str, name: str, phone: str = "13800138111") -> None:
    """A linked 物业经理 of a branch, put there in chat."""
    await opens(town, "李敏", branch, "加岗位")
    await town.writes("李敏", "物业经理")
    await town.presses("李敏", "确定")
    await town.presses("李敏", "换人", newest(town, "李敏"))
    await town.writes("李敏", f"{name} {phone}")
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


async def test_an_issuer_ticks_them_and_they_are_told_and_asked_for_nothing(town: Town) -> None:
    await property_of(town, "幸福里", "钱二")
    await property_of(town, "和平苑", "钱三", "13800138222")
    await town.writes("李敏", WATER)
    await town.presses("李敏", "改对象")
    await town.presses("李敏", "☑ 和平苑")
    await town.presses("李敏", "☐ 物业、业委会")
    assert "☑ 物业、业委会" in labels(newest(town, "李敏"))
    await town.presses("李敏", "好了")
    assert "也告知物业、业委会：1 位，能送到 1 位" in newest(town, "李敏").text
    await town.presses("李敏", "发送")
    await town.pass_time(minutes=1)
    (card,) = town.said("钱二", "停水")
    assert card.text.splitlines() == [
        "【通知 #1】今晚停水",
        "请储水。",
        "—— 李敏专员",
        "发给您知晓，不用回复；有事直接回这条。",
    ]
    assert not labels(card)
    assert not town.said("钱三", "停水"), "their branch is not asked"
    await town.writes("钱二", "收到", reply_to=card)
    assert newest(town, "钱二").text == "这条只是告知，不用回复，谢谢您！"
    await town.writes("钱二", "物业办公室改在二楼了", reply_to=card)
    await town.presses("钱二", "转给李敏专员")
    assert "物业办公室改在二楼了" in town.said("李敏", "钱二物业经理")[0].text
    assert "0/4" in town.said("李敏", "#1")[0].text
    await town.presses("李敏", "更正")
    await town.writes("李敏", "今晚停水\n储到周六。")
    await town.presses("李敏", "需重新确认")
    await town.pass_time(seconds=30)
    assert card.text.splitlines()[:2] == ["【更正 #1】今晚停水", "储到周六。"]
    (note,) = town.said("钱二", "【更正 #1】储到周六。")
    assert note.reply_to == card
    assert "再点一次" not in note.text, "asked for nothing"
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    assert "已撤回" in card.text


async def test_a_call_for_help_reaches_the_property_company_by_its_words(town: Town) -> None:
    await property_of(town, "幸福里", "钱二")
    await town.writes("王芳", "电梯坏了，有人困在里面")
    assert town.said("王芳", "已马上告诉陈刚书记、钱二物业经理")
    (asked,) = town.said("钱二", "求助（")
    assert labels(asked) == ["我来处理", "回复", "已解决"]
    assert "也告诉了：钱二物业经理" in town.said("陈刚", "求助（")[0].text
    # whoever is above leaves: the property company alone is not enough
    await town.writes("陈刚", "请假到周日")
    assert town.said("李敏", "求助（")
    await town.presses("钱二", "我来处理", asked)
    assert town.said("王芳", "钱二物业经理正在处理您的求助")
    await town.presses("钱二", "回复", asked)
    await town.writes("钱二", "师傅十分钟到")
    assert town.said("王芳", "师傅十分钟到")
    await town.presses("钱二", "已解决", asked)
    assert town.said("王芳", "钱二物业经理")[-1].text.endswith("标为解决。")


async def test_the_branch_lead_passes_a_call_on_to_them(town: Town) -> None:
    await property_of(town, "幸福里", "钱二")
    await property_of(town, "和平苑", "钱三", "13800138222")
    await town.writes("王芳", "人手不够")
    assert not town.said("钱二", "求助（")
    (asked,) = town.said("陈刚", "求助（")
    assert "转给物业" in labels(asked)
    # a press that the other branch's company forges is refused, and so is one's own
    forged = pack(Action.HELP_SOLVED, 1)
    mine = newest(town, "钱三")
    town.person("钱三").forge(mine, forged)
    town.person("钱二").forge(newest(town, "钱二"), forged)
    await town.settle()
    assert "已解决" in labels(asked), "still open"
    assert "钱二" in await town.presses("陈刚", "转给物业", asked)
    assert "也告诉了：钱二物业经理" in asked.text
    assert "转给物业" not in labels(asked)
    await town.presses("钱二", "我来处理")
    assert "钱二物业经理" in asked.text
    assert not town.said("钱三", "求助（")
