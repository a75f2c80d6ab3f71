"""Forms: an instruction that asks something, filled in by chat, by reply and for others."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.conftest import PEOPLE
from tests.stories.town import Town

FLOOD = "防台排查\n请今天报齐。"
ASKS = "挡板到位：是/否\n低洼住户几户？\n沙袋（袋）"


async def _draft(town: Town, *buttons: str, asks: str = ASKS) -> None:
    await town.writes("李敏", FLOOD)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", asks)
    await town.presses("李敏", "好了")
    for button in buttons:
        await town.presses("李敏", button)


async def _sent(town: Town, asks: str = ASKS) -> None:
    """An urgent instruction with a form, so that all have it at once."""
    await _draft(town, "紧急", asks=asks)
    await town.presses("李敏", "发送")


async def _group(town: Town) -> tuple[DemoGroup, Message]:
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里", "3栋", "4栋", "5栋"], members)
    await _sent(town)
    return group, town.said(group, "防台排查")[0]


def _last(town: Town, name: str) -> Message:
    return town.person(name).private.from_bot[-1]


def _labels(message: Message) -> list[str]:
    return [each.text for row in message.buttons for each in row]


async def test_another_buildings_answers_are_not_taken_for_ones_own(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "5栋：是 3 20", to=group, reply_to=card)
    assert "这里请您报的是幸福里 3 栋，请点“填报”" in _last(town, "王芳").text
    await town.writes("李强", "5号楼 是 3户 沙袋20")
    assert "这里请您报的是幸福里 4 栋，请点“填报”" in _last(town, "李强").text
    await town.writes("李强", "4号楼 是 3户 沙袋20")
    assert "您报的是：挡板到位 是 · 低洼住户 3 户 · 沙袋 20 袋" in _last(town, "李强").text


async def test_who_passes_a_form_on_sees_what_will_be_asked(town: Town) -> None:
    await _draft(town, "发送")
    await town.pass_time(minutes=1)
    card = town.said("陈刚", "防台排查")[0]
    assert "请各楼填报：\n1. 挡板到位（是/否）" in card.text
    assert "填报" not in _labels(card)
    assert _labels(card)[0] == "收到并转达"


async def test_questions_are_typed_shown_back_and_taken_out(town: Town) -> None:
    await town.writes("李敏", FLOOD)
    await town.presses("李敏", "加问题")
    assert "一行一个，最多 8 个" in _last(town, "李敏").text
    await town.writes("李敏", ASKS)
    shown = _last(town, "李敏")
    assert (
        "1. 挡板到位｜是/否\n2. 低洼住户几户？｜数字，单位户\n3. 沙袋｜数字，单位袋" in shown.text
    )
    await town.writes("李敏", "租客身份证\n需要什么？")
    assert "“租客身份证”是住户的个人信息" in _last(town, "李敏").text
    await town.writes("李敏", "需要什么？")
    await town.presses("李敏", "✕ 4. 需要什么？")
    await town.presses("李敏", "好了")
    preview = _last(town, "李敏")
    assert "请填报：\n1. 挡板到位（是/否）\n2. 低洼住户几户？\n3. 沙袋（袋）" in preview.text
    assert "仅告知" not in _labels(preview), "who is asked something answers"


async def test_filled_in_question_by_question(town: Town) -> None:
    card = (await _group(town))[1]
    assert "请点“填报”，或按这个顺序回复这条。" in card.text
    assert _labels(card) == ["填报", "有困难"]
    told = await town.presses("王芳", "填报", card)
    assert told == "请到私聊里回答几个问题。"
    assert "1/3　挡板到位" in _last(town, "王芳").text
    await town.presses("王芳", "是")
    assert "2/3　低洼住户几户？" in _last(town, "王芳").text
    await town.presses("王芳", "3")
    await town.writes("王芳", "二十袋")
    look = _last(town, "王芳")
    assert "您报的是：挡板到位 是 · 低洼住户 3 户 · 沙袋 20 袋" in look.text
    assert "已收到 0/" in card.text, "nothing counts before it is handed in"
    await town.presses("王芳", "交上去")
    assert "王芳" in card.text
    summary = town.said("李敏", "已报")[0]
    assert "已报 1/5\n挡板到位：是 1\n低洼住户：共 3 户\n沙袋：共 20 袋" in summary.text
    await town.presses("王芳", "改一下")
    await town.presses("王芳", "改一下")
    await town.presses("王芳", "2. 低洼住户 3 户")
    await town.writes("王芳", "没有")
    await town.presses("王芳", "交上去")
    assert "低洼住户：共 0 户" in town.said("李敏", "已报")[0].text


async def test_a_reply_in_the_order_of_the_questions_counts(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "是 3 20", to=group, reply_to=card)
    await town.writes("李强", "收到，1没到位 2、没有 3.15袋", to=group, reply_to=card)
    assert "王芳" in card.text
    assert "李强" in card.text
    summary = town.said("李敏", "已报")[0]
    assert "已报 2/5\n挡板到位：是 1 · 否 1\n低洼住户：共 3 户\n沙袋：共 35 袋" in summary.text
    before = len(group.from_bot)
    await town.writes("赵敏", "是 3", to=group, reply_to=card)
    assert len(group.from_bot) == before, "what is in doubt is asked in private"
    assert "2/3　低洼住户几户？" in _last(town, "赵敏").text
    await town.writes("赵敏", "3户 10袋")
    assert "您报的是：挡板到位 是 · 低洼住户 3 户 · 沙袋 10 袋" in _last(town, "赵敏").text
    await town.writes("赵敏", "交上去")
    assert "已报 3/5" in town.said("李敏", "已报")[0].text


async def test_received_alone_opens_the_form_and_trouble_is_still_heard(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "收到", to=group, reply_to=card)
    assert "王芳" not in card.text
    assert "1/3　挡板到位" in _last(town, "王芳").text
    await town.writes("李强", "几点要报？", to=group, reply_to=card)
    assert town.said("陈刚", "几点要报？")
    await town.presses("赵敏", "有困难", card)
    assert "赵敏" in card.text, "trouble counts as received"
    await town.presses("赵敏", "填报", card)
    await town.writes("赵敏", "是 1 2")
    await town.presses("赵敏", "交上去")
    assert "已报 1/5" in town.said("李敏", "已报")[0].text


async def test_numbers_of_persons_are_not_kept(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "是 3 13812345678", to=group, reply_to=card)
    assert "这里没有保存" in _last(town, "王芳").text
    await town.presses("王芳", "填报", card)
    await town.writes("王芳", "身份证110101199003071234")
    assert "这里没有保存" in _last(town, "王芳").text
    assert await town.rows("filling_values", filling_id=1) == []
    assert "王芳" not in card.text


async def test_the_next_form_knows_the_last_answers_and_asks_back_what_is_far_off(
    town: Town,
) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "是 3 20", to=group, reply_to=card)
    await town.pass_time(hours=2, step=timedelta(hours=1))
    await _sent(town)
    again = town.said(group, "防台排查")[-1]
    await town.presses("王芳", "填报", again)
    first = _last(town, "王芳")
    assert "1/3　挡板到位（上次 是，3 月 2 日）" in first.text
    assert _labels(first) == ["同上次：是", "是", "否", "全部不变"]
    await town.presses("王芳", "全部不变")
    assert "您报的是：挡板到位 是 · 低洼住户 3 户 · 沙袋 20 袋" in _last(town, "王芳").text
    await town.presses("王芳", "改一下")
    await town.presses("王芳", "2. 低洼住户 3 户")
    await town.writes("王芳", "300")
    far = _last(town, "王芳")
    assert "低洼住户 300 户？上次是 3 户。" in far.text
    assert _labels(far) == ["是 300", "改一下"]
    await town.presses("王芳", "是 300")
    await town.presses("王芳", "交上去")
    assert "低洼住户：共 300 户（其中 1 处偏大，已核对）" in town.said("李敏", "已报")[-1].text


@on_both
async def test_somebody_above_fills_it_in_after_a_call(town: Town) -> None:
    await _group(town)
    await town.presses("李敏", "代填")
    screen = _last(town, "李敏")
    name = next(each for each in _labels(screen) if "3 栋" in each)
    await town.presses("李敏", name)
    assert "代填" in _last(town, "李敏").text
    await town.writes("李敏", "是 3 20")
    await town.presses("李敏", "交上去")
    assert "已报 1/5" in town.said("李敏", "低洼住户：共 3 户")[0].text
    rows = await town.rows("form_answers_below", instruction_id=1, path="", path_end="~")
    assert len(rows) == 3
    await town.writes("陈刚", "4栋：是 2 5", reply_to=town.said("陈刚", "防台排查")[0])
    await town.presses("陈刚", "交上去")
    assert "已报 2/5" in town.said("李敏", "低洼住户：共 5 户")[0].text


async def test_the_end_closes_what_is_being_filled_in(town: Town) -> None:
    card = (await _group(town))[1]
    await town.presses("王芳", "填报", card)
    form = _last(town, "王芳")
    await town.presses("李敏", "关闭")
    await town.presses("李敏", "确定关闭")
    assert "已经结束" in form.text
    assert _labels(form) == []


async def test_status_shows_the_sums_of_a_branch_and_the_file_the_answers(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("王芳", "是 3 20", to=group, reply_to=card)
    await town.writes("周杰", "否 1 2", reply_to=town.said("周杰", "防台排查")[0])
    await town.writes("陈刚", "/status")
    opened = next(each for each in _labels(_last(town, "陈刚")) if each.startswith("#1"))
    await town.presses("陈刚", opened)
    assert "已报 1/3\n挡板到位：是 1\n低洼住户：共 3 户\n沙袋：共 20 袋" in _last(town, "陈刚").text
    await town.writes("李敏", "/status")
    opened = next(each for each in _labels(_last(town, "李敏")) if each.startswith("#1"))
    await town.presses("李敏", opened)
    assert "已报 2/5\n挡板到位：是 1 · 否 1\n低洼住户：共 4 户" in _last(town, "李敏").text
    await town.presses("李敏", "CSV")
    file = _last(town, "李敏")
    assert file.media is not None
    table = file.media.file.data.decode("utf-8-sig").splitlines()
    assert table[0].endswith(",挡板到位,低洼住户几户？,沙袋 (袋)")
    rows = {line.split(",")[1]: line.split(",")[-3:] for line in table[1:]}
    assert rows["3栋"] == ["是", "3", "20"]
    assert rows["1栋"] == ["否", "1", "2"]
    assert rows["4栋"] == ["", "", ""]


async def test_two_buildings_are_asked_one_after_the_other(town: Town) -> None:
    known = [f"幸福社区,幸福里,{each}栋,楼长,王芳,13800001111" for each in (3, 4)]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *known, "幸福社区,幸福里,5栋,楼长,赵敏")
    await _sent(town, "低洼住户几户？\n挡板到位：是/否")
    card = town.said("王芳", "防台排查")[0]
    await town.writes("王芳", "3 是", reply_to=card)
    look = _last(town, "王芳")
    assert "3 栋" in look.text, "which of the two is meant is shown before it counts"
    assert "您报的是：低洼住户 3 户 · 挡板到位 是" in look.text
    await town.presses("王芳", "交上去")
    assert "1/2　低洼住户几户？" in _last(town, "王芳").text
    assert "4 栋" in _last(town, "王芳").text
    await town.writes("王芳", "没有 否")
    await town.presses("王芳", "交上去")
    assert "低洼住户：共 3 户\n挡板到位：是 1 · 否 1" in town.said("李敏", "已报")[0].text


async def test_who_cannot_be_written_to_is_led_to_the_private_chat(town: Town) -> None:
    group, card = await _group(town)
    town.person("王芳").block()
    await town.settle()
    await town.writes("王芳", "是 3", to=group, reply_to=card)
    assert group.from_bot[-1].text == "谢谢！这条麻烦点上面的“填报”。"
    await town.presses("王芳", "填报", card)
    town.person("王芳").unblock()
    town.person("王芳").start("form_1")
    await town.settle()
    assert "1/3　挡板到位" in _last(town, "王芳").text


async def test_no_press_says_a_number_that_cannot_be_added_up(town: Town) -> None:
    await _sent(town, "沙袋（袋）")
    await town.presses("王芳", "填报", town.said("王芳", "防台排查")[0])
    for number in (8 * 10**15, 4):
        shown = _last(town, "王芳")
        data = shown.button("4").target
        town.person("王芳").forge(shown, f"{data.rpartition(':')[0]}:{number}")
        await town.settle()
        assert ("您报的是" in _last(town, "王芳").text) == (number == 4)


@on_both
async def test_other_kinds_of_questions(town: Town) -> None:
    asks = ("电梯：正常/停运/检修", "缺什么：沙袋/水泵/手电（可多选）", "检修（日期）")
    await _sent(town, "\n".join((*asks, "积水（厘米，0-50）", "备注")))
    card = town.said("王芳", "防台排查")[0]
    await town.presses("王芳", "填报", card)
    await town.presses("王芳", "停运")
    await town.presses("王芳", "☐ 沙袋")
    await town.presses("王芳", "☐ 手电")
    await town.presses("王芳", "选好了")
    await town.writes("王芳", "不知道")
    assert "没看出是哪一天" in _last(town, "王芳").text
    await town.presses("王芳", "昨天")
    await town.presses("王芳", "打数字")
    await town.writes("王芳", "60")
    assert "积水 60 厘米？" in _last(town, "王芳").text
    await town.presses("王芳", "改一下")
    await town.writes("王芳", "30厘米")
    await town.writes("王芳", "三楼灯坏了")
    look = _last(town, "王芳").text
    assert "电梯 停运 · 缺什么 沙袋、手电 · 检修 3 月 1 日 · 积水 30 厘米 · 备注 三楼灯坏了" in look
    await town.presses("王芳", "交上去")
    summary = town.said("李敏", "已报")[0].text
    assert "电梯：停运 1\n缺什么：沙袋 1 · 手电 1\n积水：共 30 厘米" in summary


async def test_routine_and_reminders(town: Town) -> None:
    """A branch passes it on; who is silent is reminded of the form, and opens it from there."""
    await _draft(town)
    await town.presses("李敏", "发送")
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    await town.pass_time(minutes=1)
    assert _labels(town.said("王芳", "防台排查")[0]) == ["填报", "有困难"]
    await town.pass_time(minutes=31, step=timedelta(minutes=5))
    chase = town.said("王芳", "还等您填报")[-1]
    assert _labels(chase) == ["填报", "有困难"]
    await town.presses("王芳", "填报", chase)
    await town.writes("王芳", "是 3 20")
    await town.presses("王芳", "交上去")
    assert "已报 1/5" in town.said("李敏", "已报")[0].text


@on_both
async def test_a_correction_is_looked_at_before_answers_count(town: Town) -> None:
    card = (await _group(town))[1]
    await town.presses("王芳", "填报", card)
    await town.writes("王芳", "是 3 20")
    await town.pass_time(minutes=1)
    await town.presses("李敏", "更正")
    await town.writes("李敏", "防台排查\n请中午前报齐。")
    await town.presses("李敏", "发送")
    assert await town.presses("王芳", "交上去") == "通知更正过，请再看一眼。"
    assert "已报 0/5" in town.said("李敏", "已报")[0].text
    await town.presses("王芳", "交上去")
    assert "已报 1/5" in town.said("李敏", "已报")[0].text
    assert "王芳" in card.text


async def test_a_branch_sees_what_it_adds_up_before_the_office_does(town: Town) -> None:
    """On its lead's own card, live."""
    group, card = await _group(town)
    own = town.said("陈刚", "防台排查")[0]
    assert "已报" not in own.text
    for name, words in (("王芳", "是 3 20"), ("李强", "否 0 5")):
        await town.writes(name, words, to=group, reply_to=card)
    assert "已报 2/3\n挡板到位：是 1 · 否 1\n低洼住户：共 3 户\n沙袋：共 25 袋" in own.text
    assert "都报齐了" not in own.text
    await town.writes("赵敏", "是 2 0", to=group, reply_to=card)
    assert "幸福里都报齐了，谢谢！合起来是：\n已报 3/3" in own.text


