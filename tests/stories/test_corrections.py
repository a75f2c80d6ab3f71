"""更正 in mid-course: the new text on every card, one ring, and answers of both versions."""

from __future__ import annotations

from datetime import datetime

from bot.demo.botapi.messages import Message
from bot.store.cascade import instructions
from bot.store.tx import Tx
from bot.usecases.answering import pressing
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.recording import Answered, Outdated
from bot.usecases.forms import opening
from bot.usecases.sent.correction_drafts import SendCorrection, send_correction
from bot.usecases.typed import replying
from bot.usecases.typed.told_writer import Reply
from bot.usecases.writing.changing import PreviewPress
from bot.usecases.writing.issuing import draft_version
from tests.engines import on_both
from tests.permissions.rules import house
from tests.stories.town import Town, labels, newest

MEET = "社区演练\n集合点：1 号门。\n带好口哨。"
MOVED = "社区演练\n集合点：3 号门。\n带好口哨。"
AGAIN = "麻烦按新内容再点一次“收到”"
FIRST = "内容改了，麻烦按新内容点一下“收到”"


async def running(town: Town, *buttons: str) -> None:
    await town.issues("李敏", MEET, *buttons)
    await town.pass_time(seconds=21)
    if "紧急" not in buttons:
        for name in ("陈刚", "孙丽"):
            await town.presses(name, "收到并转达")


async def corrects(town: Town, name: str, text: str, button: str) -> str:
    await town.presses(name, "更正")
    await town.writes(name, text)
    return await town.presses(name, button)


def card(town: Town, name: str) -> Message:
    return next(m for m in town.said(name, "社区演练") if "收到" in labels(m))


@on_both
async def test_urgent_asks_everybody_again_and_answers_to_the_old_text_stay(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await running(town, "紧急")
    for name in ("王芳", "周杰"):
        await town.presses(name, "收到")
    await town.pass_time(minutes=6)
    assert town.said("李强", "还等您"), "silent so far"

    await town.presses("李敏", "更正")
    begun = newest(town, "李敏")
    assert "集合点：1 号门。" in begun.text
    assert labels(begun) == ["取消"]
    await town.writes("李敏", MOVED)
    shown = newest(town, "李敏")
    assert "【紧急更正 #1】社区演练" in shown.text
    assert "会响一声告诉大家：集合点：3 号门。" in shown.text
    assert "会请全部 7 处按新内容再回复一次。" in shown.text
    await town.presses("李敏", "写一句改了什么")
    await town.writes("李敏", "集合点改为 3 号门（原 1 号门）")
    assert "已请大家重新确认" in await town.presses("李敏", "发送")

    (on_group,) = town.said(group, "【紧急更正 #1】社区演练")
    assert "集合点：3 号门。" in on_group.text
    assert "1 号门" not in on_group.text.replace("原 1 号门", "")
    assert "已收到 0/3｜旧版本：王芳" in on_group.text
    (note,) = town.said(group, "集合点改为 3 号门（原 1 号门）")
    assert note.reply_to == on_group
    assert AGAIN in note.text
    assert not note.silent
    assert len(town.said("周杰", AGAIN)) == 1, "he had answered"
    assert len(town.said("吴静", FIRST)) == 1, "she had not"
    (rung,) = town.said("周明", "集合点改为")
    assert "已请大家重新确认" in rung.text, "supervisors ring again"
    summary = newest(town, "李敏")
    assert "0/7" in summary.text
    assert "更正过 1 次" in summary.text

    await town.pass_time(minutes=4)
    assert not town.said("周杰", "还等您"), "the ladder begins anew"
    await town.pass_time(minutes=2)
    assert town.said("周杰", "还等您")

    assert "3 栋收到" in await town.presses("王芳", "收到", on_group)
    assert "已收到 1/3：王芳" in on_group.text
    assert "旧版本" not in on_group.text
    await town.presses("李敏", "看名单", summary)
    await town.presses("李敏", "和平苑")
    assert "旧版本：周杰 09:00 收到" in newest(town, "李敏").text
    answers = await town.rows("versions_of", instruction_id=1)
    assert [each["text"] for each in answers] == [MEET, MOVED], "each whole"

    for name in ("陈刚", "李强", "赵敏", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    assert "7/7" in town.said("李敏", "全部收到")[-1].text


async def test_routine_only_tells_those_who_answered(town: Town) -> None:
    await running(town)
    await town.presses("王芳", "收到")
    await town.writes("李强", "收到，但是我没有口哨", reply_to=card(town, "李强"))
    await town.presses("赵敏", "有困难")
    assert "5/7" in newest(town, "李敏").text
    await town.presses("李敏", "更正", town.newest(town.person("李敏").private, "更正"))
    await town.writes("李敏", MOVED)
    shown = newest(town, "李敏")
    assert labels(shown)[:2] == ["需重新确认", "只告知"]
    assert "“需重新确认”：7 处" in shown.text
    assert "“只告知”：只请还没回复和有困难的 4 处回复。" in shown.text
    await town.presses("李敏", "只告知")

    assert "不用再回复" in newest(town, "王芳").text
    assert "已收到 1/1：王芳" in card(town, "王芳").text
    assert AGAIN in newest(town, "李强").text, "who wrote more than an answer is asked again"
    assert AGAIN in newest(town, "赵敏").text, "and so is who could not"
    assert FIRST in newest(town, "周杰").text, "who had not answered does it for the first time"
    for name in ("李强", "赵敏", "周杰", "吴静"):
        await town.presses(name, "收到", card(town, name))
    assert town.said("李敏", "7/7 全部收到")


async def test_a_press_on_the_old_text_does_not_count_for_the_new_one(town: Town) -> None:
    await running(town, "紧急")
    await town.presses("王芳", "收到")
    await town.presses("李敏", "更正")
    await town.writes("李敏", MOVED)
    old = card(town, "王芳")
    liaison, lead = town.person("李敏").id, town.person("王芳").id
    preview = newest(town, "李敏").id

    def at_once(tx: Tx, _none: None, now: datetime) -> Answered:
        """She presses after the correction, and before her card was edited."""
        draft = instructions.to_instruction(tx.need("newest_draft", issuer_id=2))
        press = PreviewPress(liaison, liaison, preview, draft.id, house(2, frozenset()))
        send_correction(tx, SendCorrection(press, draft_version(draft), asks=True), now)
        return pressing.press(tx, Press(lead, lead, old.id, 1), now)

    assert isinstance(await town.app.database.transact(at_once, None), Outdated)
    await town.settle()
    assert "集合点：3 号门。" in old.text
    assert "已收到 0/1" in old.text
    assert "3 栋收到" in await town.presses("王芳", "收到", old)


async def test_answers_to_a_form_on_the_old_text_do_not_count_for_the_new_one(town: Town) -> None:
    await town.writes("李敏", MEET)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "到场几户？")
    for button in ("好了", "紧急", "发送", "更正"):
        await town.presses("李敏", button)
    await town.writes("李敏", MOVED)
    old = town.said("王芳", "社区演练")[0]
    liaison, lead = town.person("李敏").id, town.person("王芳").id
    preview = newest(town, "李敏").id

    def at_once(tx: Tx, _none: None, now: datetime) -> object:
        """She answers after the correction, and before her card was edited."""
        draft = instructions.to_instruction(tx.need("newest_draft", issuer_id=2))
        press = PreviewPress(liaison, liaison, preview, draft.id, house(2, frozenset()))
        send_correction(tx, SendCorrection(press, draft_version(draft), asks=True), now)
        assert replying.reply(tx, Reply(lead, lead, 9_999, old.id, "5", now), now)
        return opening.press_fill_in(tx, Press(lead, lead, old.id, 1), now)

    assert isinstance(await town.app.database.transact(at_once, None), Outdated)
    await town.settle()
    assert town.said("王芳", "这条通知刚更正过。麻烦看一下新内容，再填一次，谢谢！")
    assert "已报 0/5" in town.said("李敏", "已报")[-1].text
    await town.writes("王芳", "4", reply_to=old)
    assert "已报 1/5\n到场：共 4 户" in town.said("李敏", "已报")[-1].text


@on_both
async def test_a_photo_sent_with_it_takes_the_place_of_the_former(town: Town) -> None:
    office = town.person("李敏")
    office.send_photo(office.private, "旧.jpg", b"old", caption=MEET)
    await town.settle()
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "发送")
    await town.presses("李敏", "更正")
    office.send_photo(office.private, "新.jpg", b"new", caption=MOVED)
    await town.settle()
    await town.presses("李敏", "发送")
    (kept,) = await town.rows("attachments", instruction_id=1)
    assert town.world.files.get(kept["file_id"]).data == b"new"


