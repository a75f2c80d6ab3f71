"""Writing one: what is typed, changed and taken out is what is shown, and what is shown is sent."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.town import Town, labels

LIAISON = "李敏"


def preview(town: Town, name: str = LIAISON) -> Message:
    """The last message of the chat, which has to be the preview."""
    last = town.person(name).private.messages[-1]
    assert "请您过目" in last.text, last.text
    return last


async def test_a_deadline_in_the_text_is_taken_over_and_sent(town: Town) -> None:
    await town.writes(LIAISON, "今晚停水，请储水，15:00 前回复")
    shown = preview(town)
    assert "· 平时 · 15:00 前回复" in shown.text
    assert "时间照您写的，要改请点“改时间”。" in shown.text
    await town.presses(LIAISON, "紧急")
    await town.presses(LIAISON, "发送")
    [card] = town.said("王芳", "今晚停水")
    assert "请 15:00 前回复" in card.text


async def test_a_time_that_is_no_deadline_is_offered_and_chosen_by_a_press(town: Town) -> None:
    await town.writes(LIAISON, "今晚 18:00–22:00 停水")
    shown = preview(town)
    assert "· 平时 · 明天 09:00 前回复" in shown.text
    assert "您写到的时间要当作回复时间吗？点一下就行。" in shown.text
    await town.presses(LIAISON, "18:00 前回复")
    assert "· 平时 · 18:00 前回复" in preview(town).text
    assert "18:00 前回复" not in labels(preview(town))
    await town.writes(LIAISON, "请 15:00 前回复")
    assert "· 平时 · 18:00 前回复" in preview(town).text, "what was chosen stays"


async def test_the_usual_deadline_is_chosen_against_the_text(town: Town) -> None:
    await town.writes(LIAISON, "明早八点前清运完，15:00 前回复")
    assert "· 15:00 前回复" in preview(town).text
    await town.presses(LIAISON, "改时间")
    await town.presses(LIAISON, "按默认时间")
    assert "· 明天 09:00 前回复" in preview(town).text


async def test_at_night_what_is_shown_is_what_is_sent(town: Town) -> None:
    await town.pass_time(
        hours=13, minutes=31, step=town.clock.now() - datetime(2026, 3, 1, tzinfo=UTC)
    )
    await town.writes(LIAISON, "明天体检")
    assert "现在是休息时间：明天 07:00 发出。" in preview(town).text
    assert "· 3 月 4 日 07:00 前回复" in preview(town).text
    await town.presses(LIAISON, "发送")
    pending = town.person(LIAISON).private.from_bot[-1]
    assert pending.text == "#1 明天体检\n现在是休息时间：明天 07:00 发出。"
    await town.pass_time(hours=8, minutes=45)
    [card] = town.said("陈刚", "明天体检")
    assert "请明天 07:00 前回复" in card.text
    assert "明天 07:00 前回复" in pending.text


async def test_a_preview_that_stood_for_long_is_shown_anew_before_it_is_sent(town: Town) -> None:
    await town.writes(LIAISON, "停水提前")
    await town.presses(LIAISON, "紧急")
    assert "· 紧急 · 10:00 前回复" in preview(town).text
    await town.pass_time(minutes=9)
    await town.pass_time(minutes=2)
    assert "时间变了" in await town.presses(LIAISON, "发送")
    assert "· 紧急 · 10:11 前回复" in preview(town).text
    await town.presses(LIAISON, "发送")
    assert "请 10:11 前回复" in town.said("王芳", "停水提前")[0].text


async def test_changing_ones_message_changes_the_draft(town: Town) -> None:
    person = town.person(LIAISON)
    first = await town.writes(LIAISON, "今晚停水")
    await town.writes(LIAISON, "请储水，15:00 前回复")
    person.edit(first, "明晚停水")
    await town.settle()
    assert "【通知】明晚停水\n请储水，15:00 前回复" in preview(town).text
    await town.presses(LIAISON, "紧急")
    await town.presses(LIAISON, "发送")
    assert "明晚停水" in town.said("王芳", "停水")[0].text


@on_both
async def test_a_caption_changed_changes_the_draft(town: Town) -> None:
    person = town.person(LIAISON)
    photo = person.send_photo(person.private, "a.jpg", b"x", caption="路线图")
    await town.settle()
    person.edit(photo, "停水路线图")
    await town.settle()
    assert "【通知】停水路线图" in preview(town).text
    assert "📎 照片" in preview(town).text


async def test_changing_what_was_sent_is_answered_with_the_way_to_correct_it(town: Town) -> None:
    person = town.person(LIAISON)
    said = await town.writes(LIAISON, "今晚停水")
    await town.presses(LIAISON, "紧急")
    await town.presses(LIAISON, "发送")
    for text in ("明晚停水", "后天停水"):
        person.edit(said, text)
        await town.settle()
    [answer] = town.said(LIAISON, "大家那边不会变")
    assert "要改，请点“更正”" in answer.text
    assert "今晚停水" in town.said("王芳", "停水")[0].text
    await town.presses(LIAISON, "撤回", answer)
    await town.presses(LIAISON, "确定撤回")
    assert "撤回" in town.said("王芳", "停水")[0].text


async def test_what_is_no_part_of_a_draft_is_not_read_again_and_says_so(town: Town) -> None:
    await town.issues(LIAISON, "今晚停水", "紧急")
    said = await town.writes("王芳", "收到")
    before = [message.text for message in town.person("王芳").private.from_bot]
    town.person("王芳").edit(said, "没收到")
    await town.settle()
    after = [message.text for message in town.person("王芳").private.from_bot]
    assert after == [*before, "话改过以后我不会再看，请重新写一句。"]


async def test_a_line_is_taken_out(town: Town) -> None:
    await town.writes(LIAISON, "今晚停水\n请储水\n谢谢配合")
    await town.presses(LIAISON, "去掉一行")
    lines = town.person(LIAISON).private.from_bot[-1]
    assert labels(lines) == ["✕ 今晚停水", "✕ 请储水", "✕ 谢谢配合", "好了"]
    await town.presses(LIAISON, "✕ 请储水")
    await town.presses(LIAISON, "✕ 谢谢配合")
    assert "【通知】今晚停水\n——" in preview(town).text
    assert "去掉一行" not in labels(preview(town))


@on_both
async def test_a_file_is_taken_out_and_the_words_stay(town: Town) -> None:
    person = town.person(LIAISON)
    person.send_document(person.private, "停水安排.pdf", b"x", caption="今晚停水")
    await town.settle()
    await town.presses(LIAISON, "去掉一行")
    await town.presses(LIAISON, "✕ 📎 停水安排.pdf")
    assert "📎" not in preview(town).text


async def test_an_old_button_takes_no_other_line_out(town: Town) -> None:
    await town.writes(LIAISON, "一\n二\n三")
    await town.presses(LIAISON, "去掉一行")
    lines = town.person(LIAISON).private.from_bot[-1]
    first = next(each.target for row in lines.buttons for each in row if each.text == "✕ 一")
    await town.presses(LIAISON, "✕ 一")
    town.person(LIAISON).forge(lines, first)
    await town.settle()
    await town.presses(LIAISON, "好了")
    assert "【通知】二\n三" in preview(town).text


@on_both
async def test_the_preview_is_the_last_message_of_the_chat(town: Town) -> None:
    await town.writes(LIAISON, "今晚停水")
    preview(town)
    await town.writes(LIAISON, "请储水")
    preview(town)
    assert len(town.said(LIAISON, "请您过目")) == 1
    await town.presses(LIAISON, "改时间")
    await town.writes(LIAISON, "17:40")
    preview(town)
    person = town.person(LIAISON)
    for number in range(3):
        person.send_photo(person.private, f"{number}.jpg", b"x", media_group_id="a")
    await town.settle()
    assert "📎 3 × 照片" in preview(town).text
    assert len(town.said(LIAISON, "请您过目")) == 1


async def test_files_alone_are_called_by_the_first_ones_name(town: Town) -> None:
    person = town.person(LIAISON)
    person.send_document(person.private, "停水安排.pdf", b"x")
    await town.settle()
    assert "【通知】停水安排.pdf" in preview(town).text
    await town.presses(LIAISON, "紧急")
    await town.presses(LIAISON, "发送")
    [card] = town.said("王芳", "停水安排.pdf")
    assert card.text.startswith("【紧急通知 #1】停水安排.pdf")
    await town.pass_time(minutes=30)
    assert town.said("陈刚", "#1 停水安排.pdf")


async def test_a_photo_alone_is_called_a_photo(town: Town) -> None:
    person = town.person(LIAISON)
    person.send_photo(person.private, "a.jpg", b"x")
    await town.settle()
    assert "【通知】照片" in preview(town).text
    await town.presses(LIAISON, "紧急")
    await town.presses(LIAISON, "发送")
    await town.pass_time(minutes=30)
    assert town.said("陈刚", "#1 照片")


async def test_a_long_text_that_telegram_splits_keeps_its_beginning(town: Town) -> None:
    await town.writes(LIAISON, "停水安排\n" + "甲" * 4000)
    assert "太长了" in town.person(LIAISON).private.from_bot[-1].text
    await town.writes(LIAISON, "乙" * 324)
    [shown] = town.said(LIAISON, "请您过目")
    assert shown.text.startswith("太长了，发不出去，还要减 1530 字。")
    assert "【通知】停水安排" in shown.text
    assert "发送" not in labels(shown)
    await town.presses(LIAISON, "去掉一行")
    await town.presses(LIAISON, "✕ " + "甲" * 29 + "…")
    await town.presses(LIAISON, "好了")
    assert "发送" in labels(preview(town))


async def test_a_late_piece_of_an_album_becomes_no_notice_of_its_own(town: Town) -> None:
    person = town.person(LIAISON)
    person.send_photo(person.private, "1.jpg", b"x", caption="路线图", media_group_id="a")
    await town.settle()
    await town.presses(LIAISON, "紧急")
    await town.presses(LIAISON, "发送")
    person.send_photo(person.private, "2.jpg", b"x", media_group_id="a")
    await town.settle()
    assert "这个没赶上" in person.private.from_bot[-1].text
    assert not town.said(LIAISON, "请您过目")


async def test_repeated_thanks_begin_no_notice(town: Town) -> None:
    for thanks in ("谢谢谢谢", "谢谢！谢谢！"):
        await town.writes(LIAISON, thanks)
        assert not town.said(LIAISON, "请您过目")


async def test_a_command_at_the_head_of_a_longer_text_is_text(town: Town) -> None:
    await town.writes(LIAISON, "/status 今晚停水，请储水")
    assert "【通知】/status 今晚停水，请储水" in preview(town).text
    await town.presses(LIAISON, "取消")
    await town.writes(LIAISON, "/status")
    assert "没有进行中的通知" in town.person(LIAISON).private.messages[-1].text
