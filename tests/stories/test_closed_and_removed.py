"""What ended unanswered is not said to be received; what is no more is not counted."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

_DAY = timedelta(days=1)
WATER = "今晚停水\n请储水。"


async def test_closed_unanswered_says_who_did_not_answer(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    card = town.said(group, "停水")[0]
    await town.presses("王芳", "收到", card)
    await town.pass_time(days=8, step=_DAY)
    assert "已收到 1/3" in card.text
    assert "结束时还没回复：4、5 栋" in card.text
    alone = town.said("周杰", "停水")[0]
    assert "已收到 0/1" in alone.text
    for each in (card, alone):
        assert "全部收到" not in each.text
        assert "已经记上" not in each.text


async def test_a_removed_building_is_not_counted_on_the_card(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    card = town.said(group, "停水")[0]
    await town.roster(*[row for row in PEOPLE if "5栋" not in row])
    await town.presses("王芳", "收到", card)
    assert "已收到 1/2" in card.text
    await town.presses("李强", "收到", card)
    assert "已收到 2/2" in card.text
    assert "全部收到" in card.text
