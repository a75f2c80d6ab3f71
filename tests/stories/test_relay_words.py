"""A branch lead adds words of their own when passing on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.town import Town, labels

WATER = "今晚停水\n18:00–22:00 检修，请提醒本楼住户储水。"
SHOWN = "会这样转达给幸福里 3 栋：“请三楼也通知。——陈刚书记”"


async def asked(town: Town) -> None:
    """An instruction waits for the branches; one branch lead pressed 加一句再转达."""
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "加一句再转达")


def last(town: Town, name: str = "陈刚") -> Message:
    """The last message in somebody's chat, the bot's or theirs."""
    chat = town.person(name).private
    return [each for each in chat.history.values() if not each.deleted][-1]


async def test_the_words_are_shown_back_and_go_when_the_undo_time_is_over(town: Town) -> None:
    await asked(town)
    assert "请写下您要加的话，会和通知一起发给幸福里 3 栋。" in last(town).text
    assert labels(last(town)) == ["不加了，直接转达", "取消"]
    await town.writes("陈刚", "请三楼也通知。")
    assert last(town).text == f"#1 今晚停水\n{SHOWN}"
    assert labels(last(town)) == ["转达", "不加了，直接转达", "取消"]
    assert not town.said("陈刚", "请写下您要加的话"), "one message of it is enough"
    assert not town.said("王芳", "停水")

    await town.presses("陈刚", "转达", last(town))
    assert "20 秒后转达给幸福里 3 栋：“请三楼也通知。——陈刚书记”" in last(town).text
    assert labels(last(town)) == ["撤回"]
    assert "1/7" in town.said("李敏", "#1")[-1].text, "received, though not yet passed on"
    await town.pass_time(seconds=19, step=timedelta(seconds=19))
    assert not town.said("王芳", "停水")
    await town.pass_time(seconds=2, step=timedelta(seconds=2))
    card = town.said("王芳", "停水")[0]
    assert "陈刚书记附言：请三楼也通知。" in card.text
    assert "已转达 3 处，您的话也带到了，谢谢！" in last(town).text
    assert not labels(last(town))
    assert not town.said("周杰", "停水"), "the other branch has not passed it on"


async def test_taken_back_it_can_be_changed_and_sent_again(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    await town.presses("陈刚", "转达", last(town))
    assert await town.presses("陈刚", "撤回", last(town)) == "已撤回，没有人收到。"
    assert SHOWN in last(town).text
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水")
    await town.writes("陈刚", "四楼也要。")
    assert "“请三楼也通知。\n四楼也要。——陈刚书记”" in last(town).text
    await town.presses("陈刚", "转达", last(town))
    await town.pass_time(seconds=21)
    assert "陈刚书记附言：请三楼也通知。\n四楼也要。" in town.said("王芳", "停水")[0].text


@pytest.mark.parametrize("confirmed", [False, True])
@on_both
async def test_editing_ones_message_changes_the_words(town: Town, confirmed: bool) -> None:
    await asked(town)
    message = await town.writes("陈刚", "请三楼也通知。")
    shown = last(town)
    if confirmed:
        await town.presses("陈刚", "转达", shown)
        await town.pass_time(seconds=15, step=timedelta(seconds=15))
    town.person("陈刚").edit(message, "请四楼也通知。")
    await town.settle()
    assert "“请四楼也通知。——陈刚书记”" in shown.text
    if confirmed:
        await town.pass_time(seconds=15, step=timedelta(seconds=15))
        assert not town.said("王芳", "停水"), "what changed waits for its own undo time"
    else:
        await town.presses("陈刚", "转达", shown)
    await town.pass_time(seconds=21)
    assert "附言：请四楼也通知。" in town.said("王芳", "停水")[0].text

    town.person("陈刚").edit(message, "请五楼也通知。")
    await town.settle()
    assert "已经转达出去了" in last(town).text
    assert "四楼" in town.said("王芳", "停水")[0].text


@pytest.mark.parametrize("words", ["收到", "好的", "谢谢！", "👍", "不加了", "加一句再转达"])
async def test_answer_words_never_go_along(town: Town, words: str) -> None:
    await asked(town)
    await town.writes("陈刚", words)
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水")
    assert town.said("陈刚", "记上了") or "请写下您要加的话" in last(town).text
    assert "附言" not in "".join(each.text for each in town.person("陈刚").private.from_bot)


async def test_received_after_it_was_counted_shows_the_question_again(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "收到")
    assert "记上了：幸福里收到" in last(town).text
    await town.writes("陈刚", "好的")
    assert "请写下您要加的话" in last(town).text
    await town.writes("陈刚", "请三楼也通知。")
    assert SHOWN in last(town).text


@pytest.mark.parametrize("words", ["算了", "算了，不加了", "取消"])
@pytest.mark.parametrize("state", ["asked", "shown", "confirmed"])
async def test_never_mind_passes_nothing_on(town: Town, words: str, state: str) -> None:
    await asked(town)
    if state != "asked":
        await town.writes("陈刚", "请三楼也通知。")
    if state == "confirmed":
        await town.presses("陈刚", "转达", last(town))
    await town.writes("陈刚", words)
    assert "好的，没有转达" in last(town).text
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水")
    await town.writes("陈刚", "收到并转达", reply_to=town.said("陈刚", "【通知 #1】")[0])


async def test_taken_back_in_words_within_the_undo_time(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    await town.presses("陈刚", "转达", last(town))
    await town.writes("陈刚", "撤回")
    assert SHOWN in last(town).text
    assert labels(last(town)) == ["转达", "不加了，直接转达", "取消"]
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水")


@pytest.mark.parametrize("way", ["press", "write"])
async def test_cancelled_by_the_button_it_can_be_begun_anew(town: Town, way: str) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    if way == "press":
        await town.presses("陈刚", "取消", last(town))
    else:
        await town.writes("陈刚", "取消")
    assert "好的，没有转达" in last(town).text
    await town.presses("陈刚", "加一句再转达")
    assert "请写下您要加的话" in last(town).text
    await town.writes("陈刚", "四楼也要。")
    assert "“四楼也要。——陈刚书记”" in last(town).text


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("way", ["press", "write"])
async def test_without_words_it_passes_on_at_once(town: Town, way: str, shown: bool) -> None:
    await asked(town)
    if shown:
        await town.writes("陈刚", "请三楼也通知。")
    if way == "press":
        assert "已转达 3 处" in await town.presses("陈刚", "不加了，直接转达", last(town))
    else:
        await town.writes("陈刚", "不加了，直接转达")
    assert "附言" not in town.said("王芳", "停水")[0].text
    assert town.said("陈刚", "已转达 3 处，谢谢您！")


async def test_confirmed_in_words(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    await town.writes("陈刚", "转达")
    assert "秒后转达给幸福里 3 栋" in last(town).text
    await town.pass_time(seconds=21)
    assert "附言：请三楼也通知。" in town.said("王芳", "停水")[0].text


async def test_passed_on_plainly_meanwhile_the_sentence_gets_an_answer(town: Town) -> None:
    await asked(town)
    card = town.said("陈刚", "【通知 #1】")[0]
    assert "已转达 3 处" in await town.presses("陈刚", "收到并转达", card)
    assert town.said("王芳", "停水")
    message = await town.writes("陈刚", "请三楼也通知。")
    assert "您 09:00 已经转达了。您这句没来得及带上" in last(town).text
    assert last(town).reply_to == message
    assert "附言" not in town.said("王芳", "停水")[0].text
    await town.writes("陈刚", "请三楼也通知。")
    assert "请您过目" in last(town).text, "it becomes a notice of its own"


@pytest.mark.parametrize("state", ["asked", "shown", "confirmed"])
@on_both
async def test_passed_on_by_a_deputy_meanwhile(town: Town, state: str) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,,副书记,何伟",
                      "幸福社区,幸福里,3栋,楼长,王芳")  # fmt: skip
    await town.linked("何伟")
    await asked(town)
    message = None
    if state != "asked":
        message = await town.writes("陈刚", "请三楼也通知。")
    if state == "confirmed":
        await town.presses("陈刚", "转达", last(town))
    await town.presses("何伟", "收到并转达")
    assert "已由何伟副书记转达" in last(town).text
    assert ("没来得及带上" in last(town).text) == (state != "asked")
    if state == "confirmed":
        assert last(town).reply_to == message, "a new message rings"
    await town.pass_time(minutes=1)
    assert "附言" not in town.said("王芳", "停水")[0].text


async def test_passed_on_by_the_clock_meanwhile(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    shown = last(town)
    await town.pass_time(minutes=46)
    assert "已自动转达。您这句没来得及带上" in shown.text
    assert not labels(shown)


@on_both
@pytest.mark.parametrize("by", ["李敏", "周明"])
async def test_passed_on_over_their_head_meanwhile(town: Town, by: str) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    await town.writes(by, "/status")
    screen = town.person(by).private.from_bot[-1]
    for button in ("#1", "幸福里", "替他们转达"):
        await town.presses(by, button, screen)
    assert f"已由{by}" in last(town).text


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("end", ["撤回", "关闭"])
async def test_ended_meanwhile(town: Town, end: str, confirmed: bool) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    if confirmed:
        await town.presses("陈刚", "转达", last(town))
    await town.presses("李敏", end)
    await town.presses("李敏", "确定" + end)
    assert town.said("陈刚", "不用再转达，谢谢您！")
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水")
    await town.writes("陈刚", "四楼也要。")
    assert ("刚才撤回了" if end == "撤回" else "已经结束") in last(town).text or confirmed


async def test_who_lost_the_post_meanwhile_passes_nothing_on(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    shown = last(town)
    await town.presses("陈刚", "转达", shown)
    await town.roster("幸福社区,幸福里,,书记,何伟", "幸福社区,幸福里,3栋,楼长,王芳")
    await town.pass_time(seconds=21)
    assert town.said("陈刚", "这里已经不归您负责，没有转达")
    assert not town.said("王芳", "附言")


async def test_two_branches_of_one_lead_get_the_same_words(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚,13800138001", "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,和平苑,,书记,陈刚,13800138001", "幸福社区,和平苑,1栋,楼长,周杰",
    )  # fmt: skip
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    assert "会这样转达给幸福里、和平苑 2 栋" in last(town).text.replace(
        "和平苑、幸福里", "幸福里、和平苑"
    )
    await town.presses("陈刚", "转达", last(town))
    await town.pass_time(seconds=21)
    for name in ("王芳", "周杰"):
        assert "附言：请三楼也通知。" in town.said(name, "停水")[0].text
    assert "已转达 2 处" in last(town).text


async def test_too_many_words_are_said_so_and_nothing_is_lost(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "请三楼也通知。")
    await town.writes("陈刚", "很" * 300)
    assert "300" in last(town).text
    await town.presses("陈刚", "转达", town.said("陈刚", "会这样转达给")[0])
    await town.pass_time(seconds=21)
    assert "附言：请三楼也通知。" in town.said("王芳", "停水")[0].text


async def test_an_old_button_passes_no_other_words_on(town: Town) -> None:
    await asked(town)
    message = await town.writes("陈刚", "请三楼也通知。")
    data = next(each.target for row in last(town).buttons for each in row if each.text == "转达")
    town.person("陈刚").edit(message, "请四楼也通知。")
    await town.settle()
    town.person("陈刚").forge(last(town), data)
    await town.settle()
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水")


async def test_danger_is_heard_though_words_were_asked_for(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "3栋着火了")
    assert town.said("李敏", "着火了")
    assert not town.said("王芳", "停水")


async def test_words_about_troubles_are_shown_back(town: Town) -> None:
    await asked(town)
    await town.writes("陈刚", "人手不够的楼请马上告诉我")
    assert "会这样转达" in last(town).text
    assert not town.said("李敏", "人手不够")


async def test_on_the_branchs_card_in_a_group_it_leads_to_the_private_chat(town: Town) -> None:
    group = await town.group("书记群", ["幸福里"], ["陈刚", "王芳"])
    for unit, lead in (("3栋", "王芳"), ("4栋", "李强"), ("5栋", "赵敏")):
        await town.group(f"{unit}群", [unit], [lead])
    town.person("陈刚").block()
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    (card,) = town.said(group, "停水")
    assert labels(card) == ["收到并转达", "收到", "有困难", "加一句再转达"]
    assert "停水" not in last(town, "王芳").text
    await town.presses("王芳", "加一句再转达", card)
    assert not town.said("王芳", "请写下您要加的话"), "she may not pass it on"
    await town.presses("陈刚", "加一句再转达", card)
    assert town.person("陈刚").toasts[-1].url.endswith("?start=words_1")
    town.person("陈刚").unblock()
    town.person("陈刚").start("words_1")
    await town.settle()
    assert "请写下您要加的话，会和通知一起发给幸福里 3 栋。" in last(town).text
    await town.presses("陈刚", "加一句再转达", card)
    await town.writes("陈刚", "请三楼也通知。")
    await town.presses("陈刚", "转达", last(town))
    await town.pass_time(seconds=21)
    assert "陈刚书记附言：请三楼也通知。" in town.said("3栋群", "停水")[0].text
    before = last(town).id
    town.person("陈刚").start("words_1")
    await town.settle()
    assert "请写下" not in last(town).text
    assert last(town).id > before, "the greeting alone"
