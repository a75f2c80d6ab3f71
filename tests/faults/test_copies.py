"""What was on its way when the bot was killed comes again, and says so."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from tests.faults.judging import MARK, extra_copies
from tests.faults.points import Point
from tests.faults.settlers import GROUP
from tests.faults.story import WATER
from tests.faults.town import Town

CRASHES = 5
"""So often something may be on its way when the bot dies, before it is what the bot dies of."""


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


async def _writes_what_is_urgent(town: Town) -> None:
    issuer = town.person("李敏")
    issuer.send(issuer.private, WATER)
    assert await town.rest()
    town.presses("李敏", "紧急")
    assert await town.rest()


async def _crash_while_cards_leave(town: Town, times: int) -> None:
    await _writes_what_is_urgent(town)
    await town.arm(Point.CLAIMED)
    town.presses("李敏", "发送")
    assert not await town.rest()
    for _ in range(times - 1):
        await town.start(Point.CLAIMED)
        assert not await town.rest()


def _cards(chat: Chat) -> list[Message]:
    return [each for each in chat.from_bot if "【紧急通知 #1】" in each.text]
