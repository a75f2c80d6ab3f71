"""Messages in flight at a kill are sent again, with a mark."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from tests.faults.judging import MARK, extra_copies
from tests.faults.points import Point
from tests.faults.settlers import GROUP
from tests.faults.story import WATER
from tests.faults.town import Town

_ANSWERED = """SELECT i.number FROM acknowledgement k JOIN target t ON t.id = k.target_id
    JOIN instruction i ON i.id = t.instruction_id"""
_BEGUN_LESS_OFTEN = """SELECT 1 FROM outbox o JOIN bot_message m ON m.id = o.message_id
    JOIN member ON member.telegram_id = m.chat_id
    WHERE member.name IN ('王芳', '李强', '周杰', '吴静')
    AND m.kind = 'card' AND o.op = 'send' AND o.attempt < {times}"""
CRASHES = 5
"""Crashes after which a row in flight counts as their cause."""


async def test_everybody_may_press_either_copy_and_the_one_too_many_goes(town: Town) -> None:
    group = next(chat for chat in town.chats if chat.title == GROUP)
    await _writes_what_is_urgent(town)
    town.server.faults.next("sendMessage", "hang", chat=group.id)
    town.presses("李敏", "发送")
    await town.world.until(lambda: _cards(group))
    await town.start()
    assert await town.rest()
    first, second = _cards(group)
    assert second.text == MARK + first.text
    town.presses("冯涛", "收到", first)
    town.presses("何平", "收到", first)
    assert await town.rest()
    assert _cards(group) == [second]
    assert len(town.rows("SELECT 1 FROM acknowledgement")) == 2
    assert group.id not in [each.chat.id for each in extra_copies(town)]


async def test_what_was_on_its_way_at_two_crashes_arrives_all_the_same(town: Town) -> None:
    await _crash_while_cards_leave(town, times=2)
    await town.start()
    assert await town.rest()
    for name in ("王芳", "李强", "周杰", "吴静"):
        [card] = _cards(town.person(name).private)
        assert card.text.startswith(MARK)


async def test_what_the_bot_may_die_of_is_let_be_and_its_ladder_begins(town: Town) -> None:
    await _crash_while_cards_leave(town, times=CRASHES)
    await town.start()
    assert await town.rest()
    assert not _cards(town.person("王芳").private)
    town.clock.move(timedelta(minutes=6))
    assert await town.rest()
    assert "还等您一句“收到”" in town.person("王芳").private.last.text


async def test_an_answer_on_the_copy_of_a_reminder_is_to_what_that_reminder_asks(
    town: Town,
) -> None:
    chat = town.person("周杰").private
    await _sends_what_is_urgent(town, "台风将至")
    await _said_twice(town, chat, lambda: town.clock.move(timedelta(minutes=6)))
    copy, reminder = [each for each in chat.from_bot if "还等您一句" in each.text]
    await _writes_what_is_urgent(town, "今晚停水")
    await _said_twice(town, chat, lambda: town.presses("李敏", "发送"))
    town.presses("周杰", "收到", copy)
    assert await town.rest()
    assert [row["number"] for row in town.rows(_ANSWERED)] == [1]
    assert (copy.deleted, reminder.deleted) == (True, False)


async def test_an_issuers_words_about_the_copy_of_a_reminder_are_no_new_instruction(
    town: Town,
) -> None:
    issuer = town.person("李敏")
    await _sends_what_is_urgent(town, "台风将至")
    await _said_twice(town, issuer.private, lambda: town.clock.move(timedelta(minutes=21)))
    copy, _ = [each for each in issuer.private.from_bot if "请您费心" in each.text]
    issuer.send(issuer.private, "我这就打电话问", reply_to=copy)
    assert await town.rest()
    assert copy.deleted
    assert not town.rows("SELECT 1 FROM instruction WHERE state = 'draft'")


async def test_who_takes_a_request_on_its_copy_takes_the_copy_away(town: Town) -> None:
    lead = town.person("孙丽")
    await _sends_what_is_urgent(town, "今晚停水")
    await _said_twice(town, lead.private, lambda: town.presses("周杰", "有困难"))
    copy, again = [each for each in lead.private.from_bot if "求助（" in each.text]
    lead.press(copy, "我来处理")
    assert await town.rest()
    assert copy.deleted
    assert "我来处理" not in str(again.buttons)


async def test_a_picture_that_goes_up_once_more_says_so_and_keeps_its_words(town: Town) -> None:
    lead, above = town.person("周杰"), town.person("孙丽").private
    await _sends_what_is_urgent(town, "今晚停水")
    town.server.faults.next("copyMessage", "hang", chat=above.id)
    card = next(each for each in lead.private.from_bot if "今晚停水" in each.text)
    lead.send_photo(lead.private, "图.jpg", b"x", caption="收到，三楼由我去说", reply_to=card)
    await town.world.until(lambda: _pictures(above))
    await town.start()
    assert await town.rest()
    assert _pictures(above) == ["收到，三楼由我去说", f"{MARK}收到，三楼由我去说"]


async def test_an_issuer_whose_preview_never_came_gets_one_with_the_next_words(town: Town) -> None:
    issuer = town.person("李敏")
    town.server.faults.next("sendMessage", 502, chat=issuer.id, times=2)
    issuer.send(issuer.private, "今晚停水")
    assert await town.rest()
    issuer.send(issuer.private, "请储水。")
    assert await town.rest()
    assert "请储水。" in issuer.private.last.text
    town.presses("李敏", "发送")
    assert await town.rest()
    assert town.rows("SELECT 1 FROM instruction WHERE state = 'pending'")


async def _sends_what_is_urgent(town: Town, text: str) -> None:
    await _writes_what_is_urgent(town, text)
    town.presses("李敏", "发送")
    assert await town.rest()


async def _said_twice(town: Town, chat: Chat, happen: Callable[[], object]) -> None:
    """A message arrives there, and the bot dies before it gets the response."""
    before = len(chat.from_bot)
    town.server.faults.next("sendMessage", "hang", chat=chat.id)
    happen()
    waiting = asyncio.ensure_future(town.rest())
    await town.world.until(lambda: len(chat.from_bot) > before)
    await town.kill()
    assert not await waiting
    await town.start()
    assert await town.rest()


async def _writes_what_is_urgent(town: Town, text: str = WATER) -> None:
    issuer = town.person("李敏")
    issuer.send(issuer.private, text)
    assert await town.rest()
    town.presses("李敏", "紧急")
    assert await town.rest()


async def _crash_while_cards_leave(town: Town, times: int) -> None:
    """Until each building's card has been begun so often; not all are every time."""
    await _writes_what_is_urgent(town)
    await town.arm(Point.CLAIMED)
    town.presses("李敏", "发送")
    assert not await town.rest()
    for _ in range(4 * times):
        if not town.rows(_BEGUN_LESS_OFTEN.format(times=times)):
            return
        await town.start(Point.CLAIMED)
        assert not await town.rest()
    raise AssertionError("some card is not begun")


def _pictures(chat: Chat) -> list[str]:
    return [each.text for each in chat.from_bot if each.media]


def _cards(chat: Chat) -> list[Message]:
    return [each for each in chat.from_bot if "【紧急通知 #1】" in each.text]
