"""What is said while a form is open, by whom, and what becomes of it."""

from __future__ import annotations

from bot.demo.botapi.messages import Message
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town, labels, newest

ASKS = "低洼住户几户？\n沙袋（袋）"
ROSTER = (
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳,13800001111",
    "幸福社区,幸福里,4栋,楼长,",
    "幸福社区,幸福里,5栋,楼长,赵敏",
)


async def _sent(town: Town, asks: str = ASKS, *buttons: str, text: str = "防台排查") -> None:
    await town.writes("李敏", f"{text}\n请今天报齐。")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", asks)
    for each in ("好了", *buttons, "紧急", "发送"):
        await town.presses("李敏", each)


def _card(town: Town, name: str, part: str = "防台排查") -> Message:
    return town.said(name, part)[0]


async def _proxy(town: Town, name: str, unit: str) -> None:
    await town.presses(name, "代填")
    await town.presses(name, next(each for each in labels(newest(town, name)) if unit in each))


async def test_what_answers_nothing_is_heard_as_trouble(town: Town) -> None:
    await _sent(town)
    await town.presses("王芳", "填报", _card(town, "王芳"))
    await town.writes("王芳", "好的")
    assert "没看出是多少" in newest(town, "王芳").text
    for words in ("人手不够", "停电了", "有小孩掉河里了", "顶不住了，快派人"):
        await town.writes("王芳", words)
        assert town.said("陈刚", words), words
    await town.writes("王芳", "3户 20袋")
    assert "低洼住户 3 户 · 沙袋 20 袋" in newest(town, "王芳").text


async def test_a_reply_belongs_to_the_message_it_replies_to(town: Town) -> None:
    await _sent(town)
    await _sent(town, "积水（厘米）\n水泵（台）", text="第二张表")
    await town.issues("李敏", "今晚停水", "紧急")
    await town.presses("王芳", "填报", _card(town, "王芳"))
    await town.writes("王芳", "我们3户没接到通知", reply_to=_card(town, "王芳", "今晚停水"))
    assert town.said("陈刚", "没接到通知")
    await town.writes("王芳", "几点前要报？", reply_to=_card(town, "王芳"))
    assert town.said("陈刚", "几点前要报")
    await town.writes("王芳", "7", reply_to=_card(town, "王芳"))
    assert "沙袋" in newest(town, "王芳").text, "the answer to what was asked"
    await town.writes("王芳", "30 2", reply_to=_card(town, "王芳", "第二张表"))
    assert any("已报 1/5\n积水：共 30 厘米" in each.text for each in town.said("李敏", "已报"))


async def test_somebody_above_says_received_and_the_form_opens(town: Town) -> None:
    await _sent(town)
    await town.writes("陈刚", "代4栋收到", reply_to=_card(town, "陈刚"))
    assert "4 栋" in newest(town, "陈刚").text
    assert "低洼住户" in newest(town, "陈刚").text
    assert "记上了" not in newest(town, "陈刚").text
    await town.writes("陈刚", "2 5")
    await town.presses("陈刚", "交上去")
    assert "已报 1/5" in town.said("李敏", "已报")[-1].text


async def test_a_notice_can_be_written_beside_an_open_form(town: Town) -> None:
    await _sent(town)
    await _proxy(town, "李敏", "3 栋")
    form = newest(town, "李敏")
    await town.writes("李敏", "北门水管爆了，马上关闸，今晚全部停水，请各位通知到户")
    assert "请您过目" in newest(town, "李敏").text
    await town.presses("李敏", "取消")
    await town.presses("李敏", "代填")
    named = newest(town, "李敏")
    await town.writes("周明", "/status")
    await town.presses("周明", "#1")
    await town.presses("周明", "关闭")
    await town.presses("周明", "确定关闭")
    assert "已经结束" in form.text
    pick = next(each for each in labels(named) if "4 栋" in each)
    assert "已经结束" in await town.presses("李敏", pick, named)


