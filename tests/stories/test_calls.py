"""电话联系: whoever has no Telegram is called by the one above, and what came of it stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.callback import Action, pack
from bot.store.cascade import calls
from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.town import Town, labels, newest

STORM = "台风红色预警\n今晚不要出门。"
FILES = ("Excel 表", "CSV")
WITHOUT = (
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,郑洁,13800138003",
    "幸福社区,幸福里,4栋,楼长,何平,13800138004",
    "幸福社区,幸福里,5栋,楼长,孙明,13800138005",
)


async def by_phone(town: Town, *seats: str) -> None:
    """陈刚 says of these that they have no Telegram."""
    await town.roster(*WITHOUT)
    for seat in seats:
        await town.writes("陈刚", "/roster")
        await town.presses("陈刚", seat.split()[0] + " 栋", newest(town, "陈刚"))
        await town.presses("陈刚", f"楼长 {seat.split()[1]}", newest(town, "陈刚"))
        await town.presses("陈刚", "电话联系", newest(town, "陈刚"))


async def test_one_list_of_calls_at_once_when_urgent(town: Town) -> None:
    await by_phone(town, "3 郑洁", "4 何平")
    seat = newest(town, "陈刚")
    assert seat.text.splitlines()[-1] == "楼长 何平 138****8004 · 电话联系"
    assert labels(seat)[0] == "拨打"
    await town.writes("陈刚", "/gaps")
    assert "未认领 1" in newest(town, "陈刚").text, "5 栋 alone"
    await town.writes("李敏", STORM)
    assert "要打电话 2 栋" in newest(town, "李敏").text
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "发送")
    (listed,) = town.said("陈刚", "请打电话（")
    assert listed.text.splitlines() == [
        "请打电话（2 位）：",
        "3 栋 郑洁",
        "4 栋 何平",
        "【紧急通知 #1】台风红色预警",
        "今晚不要出门。",
    ]
    assert labels(listed) == ["打给郑洁", "打给何平"]

    await town.presses("陈刚", "打给郑洁", listed)
    call = newest(town, "陈刚")
    assert call.text.splitlines()[:2] == ["3 栋 郑洁楼长", "+86 138 0013 8003"]
    assert labels(call) == ["已通知", "没人接", "号码错", "不再担任", "外出到…"]
    assert await town.presses("陈刚", "没人接", call) == "记下了。"
    assert call.text == "3 栋 郑洁楼长：今天没人接过 1 次，名单上还留着。"
    assert "138 0013" not in call.text
    assert "3 栋 郑洁（今天没人接过 1 次）" in listed.text
    await town.presses("陈刚", "再打一次", call)
    assert await town.presses("陈刚", "已通知") == "记上了：代答 1 处。谢谢您！"
    assert "郑洁" not in listed.text

    await town.presses("陈刚", "打给何平", listed)
    await town.presses("陈刚", "已通知")
    assert listed.text == "#1 的电话都打完了，辛苦您！"
    shown = await town.rows("audit_lines", after=0, most=500)
    assert [row["action"] for row in shown].count("phone.show") == 3


async def test_a_call_that_finds_the_roster_wrong_ends_in_a_change_of_it(town: Town) -> None:
    await by_phone(town, "3 郑洁", "4 何平", "5 孙明")
    await town.issues("李敏", STORM, "紧急")
    (listed,) = town.said("陈刚", "请打电话（")
    await town.presses("陈刚", "打给郑洁", listed)
    await town.presses("陈刚", "不再担任")
    left = newest(town, "陈刚")
    assert labels(left) == ["换人", "空出", "再打一次"]
    assert "3 栋 郑洁（不再担任）" in listed.text
    assert labels(listed)[0] == "换人 3 栋"
    await town.presses("陈刚", "空出", left)
    await town.presses("陈刚", "确定")
    assert "郑洁" not in listed.text
    assert "3 栋暂无楼长" in town.said("陈刚", "李敏专员")[0].text

    await town.presses("陈刚", "打给何平", listed)
    await town.presses("陈刚", "号码错")
    wrong = newest(town, "陈刚")
    assert labels(wrong) == ["改电话", "换人", "再打一次"]
    await town.presses("陈刚", "改电话", wrong)
    await town.writes("陈刚", "13900139004")
    await town.presses("陈刚", "确定")
    assert "4 栋 何平\n" in listed.text
    await town.presses("陈刚", "打给何平", listed)
    assert "+86 139 0013 9004" in newest(town, "陈刚").text

    await town.presses("陈刚", "打给孙明", listed)
    away = newest(town, "陈刚")
    await town.presses("陈刚", "外出到…", away)
    assert labels(away)[:2] == ["到今天", "到明天"]
    await town.presses("陈刚", "到明天", away)
    assert away.text == "5 栋 孙明楼长：请假，记下了。"
    assert "孙明" not in listed.text

    await town.issues("李敏", "明天停电\n请备好手电。", "紧急")
    again = town.said("陈刚", "请打电话（")[-1]
    assert again.text.splitlines()[:2] == ["请打电话（1 位）：", "4 栋 何平"], "nobody who is gone"


@on_both
async def test_routine_calls_are_asked_for_at_the_first_step(town: Town) -> None:
    await by_phone(town, "3 郑洁")
    await town.issues("李敏", "今晚停水\n请储水。")
    await town.pass_time(minutes=1)
    await town.presses("陈刚", "收到并转达", town.said("陈刚", "停水")[0])
    assert not town.said("陈刚", "请打电话（")
    await town.pass_time(minutes=31, step=timedelta(minutes=5))
    (listed,) = town.said("陈刚", "请打电话（")
    assert "3 栋 郑洁" in listed.text
    await town.linked("郑洁")
    assert "3 栋 郑洁" not in listed.text, "now they have Telegram"


async def test_a_reader_who_is_taken_out_or_away_is_left_alone_at_once(town: Town) -> None:
    await by_phone(town, "3 郑洁")
    await town.issues("李敏", STORM, "紧急")
    (listed,) = town.said("陈刚", "请打电话（")
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "书记 陈刚", "停用", "确定"):
        await town.presses("李敏", button, newest(town, "李敏"))
    assert not town.said("陈刚", "请打电话（"), "the number of nobody is theirs to call any more"
    assert "感谢您的付出" in town.said("陈刚", "台风")[-1].text
    (theirs,) = town.said("李敏", "请打电话（")
    assert "幸福里 3 栋 郑洁" in theirs.text
    town.person("陈刚").forge(listed, listed.button("打给郑洁").target)
    await town.settle()
    assert not town.said("陈刚", "138 0013 8003")
    count = len(town.person("陈刚").private.from_bot)
    await town.pass_time(minutes=31, step=timedelta(minutes=5))
    assert len(town.person("陈刚").private.from_bot) == count, "nothing rings for them any more"

    await town.writes("李敏", "/roster")
    for button in ("幸福里", "书记 空缺", "恢复 陈刚", "确定"):
        await town.presses("李敏", button, newest(town, "李敏"))
    assert "还等：" in town.said("陈刚", "台风")[-1].text, "back, with what is open"

    await town.writes("李敏", "请假")
    await town.presses("李敏", "到明天")
    assert not town.said("李敏", "请打电话（")
    assert "3 栋 郑洁" in town.said("陈刚", "请打电话（")[-1].text


async def test_a_number_comes_with_no_notice_that_does_not_ask_them(town: Town) -> None:
    await by_phone(town, "3 郑洁")
    await town.writes("孙丽", "和平苑的事\n别人不看。")
    await town.presses("孙丽", "发送")
    await town.writes("李敏", "草稿一份\n还没发出。")
    await town.pass_time(minutes=1)
    seat = newest(town, "陈刚")
    (row,) = await town.rows("members_by_phone", phone="+8613800138003")
    for number in (1, 2, 99):
        town.person("陈刚").forge(seat, pack(Action.DIAL, row["member_id"], number))
        await town.settle()
        assert newest(town, "陈刚").text.splitlines() == [
            "3 栋 郑洁楼长",
            "+86 138 0013 8003",
            "打完请点一下结果。",
        ]


async def test_a_number_stands_no_longer_than_it_is_needed_or_allowed(town: Town) -> None:
    await by_phone(town, "3 郑洁", "4 何平")
    await town.presses("陈刚", "拨打", newest(town, "陈刚"))
    call = newest(town, "陈刚")
    await town.pass_time(minutes=59, step=timedelta(minutes=30))
    assert "+86 138 0013 8004" in call.text
    await town.pass_time(minutes=2)
    assert call.text == "4 栋 何平楼长\n号码已收起。\n打完请点一下结果。"
    await town.presses("陈刚", "再打一次", call)
    again = newest(town, "陈刚")
    assert "+86 138 0013 8004" in again.text
    await town.roster("幸福社区,幸福里,,书记,周杰", *WITHOUT[1:])
    assert again.text == "何平楼长", "陈刚 leads the branch no more"
    assert not town.said("陈刚", "138 0013")


async def test_what_the_caller_may_not_mend_goes_to_whoever_may(town: Town) -> None:
    await by_phone(town, "3 郑洁", "4 何平")
    await town.roster("幸福社区,幸福里,,书记,", "幸福社区,幸福里,,副书记,郑丽", *WITHOUT[1:])
    await town.linked("郑丽")
    await town.issues("李敏", STORM, "紧急")
    (listed,) = town.said("郑丽", "请打电话（")
    await town.presses("郑丽", "打给郑洁", listed)
    call = newest(town, "郑丽")
    await town.presses("郑丽", "不再担任", call)
    assert call.text == "3 栋 郑洁楼长：不再担任，已转告李敏专员。"
    assert labels(call) == ["再打一次"], "a deputy replaces nobody"
    assert labels(listed) == ["打给郑洁", "打给何平"], "and may call them again"
    told = newest(town, "李敏")
    assert told.text == "郑丽副书记打过电话：\n幸福里 3 栋 郑洁楼长：不再担任。换成谁？"
    assert labels(told) == ["换人", "空出", "再打一次"]

    await town.presses("郑丽", "打给何平", listed)
    call = newest(town, "郑丽")
    await town.presses("郑丽", "外出到…", call)
    assert labels(call)[:2] == ["到今天", "到明天"], "a deputy may put them on leave"
    await town.presses("郑丽", "再打一次", town.said("郑丽", "已转告")[0])
    await town.presses("郑丽", "号码错")
    assert "号码错，已转告李敏专员" in newest(town, "郑丽").text
    assert labels(newest(town, "李敏")) == ["改电话", "换人", "再打一次"]


async def test_of_more_than_ten_everybodys_turn_comes(town: Town) -> None:
    numbers = range(3, 16)
    rows = [f"幸福社区,幸福里,{n}栋,楼长,电话{n},138001380{n:02d}" for n in numbers]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *rows)

    def mark(tx: Tx, _none: None, _now: datetime) -> None:
        for n in numbers:
            member = tx.need("members_by_phone", phone=f"+86138001380{n:02d}")["member_id"]
            calls.set_by_phone(tx, member, by_phone=True)

    await town.app.database.transact(mark, None)
    await town.issues("李敏", STORM, "紧急")
    (listed,) = town.said("陈刚", "请打电话（")
    assert labels(listed)[-4:] == ["打给电话12", "下一页 ›", *FILES]
    assert "第 1 页，共 2 页" in listed.text
    await town.presses("陈刚", "下一页 ›", listed)
    assert labels(listed) == ["打给电话13", "打给电话14", "打给电话15", "‹ 上一页", *FILES]
    await town.presses("陈刚", "‹ 上一页", listed)
    for n in (3, 4, 5):
        await town.presses("陈刚", f"打给电话{n}", listed)
        await town.presses("陈刚", "没人接")
    first = [f"打给电话{n}" for n in range(6, 16)]
    assert labels(listed) == [*first, "下一页 ›", *FILES], "those not tried come first"
    await town.presses("陈刚", "打给电话6", listed)
    await town.presses("陈刚", "没人接")
    assert labels(listed)[-4] == "打给电话3", "then whoever was tried longest ago"


async def test_a_slip_is_put_right_by_another_call_and_stays_on_no_further_list(town: Town) -> None:
    await by_phone(town, "3 郑洁", "4 何平")
    await town.issues("李敏", STORM, "紧急")
    (listed,) = town.said("陈刚", "请打电话（")
    for name in ("郑洁", "何平"):
        await town.presses("陈刚", f"打给{name}", listed)
        await town.presses("陈刚", "不再担任")
    assert labels(listed) == ["换人 3 栋", "换人 4 栋"]
    await town.presses("陈刚", "再打一次")
    await town.presses("陈刚", "已通知")
    assert "何平" not in listed.text
    await town.pass_time(minutes=1)
    await town.issues("李敏", "明天停电\n请备好手电。", "紧急")
    again = town.said("陈刚", "请打电话（")[-1]
    assert again.text.splitlines()[1:3] == ["3 栋 郑洁", "4 栋 何平"]
    assert labels(again) == ["打给郑洁", "打给何平"], "it is asked again"


async def test_a_list_goes_on_where_its_reader_cannot_be_written_to_any_more(town: Town) -> None:
    await by_phone(town, "3 郑洁")
    await town.issues("李敏", STORM, "紧急")
    assert not town.said("李敏", "请打电话（")
    town.person("陈刚").block()
    await town.settle()
    (theirs,) = town.said("李敏", "请打电话（")
    assert labels(theirs) == ["打给郑洁"]
    await town.writes("李敏", "解绑")
    await town.presses("李敏", "确定解绑")
    assert town.said("周明", "请打电话（"), "the supervisor is the next who may call"


async def test_the_whole_text_is_there_to_be_read_out(town: Town) -> None:
    await by_phone(town, "3 郑洁")
    text = "台风红色预警\n" + "请检查门窗和花盆，" * 120 + "完。"
    await town.issues("李敏", text, "紧急")
    (listed,) = town.said("陈刚", "请打电话（")
    assert listed.text.endswith("完。")
    await town.presses("陈刚", "打给郑洁", listed)
    assert "完。" in newest(town, "陈刚").text


async def test_a_reminder_that_asks_to_phone_has_the_button_for_it(town: Town) -> None:
    await town.roster(*WITHOUT)
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=16)
    told = town.said("陈刚", "请您费心")[-1]
    assert "请打电话" in told.text
    assert labels(told)[-3:] == ["打给郑洁", "打给何平", "打给孙明"]
    await town.presses("陈刚", "打给郑洁", told)
    assert "+86 138 0013 8003" in newest(town, "陈刚").text
    await by_phone(town, "3 郑洁")
    await town.presses("陈刚", "看名单", town.said("陈刚", "请您费心")[-1])
    assert "3 栋 郑洁 电话联系" in newest(town, "陈刚").text
    assert "4 栋 何平 未认领" in newest(town, "陈刚").text


async def test_a_branch_without_a_lead_is_said_to_lack_its_own(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,网格长,", *WITHOUT[1:])
    await town.issues("李敏", "今晚停水")
    await town.pass_time(hours=5, step=timedelta(minutes=10))
    told = [each.text for each in town.person("李敏").private.from_bot]
    assert any("幸福里暂无网格长" in each for each in told), told
