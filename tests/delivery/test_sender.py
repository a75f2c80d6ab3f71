"""Outbox rows reach Telegram once, in order, and in the newest state."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery.letter import Letter
from bot.demo.botapi.people import DemoPerson
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane
from bot.store.delivery.outcomes import Failed, Outcome, Reason, Sent
from bot.store.tx import Tx
from tests.delivery.office import FAST, Office


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


async def test_a_message_arrives_and_gets_its_number(office: Office, wang: DemoPerson) -> None:
    async with office.sending() as sender:
        message_id = await office.say(wang.id, "今晚停水")
        await sender.idle()
    [shown] = wang.private.from_bot
    assert (shown.text, [[button.text for button in row] for row in shown.buttons]) == (
        "今晚停水",
        [["收到"]],
    )
    message = await office.message(message_id)
    assert message.telegram_id == shown.id
    assert message.sent_at == office.clock.now()
    [delivery] = office.deliveries
    assert (delivery.op, delivery.outcome) == ("send", Sent(shown.id))
    assert delivery.message == message
    assert await office.state(f"send:{message_id}") == ("sent", 1)


async def test_what_waits_when_we_start_is_sent_in_order(office: Office, wang: DemoPerson) -> None:
    for number in range(5):
        await office.say(wang.id, f"第{number}条")
    async with office.sending() as sender:
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == [f"第{n}条" for n in range(5)]


async def test_what_is_not_due_waits(office: Office, wang: DemoPerson) -> None:
    due = office.clock.now() + timedelta(seconds=20)
    async with office.sending() as sender:
        await office.say(wang.id, "今晚停水", not_before=due)
        await sender.idle()
        assert wang.private.from_bot == []
        office.clock.move(timedelta(seconds=20))
        await sender.idle()
    assert len(wang.private.from_bot) == 1


async def test_an_edit_shows_the_newest_state_once(office: Office, wang: DemoPerson) -> None:
    message_id = await office.say(wang.id, "还等 3 栋")
    async with office.sending() as sender:
        await sender.idle()
        for number in (2, 1, 0):
            await office.change(message_id, f"还等 {number} 栋")
        await sender.idle()
    [shown] = wang.private.from_bot
    assert shown.text == "还等 0 栋"
    assert 1 <= len(office.world.calls("editMessageText")) <= 3


async def test_an_edit_that_changes_nothing_is_spared(office: Office, wang: DemoPerson) -> None:
    message_id = await office.say(wang.id, "已收到")
    async with office.sending() as sender:
        await sender.idle()
        await office.change(message_id, "已收到")
        await sender.idle()
    assert office.world.calls("editMessageText") == []
    async with office.sending() as sender:  # one that knows nothing of what is shown
        await office.change(message_id, "已收到")
        await sender.idle()
    assert len(office.world.calls("editMessageText")) == 1
    assert (await office.state(f"edit:{message_id}"))[0] == "sent"


async def test_what_is_asked_while_it_is_under_way_is_done_again(
    office: Office, wang: DemoPerson
) -> None:
    message_id = await office.say(wang.id, "一")
    async with office.sending() as sender:
        await sender.idle()
        office.server.faults.next("editMessageText", "hang")
        await office.change(message_id, "二")
        await office.world.until(lambda: office.world.calls("editMessageText"), 5)
        await office.change(message_id, "三")
        office.server.faults.release()
        await sender.idle()
    assert wang.private.from_bot[0].text == "三"


async def test_edits_of_a_message_keep_their_distance(office: Office, wang: DemoPerson) -> None:
    message_id = await office.say(wang.id, "一")
    async with office.sending(limits=replace(FAST, edit_interval=0.3)) as sender:
        await sender.idle()
        began = asyncio.get_running_loop().time()
        await office.change(message_id, "二")
        await sender.idle()
        assert asyncio.get_running_loop().time() - began > 0.25
        await office.change(message_id, "三", Lane.REPLY)  # somebody waits for it
        await sender.idle()
        assert asyncio.get_running_loop().time() - began < 0.55


async def test_what_needs_no_saying_any_more_is_dropped(office: Office, wang: DemoPerson) -> None:
    message_id = await office.say(wang.id, "")
    async with office.sending() as sender:
        await sender.idle()
    assert wang.private.from_bot == []
    assert (await office.state(f"send:{message_id}"))[0] == "dropped"
    assert office.deliveries == []


async def test_what_cannot_be_put_into_words_fails_alone(office: Office, wang: DemoPerson) -> None:
    await office.say(wang.id, "unspeakable")
    await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == ["今晚停水"]
    failed = office.deliveries[0].outcome
    assert isinstance(failed, Failed)
    assert failed.reason is Reason.BAD_REQUEST


async def test_an_edit_of_what_never_arrived_is_dropped(office: Office) -> None:
    stranger = office.world.person("路人")
    message_id = await office.say(stranger.id, "一")
    async with office.sending() as sender:
        await sender.idle()
        await office.change(message_id, "二")
        await sender.idle()
    assert (await office.state(f"edit:{message_id}"))[0] == "dropped"
    [delivery] = office.deliveries
    assert isinstance(delivery.outcome, Failed)


async def test_what_is_taken_away_on_its_way_is_deleted(office: Office, wang: DemoPerson) -> None:
    perform, answered = office.gateway.perform, asyncio.Event()

    async def slowly(letter: Letter) -> Outcome:
        outcome = await perform(letter)
        await answered.wait()
        return outcome

    office.gateway.perform = slowly  # type: ignore[method-assign]
    message_id = await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await office.world.until(lambda: wang.private.from_bot, 5)
        await office.database.transact(_take_away, message_id)
        answered.set()
        await sender.idle()
    assert wang.private.from_bot == []


def _take_away(tx: Tx, message_id: int, now: datetime) -> None:
    outbox.take_away(tx, outbox.message(tx, message_id), now)