async def test_a_short_notice_is_not_lost_in_an_open_form(town: Town) -> None:
    await _sent(town)
    await _proxy(town, "李敏", "3 栋")
    await town.writes("李敏", "停水")
    told = newest(town, "李敏")
    assert "没看出是多少" in told.text
    assert labels(told) == ["写成通知"]
    await town.presses("李敏", "写成通知", told)
    assert "【通知】停水" in newest(town, "李敏").text
    assert "已写成草稿" in told.text
    assert not labels(told)
    await town.presses("李敏", "取消")
    await town.writes("王芳", "停水")
    assert "写成通知" not in labels(newest(town, "王芳")), "who writes no notices is offered none"


async def test_a_form_of_a_former_unit_is_left(town: Town) -> None:
    await town.roster(*ROSTER)
    await _sent(town)
    await town.presses("王芳", "填报", _card(town, "王芳"))
    form = newest(town, "王芳")
    moved = ("幸福社区,幸福里,3栋,楼长,", "幸福社区,幸福里,4栋,楼长,王芳,13800001111")
    await town.roster(ROSTER[0], *moved, ROSTER[3])
    assert "低洼住户几户" not in form.text
    await town.writes("王芳", "3 20")
    assert "已报 1/5" in town.said("李敏", "已报")[-1].text


async def test_two_who_fill_in_the_same_form_undo_nothing(town: Town) -> None:
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟")
    await _sent(town)
    await _proxy(town, "李敏", "3 栋")
    await town.writes("李敏", "9 20")
    await town.writes("王芳", "3 20", reply_to=_card(town, "王芳"))
    await town.presses("王芳", "填报", _card(town, "王芳"))
    assert "有人报过了" in await town.presses("李敏", "交上去")
    look = newest(town, "李敏").text
    assert "您报的是：低洼住户 9 户 · 沙袋 20 袋\n现在记着的是：低洼住户 3 户" in look
    assert "低洼住户：共 3 户" in town.said("李敏", "已报")[-1].text
    await town.writes("何伟", "3 50", reply_to=_card(town, "何伟"))
    await town.writes("王芳", "/facts")
    await town.presses("王芳", "改 沙袋")
    await town.writes("王芳", "99")
    await town.presses("王芳", "改一下")
    await town.presses("王芳", "1. 低洼住户 3 户")
    await town.writes("王芳", "4")
    await town.presses("王芳", "交上去")
    assert "低洼住户：共 4 户\n沙袋：共 50 袋" in town.said("李敏", "已报")[-1].text
    await town.writes("王芳", "/facts")
    assert "沙袋 99 袋" in newest(town, "王芳").text, "it was not said again"


async def test_a_corrected_form_is_handed_in_again(town: Town) -> None:
    await _sent(town)
    for name in ("王芳", "李强"):
        await town.writes(name, "3 20", reply_to=_card(town, name))
    await town.presses("李敏", "更正")
    await town.writes("李敏", "防台排查\n改到中午。")
    await town.presses("李敏", "发送")
    assert "麻烦按新内容再填报一次" in town.said("王芳", "更正")[-1].text
    sums = "低洼住户：共 6 户\n沙袋：共 40 袋"
    shown = town.said("李敏", "已报")[-1].text
    assert f"已报 0/5\n{sums}\n以上含更正前报的数。" in shown
    await town.presses("王芳", "填报", _card(town, "王芳"))
    assert "没改的是更正前报的" in newest(town, "王芳").text
    await town.presses("王芳", "交上去")
    assert f"已报 1/5\n{sums}\n以上含" in town.said("李敏", "已报")[-1].text
    await town.writes("李强", "3 20", reply_to=_card(town, "李强"))
    shown = town.said("李敏", "已报")[-1].text
    assert f"已报 2/5\n{sums}" in shown
    assert "更正前" not in shown


async def test_what_is_far_off_is_confirmed_in_words_too(town: Town) -> None:
    await _sent(town, "积水（厘米，0-50）")
    for name, words in (("王芳", "是"), ("李强", "60"), ("赵敏", "对的")):
        await town.writes(name, "60", reply_to=_card(town, name))
        assert "积水 60 厘米？" in newest(town, name).text
        await town.writes(name, words)
        assert "交上去" in labels(newest(town, name)), words
