"""Telegram says no: what that means is done, once, and nobody else waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.botapi.groups import DemoGroup
from tests.engines import on_sqlite
from tests.faults.wire import DROPPED_AFTER, HELD
from tests.faults.wired import CARD, WATER, Wired

GROUP = "幸福里楼长群"
ESCALATION = "没回复"


async def _group(wired: Wired, *names: str) -> DemoGroup:
    return await wired.group(GROUP, ["幸福里"], ["陈刚", *names])


async def _small_group(wired: Wired) -> DemoGroup:
    """A group that can still be migrated."""
    group = wired.world.group(GROUP, [wired.person(n) for n in ("陈刚", "王芳", "李强")])
    group.add_bot(by=wired.person("陈刚"))
    await wired.settle()
    await wired.bind(group, "幸福里")
    return group


async def _with_photo(wired: Wired) -> None:
    """An urgent instruction with a photo has been written, and not been sent."""
    issuer = wired.person("李敏")
    issuer.send_photo(issuer.private, "通知.jpg", b"jpg", caption=WATER)
    await wired.settle()
    await wired.presses("李敏", "紧急")


def _photos(group: DemoGroup) -> int:
    return sum(each.media is not None for each in group.from_bot)


async def test_blocked_while_a_card_is_on_its_way_the_next_way_is_used_at_once(
    wired: Wired,
) -> None:
    await wired.roster("幸福社区,幸福里,3栋,楼长,王芳", "幸福社区,幸福里,3栋,副楼长,何伟")
    await wired.linked("何伟")
    wired.chat("王芳").bot_status = "kicked"  # Telegram has not told us yet
    await wired.warns()
    assert wired.cards("何伟")
    assert not wired.cards("王芳")
    sends = wired.wire.seen("sendMessage", chat=wired.chat("王芳").id)
    await wired.pass_time(minutes=30)
    assert wired.wire.seen("sendMessage", chat=wired.chat("王芳").id) == sends, "never tried again"


@on_sqlite
async def test_blocked_when_a_card_is_to_change_the_answer_counts_all_the_same(
    wired: Wired,
) -> None:
    await wired.warns()
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    wired.chat("王芳").bot_status = "kicked"
    await wired.settle()
    assert await wired.count("acknowledgement") == 1
    assert "1/3" in wired.said("李敏", "#1")[0].text


async def test_removed_from_a_group_while_its_card_is_on_its_way_its_people_are_told(
    wired: Wired,
) -> None:
    group = await _group(wired, "王芳", "李强")
    group.bot_status = "kicked"
    await wired.warns()
    assert all(len(wired.cards(name)) == 1 for name in ("陈刚", "王芳", "李强"))


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])
async def test_moved_while_its_card_is_on_its_way_the_card_comes_once_in_the_new_group(
    wired: Wired, told: bool
) -> None:
    group = await _small_group(wired)
    await wired.writes("李敏", WATER)
    await wired.presses("李敏", "紧急")
    new = group.migrate()
    if not told:
        wired.world.updates.clear()  # only the refusal tells us
    await wired.presses("李敏", "发送")
    [card] = wired.said(new, CARD)
    await wired.presses("王芳", "收到", card)
    assert "王芳" in card.text
    assert not wired.said(group, CARD)


@on_sqlite
@pytest.mark.parametrize("on_its_way", [True, False], ids=["on its way", "arrived"])
async def test_moved_a_group_gets_the_photo_of_a_card_once(wired: Wired, on_its_way: bool) -> None:
    group = await _small_group(wired)
    await _with_photo(wired)
    if not on_its_way:
        await wired.presses("李敏", "发送")
    new = group.migrate()
    wired.world.updates.clear()
    if on_its_way:
        await wired.presses("李敏", "发送")
    else:
        await wired.presses("王芳", "收到", wired.said(group, CARD)[0])
    assert len(wired.said(new, CARD)) == 1
    assert [_photos(group), _photos(new)] == ([0, 1] if on_its_way else [1, 0])


@on_sqlite
async def test_moved_when_a_card_is_to_change_it_comes_anew_in_the_new_group(wired: Wired) -> None:
    group = await _small_group(wired)
    await wired.warns()
    new = group.migrate()
    wired.world.updates.clear()  # nobody tells us
    await wired.presses("王芳", "收到", wired.said(group, CARD)[0])
    [card] = wired.said(new, CARD)
    assert "王芳" in card.text


async def test_deleted_by_hand_a_card_comes_again_when_it_is_to_change(wired: Wired) -> None:
    group = await _group(wired, "王芳", "李强")
    await wired.warns()
    [card] = wired.said(GROUP, CARD)
    wired.person("王芳").press(card, "收到")
    card.deleted = True
    await wired.settle()
    [again] = wired.said(GROUP, CARD)
    assert "王芳" in again.text
    await wired.presses("李强", "收到", again)
    assert len(wired.said(GROUP, CARD)) == 1
    assert group.has(wired.person("李强"))


@on_sqlite
async def test_deleted_by_hand_the_copy_too_many_is_as_good_as_gone(wired: Wired) -> None:
    wired.wire.next("sendMessage", DROPPED_AFTER, chat=wired.chat("王芳").id)
    await wired.warns()
    first, second = wired.cards("王芳")
    wired.person("王芳").press(first, "收到")
    first.deleted = True
    await wired.settle()
    assert wired.cards("王芳") == [second]
    assert len(wired.wire.seen("deleteMessage")) == 1
    assert "已收到 1/1" in second.text


@on_sqlite
async def test_deleted_by_hand_a_card_comes_again_without_its_photo(wired: Wired) -> None:
    group = await _group(wired, "王芳", "李强")
    await _with_photo(wired)
    await wired.presses("李敏", "发送")
    [card] = wired.said(GROUP, CARD)
    wired.person("王芳").press(card, "收到")
    card.deleted = True
    await wired.settle()
    assert len(wired.said(GROUP, CARD)) == 1
    assert _photos(group) == 1


async def test_deleted_by_hand_a_preview_comes_again_with_the_next_words(wired: Wired) -> None:
    await wired.writes("李敏", "今晚停水")
    wired.chat("李敏").last.deleted = True
    await wired.writes("李敏", "请储水。")
    [preview] = wired.said("李敏", "今晚停水")
    assert "请储水。" in preview.text
    await wired.presses("李敏", "发送", preview)
    await wired.pass_time(seconds=21)
    assert wired.said("陈刚", "今晚停水")


async def test_deleted_by_hand_an_escalation_comes_again_while_somebody_is_silent(
    wired: Wired,
) -> None:
    await wired.warns()
    await wired.presses("陈刚", "收到")
    await wired.pass_time(minutes=16)
    [told] = wired.said("陈刚", ESCALATION)
    assert "3、4 栋" in told.text
    told.deleted = True
    await wired.presses("李强", "收到")
    [again] = wired.said("陈刚", ESCALATION)
    assert "3 栋" in again.text
    again.deleted = True
    await wired.presses("王芳", "收到")
    assert not wired.said("陈刚", ESCALATION)
    assert len(wired.said("陈刚", "都已回复")) == 1


@on_sqlite
async def test_deleted_by_hand_a_summary_is_let_be(wired: Wired) -> None:
    await wired.warns()
    for summary in wired.said("李敏", "#1"):
        summary.deleted = True
    await wired.presses("王芳", "收到")
    await wired.presses("李强", "收到")
    assert await wired.count("acknowledgement") == 2
    assert "已收到 1/1" in wired.cards("李强")[0].text


@on_sqlite
async def test_too_old_to_be_answered_a_press_counts_once_without_a_word(wired: Wired) -> None:
    await wired.warns()
    wired.wire.next("answerCallbackQuery", HELD)
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    await wired.wire.until(lambda: wired.wire.seen("answerCallbackQuery")[-1].fault)
    wired.clock.move(timedelta(seconds=151))
    wired.wire.release()
    await wired.settle()
    [refused] = [each for each in wired.world.calls("answerCallbackQuery") if not each.ok]
    assert "query is too old" in refused.description
    assert await wired.count("acknowledgement") == 1


@on_sqlite
async def test_not_modified_is_as_good_as_done(wired: Wired) -> None:
    await wired.warns()
    wired.wire.next("editMessageText", DROPPED_AFTER, chat=wired.chat("王芳").id)
    await wired.presses("王芳", "收到")
    [refused] = [each for each in wired.world.calls("editMessageText") if not each.ok]
    assert "message is not modified" in refused.description
    edits = wired.wire.seen("editMessageText", chat=wired.chat("王芳").id)
    await wired.settle()
    assert wired.wire.seen("editMessageText", chat=wired.chat("王芳").id) == edits
    assert await wired.count("outbox WHERE state NOT IN ('sent', 'dropped')") == 0
