"""Against a Telegram that is strict: no refusal, and no slower than needed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.chat.outgoing import Outgoing
from bot.clock import ManualClock
from bot.delivery.gateway import Gateway
from bot.delivery.pacer import TelegramLimits
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi import ServerLimits as TelegramsLimits
from bot.instructions.model import Attachment
from bot.messages.cascade import CardArgs, FilesArgs
from bot.store.database import Database
from bot.store.delivery import sending
from bot.store.delivery.outbox import Lane
from bot.store.tx import Tx
from tests.delivery.office import Office


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest_asyncio.fixture
async def strict(database: Database, clock: ManualClock) -> AsyncIterator[Office]:
    world = World(lambda: datetime.now(UTC))
    telegrams = TelegramsLimits(
        per_second=60, per_chat_second=60, chat_burst=60, per_group_minute=6
    )
    server = BotApiServer(world, limits=telegrams)
    await server.start()
    gateway = Gateway(server.token, server.base_url)
    await gateway.open()
    yield Office(database, clock, world, server, gateway, TelegramLimits(per_second=60))
    await gateway.close()
    await server.stop()


async def test_many_chats_at_the_full_rate(strict: Office) -> None:
    people = [strict.world.person(f"{number}") for number in range(150)]
    for person in people:
        person.start()
        await strict.say(person.id, "今晚停水", lane=Lane.URGENT)
    async with strict.sending() as sender:
        await sender.idle()
    sent = strict.world.calls("sendMessage")
    assert [call.code for call in sent] == [200] * 150
    assert 2.4 < (sent[-1].at - sent[0].at).total_seconds() < 6


async def test_a_group_gets_no_more_than_its_minute(strict: Office) -> None:
    wang = strict.world.person("王芳")
    group = strict.world.group("幸福里", members=[wang])
    group.add_bot(by=wang)
    limits = TelegramLimits(per_second=60, chat_burst=60, group_per_minute=6, edit_interval=0)
    async with strict.sending(limits=limits):
        message_id = await strict.say(group.id, "一")
        await strict.world.until(lambda: group.from_bot, 5)
        for number in range(8):
            await strict.change(message_id, f"{number}")
            with pytest.raises(TimeoutError):
                await strict.world.until(lambda: False, 0.1)
        for _ in range(4):
            await strict.say(group.id, "二")
        with pytest.raises(TimeoutError):
            await strict.world.until(lambda: False, 0.5)
    assert len(strict.world.calls("editMessageText")) == 3
    assert len(strict.world.calls("sendMessage")) == 3


async def test_albums_leave_only_where_all_their_pictures_fit(strict: Office) -> None:
    files = strict.world.files
    pictures = tuple(
        Attachment("photo", files.add("photo", "图.jpg", b"x", "image/jpeg").file_id)
        for _ in range(10)
    )
    strict.compose = lambda _tx, message, _now: Outgoing(
        text="今晚停水" if message.kind == "card" else "",
        attachments=pictures if message.kind == "files" else (),
    )
    people = [strict.world.person(f"{number}") for number in range(12)]
    async with strict.sending() as sender:
        await asyncio.sleep(0.5)  # tokens have gathered: so many albums may be begun at once
        for person in people:
            person.start()
            await strict.say(person.id, "", args=FilesArgs())
            await strict.say(person.id, "", args=CardArgs())
        await sender.idle()
    calls = [*strict.world.calls("sendMediaGroup"), *strict.world.calls("sendMessage")]
    assert [call.code for call in calls] == [200] * 24


async def test_while_nobody_answers_the_outbox_is_left_in_peace(
    strict: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    look = sending.newly_pending

    def counted(tx: Tx, seen: int, now: datetime) -> list[sending.OutboxEntry]:
        looks.append(seen)
        return look(tx, seen, now)

    monkeypatch.setattr(sending, "newly_pending", counted)
    strict.server.faults.next("sendMessage", "hang", times=5)
    for number in range(20):
        person = strict.world.person(f"{number}")
        person.start()
        await strict.say(person.id, "今晚停水")
    async with strict.sending(limits=TelegramLimits(per_second=5)):
        await asyncio.sleep(1.5)
        before = len(looks)
        await asyncio.sleep(1.0)
        assert len(looks) - before <= 3
        strict.server.faults.release()
