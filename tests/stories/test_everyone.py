"""每人都要回复: every holder of a unit answers for themself."""

from __future__ import annotations

from tests.engines import on_both
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town, newest


async def test_a_building_counts_once_everybody_has_answered(town: Town) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟", "幸福社区,幸福里,3栋,成员,郑洁")
    await town.linked("何伟", "郑洁")
    group = await town.group("幸福里3栋群", ["3栋"], ["王芳", "何伟", "郑洁"])
    await town.writes("李敏", "今晚值守\n请每位签到。")
    await town.presses("李敏", "每人都要回复")
    assert "本处的人都回复了，才算这一处收到" in newest(town, "李敏").text
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "发送")

    (card,) = town.said(group, "今晚值守")
    assert "请每一位都点一下" in card.text
    assert "3 栋收到" in await town.presses("王芳", "收到", card)
    assert "已收到 0/1 · 1/3 人" in card.text
    assert "您 09:00 已回复" in await town.presses("王芳", "收到", card)
    summary = newest(town, "李敏")
    assert "0/7" in summary.text
    assert "每人都要回复：1/9 人" in summary.text
    await town.presses("何伟", "收到", card)

    await town.pass_time(minutes=6)
    assert not town.said("王芳", "还等您"), "who has answered is not reminded"
    assert town.said("郑洁", "还等您"), "each who has not is"
    assert not town.said("何伟", "还等您")
    await town.presses("李敏", "看名单", summary)
    await town.presses("李敏", "幸福里")
    assert "2/3 人" in newest(town, "李敏").text

    await town.writes("郑洁", "收到")
    assert "已收到 1/1 · 3/3 人" in card.text
    assert "1/7" in summary.text


@on_both
async def test_whoever_leaves_is_waited_for_no_more(town: Town) -> None:
    deputy = "幸福社区,幸福里,3栋,副楼长,何伟"
    await town.roster(*PEOPLE, deputy)
    await town.linked("何伟")
    await town.issues("李敏", "今晚值守", "每人都要回复", "紧急")
    await town.presses("王芳", "收到")
    assert "还等本处其他人" in town.said("王芳", "今晚值守")[0].text
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,")
    assert "已收到 1/1" in town.said("王芳", "今晚值守")[0].text
    await town.presses("李强", "收到")
    await town.writes("陈刚", "代5栋收到", reply_to=town.said("陈刚", "今晚值守")[0])
    assert "3/7" in newest(town, "李敏").text


async def test_whoever_holds_several_posts_is_counted_once(town: Town) -> None:
    posts = [
        f"幸福社区,幸福里,{unit},王芳,13800001111" for unit in ("3栋,楼长", "3栋,成员", "4栋,楼长")
    ]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *posts, "幸福社区,幸福里,5栋,楼长,赵敏")
    await town.issues("李敏", "今晚值守", "每人都要回复", "紧急")
    assert "每人都要回复：0/6 人" in newest(town, "李敏").text
    await town.presses("王芳", "收到")
    assert "每人都要回复：1/6 人" in newest(town, "李敏").text