async def test_a_lead_whose_card_stands_in_the_group_is_told_once(town: Town) -> None:
    below = await town.group("幸福里楼长群", ["3栋", "4栋", "5栋"], ["王芳", "李强", "赵敏"])
    group = await town.group("幸福里支部", ["幸福里"], ["陈刚"])
    await _draft(town, "发送")
    await town.pass_time(minutes=1)
    await town.presses("陈刚", "收到并转达", town.said(group, "防台排查")[0])
    await town.pass_time(minutes=1)
    card = town.said(below, "防台排查")[0]
    for name, words in (("王芳", "是 3 20"), ("李强", "否 0 5"), ("赵敏", "是 2 0")):
        await town.writes(name, words, to=below, reply_to=card)
    told = town.said("陈刚", "幸福里都报齐了")
    assert [each.text.splitlines()[0] for each in told] == ["#1 防台排查"]
    await town.writes("赵敏", "是 4 0", to=below, reply_to=card)
    assert town.said("陈刚", "幸福里都报齐了") == told
    assert "低洼住户：共 7 户" in told[0].text
    assert "都报齐了" not in "".join(each.text for each in group.from_bot)
    await town.presses("陈刚", "看详情", told[0])


async def test_a_number_of_buildings_is_an_answer_and_kept_with_its_chat(town: Town) -> None:
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里", "3栋", "4栋", "5栋"], members)
    await _sent(town, "停水几栋？\n水车（辆）")
    card = town.said(group, "防台排查")[0]
    await town.writes("王芳", "4栋 2辆", to=group, reply_to=card)
    assert "您报的是：停水 4 栋 · 水车 2 辆" in _last(town, "王芳").text
    await town.presses("王芳", "交上去")
    await town.writes("李强", "1 2", to=group, reply_to=card)
    chats = await town.app.database.read(_answered_in, None)
    assert chats == [town.person("王芳").private.id, group.id]


