"""Uncertain outcomes: nothing is lost, and repetitions are marked."""

from __future__ import annotations

import pytest

from tests.engines import on_sqlite
from tests.faults.wire import DROPPED_AFTER, DROPPED_BEFORE, LOST, PAGE, Fault
from tests.faults.wired import MARK, Wired

any_loss = pytest.mark.parametrize("fault", LOST, ids=str)
ANSWERED = "acknowledgement"


@on_sqlite
@any_loss
async def test_a_card_comes_once_more_and_says_so_and_the_copy_too_many_goes(
    wired: Wired, fault: Fault
) -> None:
    wired.wire.next("sendMessage", fault, chat=wired.chat("王芳").id)
    await wired.warns()
    cards = wired.cards("王芳")
    assert [each.text.startswith(MARK) for each in cards] == [False, True][not fault.acts :]
    assert [each.text.startswith(MARK) for each in wired.cards("李强")] == [False]
    wired.wire.next("deleteMessage", fault)
    await wired.presses("王芳", "收到", cards[0])
    assert len(wired.cards("王芳")) == 1
    assert await wired.count(ANSWERED) == 1


@on_sqlite
@any_loss
async def test_an_edit_is_made_once_more_and_shows_the_newest_state(
    wired: Wired, fault: Fault
) -> None:
    await wired.warns()
    wired.wire.next("editMessageText", fault, chat=wired.chat("王芳").id)
    await wired.presses("王芳", "收到")
    [card] = wired.cards("王芳")
    assert "已收到 1/1" in card.text
    edits = wired.wire.seen("editMessageText", chat=wired.chat("王芳").id)
    assert [each.fault for each in edits] == [fault, None]


@on_sqlite
@any_loss
async def test_updates_are_fetched_again_and_handled_once(wired: Wired, fault: Fault) -> None:
    await wired.warns()
    wired.wire.next("getUpdates", fault)
    wired.person("王芳").press(wired.cards("王芳")[0], "收到")
    wired.person("李强").send(wired.chat("李强"), "收到，三楼由我去说")
    await wired.settle()
    assert await wired.count(ANSWERED) == 2
    assert [each.text for each in wired.person("王芳").toasts] != []
    assert len(wired.said("陈刚", "三楼由我去说")) == 1


@on_sqlite
@pytest.mark.parametrize("fault", [DROPPED_AFTER, DROPPED_BEFORE, PAGE], ids=str)
async def test_a_toast_is_lost_and_the_press_counts_once(wired: Wired, fault: Fault) -> None:
    await wired.warns()
    wired.wire.next("answerCallbackQuery", fault)
    before = len(wired.wire.seen("answerCallbackQuery"))
    await wired.presses("王芳", "收到")
    assert len(wired.wire.seen("answerCallbackQuery")) - before == 1, "never given once more"
    assert bool(wired.person("王芳").toasts) == fault.acts
    assert await wired.count(ANSWERED) == 1
    assert await wired.presses("李强", "收到")
