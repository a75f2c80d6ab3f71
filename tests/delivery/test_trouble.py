"""With any network failure nothing is lost, and repeated messages are marked."""

import asyncio
from datetime import datetime
from functools import partial

import pytest

from bot.demo.botapi.people import DemoPerson
from bot.messages.looking import DigestArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.delivery.outcomes import Failed, Reason, Sent, Uncertain
from bot.store.tx import Tx
from tests.delivery.office import Office


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


async def test_a_lost_answer_makes_a_card_come_again_marked(
    office: Office, wang: DemoPerson
) -> None:
    office.server.faults.next("sendMessage", "drop_after")
    message_id = await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == ["今晚停水", "重发 今晚停水"]
    [delivery] = office.deliveries
    assert delivery.outcome == Sent(wang.private.last.id)
    [doubtful] = await office.database.read(_doubtful, wang.id)
    assert doubtful.id == message_id


async def test_it_comes_again_once(office: Office, wang: DemoPerson) -> None:
    office.server.faults.next("sendMessage", 502, times=9)
    message_id = await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await sender.idle()
    assert len(office.world.calls("sendMessage")) == 2
    assert await office.state(f"send:{message_id}") == ("uncertain", 2)
    [delivery] = office.deliveries
    assert isinstance(delivery.outcome, Uncertain)


async def test_a_digest_does_not_come_again(office: Office, wang: DemoPerson) -> None:
    office.server.faults.next("sendMessage", "truncate")
    digest = DigestArgs(due=0, new={}, old=0, week_begins=False)
    message_id = await office.say(wang.id, "一切正常", args=digest)
    async with office.sending() as sender:
        await sender.idle()
    assert len(wang.private.from_bot) == 1
    assert (await office.state(f"send:{message_id}"))[0] == "uncertain"


async def test_an_edit_may_be_done_twice(office: Office, wang: DemoPerson) -> None:
    message_id = await office.say(wang.id, "还等 3 栋")
    async with office.sending() as sender:
        await sender.idle()
        office.server.faults.next("editMessageText", 502)
        await office.change(message_id, "全部收到")
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == ["全部收到"]


async def test_what_was_begun_when_we_died_comes_again(office: Office, wang: DemoPerson) -> None:
    office.server.faults.next("sendMessage", "hang")
    message_id = await office.say(wang.id, "今晚停水")
    await office.crash_while(office.world.until(lambda: wang.private.from_bot, 5))
    assert await office.state(f"send:{message_id}") == ("sending", 1)
    async with office.sending() as sender:
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == ["今晚停水", "重发 今晚停水"]


async def test_what_ends_the_process_each_time_is_given_up(
    office: Office, wang: DemoPerson
) -> None:
    message_id = await office.say(wang.id, "今晚停水")
    for times in range(1, 6):
        office.server.faults.next("sendMessage", "hang")
        arrived = partial(_have_come, wang, times)
        await office.crash_while(office.world.until(arrived, 5))
    async with office.sending() as sender:
        await sender.idle()
    assert len(wang.private.from_bot) == 5, "it may be this message that kills the process"
    assert (await office.state(f"send:{message_id}"))[0] == "uncertain"


def _have_come(person: DemoPerson, times: int) -> bool:
    return len(person.private.from_bot) == times


async def test_what_was_met_meanwhile_does_not_come_again(office: Office, wang: DemoPerson) -> None:
    office.server.faults.next("sendMessage", "hang")
    message_id = await office.say(wang.id, "今晚停水")
    await office.crash_while(office.world.until(lambda: wang.private.from_bot, 5))
    number = wang.private.last.id
    [doubtful] = await office.database.read(_doubtful, wang.id)
    assert await office.database.transact(_adopt, (doubtful, number))
    async with office.sending() as sender:
        await sender.idle()
    assert len(wang.private.from_bot) == 1
    assert (await office.message(message_id)).telegram_id == number
    assert (await office.state(f"send:{message_id}"))[0] == "sent"


async def test_the_copy_too_many_is_deleted(office: Office, wang: DemoPerson) -> None:
    office.server.faults.next("sendMessage", "drop_after")
    message_id = await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await sender.idle()
        first, second = wang.private.from_bot
        message = await office.message(message_id)
        assert message.telegram_id == second.id
        assert not await office.database.transact(_adopt, (message, first.id))
        await sender.idle()
    assert wang.private.from_bot == [second]


async def test_while_nobody_answers_everything_waits(office: Office, wang: DemoPerson) -> None:
    await office.server.stop()
    await office.say(wang.id, "一")
    await office.say(wang.id, "二")
    async with office.sending() as sender:
        await asyncio.sleep(0.3)
        await office.server.start(int(office.server.base_url.rpartition(":")[2]))
        await sender.idle()
    assert [each.text for each in wang.private.from_bot] == ["一", "二"]
    assert len(office.deliveries) == 2


async def test_a_refusal_is_obeyed_by_everybody_even_after_a_restart(
    office: Office, wang: DemoPerson
) -> None:
    li = office.world.person("李强")
    li.start()
    office.server.faults.next("sendMessage", 429, retry_after=1)
    began = asyncio.get_running_loop().time()
    await office.say(wang.id, "一")
    async with office.sending():
        await office.world.until(lambda: office.world.calls("sendMessage"), 5)
        await asyncio.sleep(0.1)
    await office.say(li.id, "二")
    async with office.sending() as sender:
        await sender.idle()
    assert asyncio.get_running_loop().time() - began > 1.0
    assert len(wang.private.from_bot) == len(li.private.from_bot) == 1
    assert len(office.world.calls("sendMessage")) == 3


async def test_what_fails_for_good_is_told(office: Office, wang: DemoPerson) -> None:
    wang.block()
    message_id = await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await sender.idle()
    [delivery] = office.deliveries
    assert isinstance(delivery.outcome, Failed)
    assert delivery.outcome.reason is Reason.BLOCKED
    assert delivery.message == await office.message(message_id)
    assert await office.state(f"send:{message_id}") == ("failed", 1)


async def test_a_group_that_moved_is_followed(office: Office, wang: DemoPerson) -> None:
    group = office.world.group("幸福里", members=[wang])
    group.add_bot(by=wang)
    await office.say(group.id, "一")
    await office.say(group.id, "二")
    new = group.migrate()
    async with office.sending() as sender:
        await sender.idle()
    assert [each.text for each in new.from_bot] == ["一", "二"]
    assert [type(each.outcome) for each in office.deliveries].count(Sent) == 2


async def test_a_mistake_in_what_follows_undoes_only_that(
    office: Office, wang: DemoPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Office, "_settled", lambda *_: 1 / 0)
    message_id = await office.say(wang.id, "今晚停水")
    async with office.sending() as sender:
        await sender.idle()
    assert await office.state(f"send:{message_id}") == ("sent", 1)
    assert (await office.message(message_id)).telegram_id is not None


async def test_stopping_lets_what_is_under_way_end(office: Office, wang: DemoPerson) -> None:
    messages = [await office.say(wang.id, f"{number}") for number in range(3)]
    async with office.sending():
        await office.world.until(lambda: wang.private.from_bot, 5)
    states = {(await office.state(f"send:{each}"))[0] for each in messages}
    assert states <= {"sent", "pending"}


def _doubtful(tx: Tx, chat_id: int, _now: datetime) -> list[BotMessage]:
    return outbox.doubtful(tx, chat_id)


def _adopt(tx: Tx, command: tuple[BotMessage, int], now: datetime) -> bool:
    return outbox.adopt(tx, *command, now)