def _answered_in(tx: Tx, _query: None, _now: datetime) -> list[int]:
    found = tx.connection.execute("SELECT chat_id FROM acknowledgement ORDER BY id")
    return [row["chat_id"] for row in found.fetchall()]


async def test_figures_typed_before_linking_are_asked_for_afterwards(town: Town) -> None:
    rows = (*PEOPLE, "幸福社区,幸福里,6栋,楼长,钱进", "幸福社区,幸福里,7栋,楼长,郑洁")
    await town.roster(*rows)
    units = ["幸福里", "3栋", "4栋", "5栋", "6栋", "7栋"]
    group = await town.group("幸福里楼长群", units, ["陈刚", "钱进", "郑洁"])
    await _sent(town)
    card = town.said(group, "防台排查")[0]
    for name, words in (("钱进", "是 3 20"), ("郑洁", "否 3 20")):
        await town.writes(name, words, to=group, reply_to=card)
        assert "您的话我先记着" in group.from_bot[-1].text
        await town.linked(name)
        assert town.said(name, "您刚才报的还没记上")
        assert "1/3　挡板到位" in town.said(name, "1/3")[-1].text
        await town.writes(name, words)
        await town.presses(name, "交上去")
    assert "已报 2/7\n挡板到位：是 1 · 否 1" in town.said("李敏", "已报")[0].text