async def test_who_may_withdraw_may_correct_and_the_issuer_hears_of_it(town: Town) -> None:
    await running(town)
    await town.writes("周明", "/status")
    await town.presses("周明", "#1")
    await town.presses("周明", "更正")
    await town.writes("周明", MOVED)
    await town.presses("周明", "需重新确认")
    assert "更正已发出" in newest(town, "周明").text
    assert "已请大家重新确认" in town.said("李敏", "【更正 #1】")[-1].text
    assert AGAIN in newest(town, "陈刚").text


async def test_editing_afterwards_leads_to_the_correction(town: Town) -> None:
    said = await town.writes("李敏", MEET)
    await town.presses("李敏", "发送")
    await town.pass_time(seconds=21)
    town.person("李敏").edit(said, MOVED)
    await town.settle()
    assert "要改，请点“更正”" in newest(town, "李敏").text
    await town.presses("李敏", "更正")
    await town.writes("李敏", MOVED)
    await town.presses("李敏", "只告知")
    assert "集合点：3 号门" in town.said("陈刚", "【更正 #1】")[0].text
    assert not town.said("王芳", "社区演练")
    await town.presses("陈刚", "收到并转达")
    assert "【更正 #1】社区演练" in town.said("王芳", "3 号门")[0].text, "later cards have it too"
    await town.presses("王芳", "收到")
    assert not town.said("王芳", AGAIN)


async def test_what_ends_meanwhile_is_not_corrected(town: Town) -> None:
    await running(town)
    await town.presses("李敏", "更正")
    await town.writes("李敏", MOVED)
    open_ = newest(town, "李敏")
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    assert "这条通知已经结束，不用更正了" in open_.text
    assert not town.said("王芳", "3 号门")


async def test_a_correction_begun_before_another_is_shown_anew(town: Town) -> None:
    await running(town, "紧急")
    await town.writes("周明", "/status")
    await town.presses("周明", "#1")
    await town.presses("周明", "更正")
    await town.writes("周明", f"{MEET}\n带雨衣。")
    await corrects(town, "李敏", MOVED, "发送")
    assert "有人更正过了" in await town.presses("周明", "发送")
    assert "集合点：3 号门。" in newest(town, "王芳").text
    assert "会响一声告诉大家：集合点：1 号门。\n带雨衣。" in newest(town, "周明").text
    await town.presses("周明", "发送")
    assert "带雨衣" in newest(town, "王芳").text