async def test_unchanged_where_nothing_is_known_opens_the_form(town: Town) -> None:
    await _sent(town)
    for name, words in (("王芳", "同上次"), ("李强", "无变化")):
        await town.writes(name, words, reply_to=town.said(name, "防台排查")[0])
        assert "1/3　挡板到位" in _last(town, name).text, words
    assert not town.said("陈刚", "无变化"), "nobody above is troubled with it"


async def test_figures_that_come_after_the_end_are_told_so_and_change_nothing(town: Town) -> None:
    await _sent(town)
    card = town.said("王芳", "防台排查")[0]
    await town.writes("王芳", "是 3 20", reply_to=card)
    await town.presses("李敏", "关闭")
    await town.presses("李敏", "确定关闭")
    for name, words in (("王芳", "否 9 9"), ("李强", "否 9 9")):
        await town.writes(name, words, reply_to=town.said(name, "防台排查")[0])
        assert "已经结束" in _last(town, name).text
    rows = await town.rows("form_answers_below", instruction_id=1, path="", path_end="~")
    assert [row["value"] for row in rows] == ["yes", "3", "20"]
    await town.writes("李强", "今天水压很低", reply_to=town.said("李强", "防台排查")[0])
    assert "还没有转给任何人" in _last(town, "李强").text, "other words can still be passed on"


async def test_one_reply_answers_for_each_of_several_buildings(town: Town) -> None:
    known = [f"幸福社区,幸福里,{each}栋,楼长,王芳,13800001111" for each in (3, 4)]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *known, "幸福社区,幸福里,5栋,楼长,赵敏")
    await _sent(town)
    card = town.said("王芳", "防台排查")[0]
    await town.writes("王芳", "3栋 是 3 20；4栋：否 0 5", reply_to=card)
    assert "记上了：3、4 栋收到。" in _last(town, "王芳").text
    assert "已报 2/5\n挡板到位：是 1 · 否 1\n低洼住户：共 3 户\n沙袋：共 25 袋" in (
        town.said("李敏", "已报")[0].text
    )
    await town.writes("王芳", "3幢是 4 20\n4幢否 1 w", reply_to=card)
    assert "低洼住户：共 4 户" in town.said("李敏", "已报")[0].text, "what is clear counts"
    assert "4 栋\n" in _last(town, "王芳").text
    await town.writes("王芳", "3栋 是 9 9；5栋 是 9 9", reply_to=card)
    assert "低洼住户：共 4 户" in town.said("李敏", "已报")[0].text, "5 is another's"


async def test_somebody_above_types_for_several_buildings_at_once(town: Town) -> None:
    group, card = await _group(town)
    await town.writes("陈刚", "3栋：是 3 20，4栋：否 0 5", to=group, reply_to=card)
    first, second = town.person("陈刚").private.from_bot[-2:]
    assert "代填 4 栋\n您报的是：挡板到位 否 · 低洼住户 0 户 · 沙袋 5 袋" in first.text
    assert "代填 3 栋\n您报的是：挡板到位 是 · 低洼住户 3 户 · 沙袋 20 袋" in second.text
    for look in (second, first):
        await town.presses("陈刚", "交上去", look)
    assert "已报 2/5\n挡板到位：是 1 · 否 1\n低洼住户：共 3 户" in town.said("李敏", "已报")[0].text


async def test_a_change_that_is_not_understood_opens_what_was_reported(town: Town) -> None:
    await _sent(town)
    card = town.said("王芳", "防台排查")[0]
    await town.writes("王芳", "是 3 20", reply_to=card)
    await town.writes("王芳", "不对，是 7 20", reply_to=card)
    shown = _last(town, "王芳")
    assert "您报的是：挡板到位 是 · 低洼住户" in shown.text
    assert _labels(shown) == ["交上去", "改一下"]
    assert "低洼住户：共 3 户" in town.said("李敏", "已报")[0].text, "nothing counts unseen"
