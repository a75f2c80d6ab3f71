"""A sender in front of the stand-in Telegram, with messages that say what their args hold."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.chat.outgoing import Button, Outgoing
from bot.clock import ManualClock
from bot.delivery.gateway import Gateway
from bot.delivery.pacer import TelegramLimits
from bot.delivery.sender import Sender
from bot.delivery.waits import Waits
from bot.demo.botapi import BotApiServer, World
from bot.messages.args import Args
from bot.messages.cascade import CardArgs
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.delivery.outcomes import Delivery
from bot.store.tx import Tx

PATIENCE = 10.0
CARD = CardArgs()
SOON = Waits(again=0.05, pause=0.05)
FAST = TelegramLimits(per_second=1000, chat_burst=100, edit_interval=0)


def compose(_tx: Tx, message: BotMessage, _now: datetime) -> Outgoing | None:
    """The text in the args, marked where it is said again; no text, nothing to say."""
    text = json.loads(message.stored_args).get("text")
    if text == "unspeakable":
        raise KeyError(text)
    mark = "重发 " if message.again else ""
    buttons = [[Button("收到", "1:ack:7")]]
    return Outgoing(text=f"{mark}{text}", keyboard=buttons) if text else None


@dataclass
class Office:
    database: Database
    clock: ManualClock
    world: World
    server: BotApiServer
    gateway: Gateway
    limits: TelegramLimits = FAST
    compose: Callable[[Tx, BotMessage, datetime], Outgoing | None] = compose
    deliveries: list[Delivery] = field(default_factory=list)
    files: list[tuple[int, bytes | None, str | None]] = field(default_factory=list)

    async def say(self, chat_id: int, text: str, args: Args = CARD, **more: Any) -> int:
        saying = Saying(chat_id=chat_id, args=args, lane=more.pop("lane", Lane.ROUTINE), **more)
        return await self.database.transact(_say, (saying, text))

    async def change(self, message_id: int, text: str, lane: Lane = Lane.EDIT) -> None:
        await self.database.transact(_change, (message_id, text, lane))

    async def message(self, message_id: int) -> BotMessage:
        return await self.database.read(_message, message_id)

    async def state(self, key: str) -> tuple[str, int]:
        return await self.database.read(_state, key)

    @asynccontextmanager
    async def sending(self, **more: Any) -> AsyncIterator[Sender]:
        """A sender at work, stopped properly at the end."""
        sender = self.sender(**more)
        work = asyncio.create_task(sender.run())
        try:
            async with asyncio.timeout(PATIENCE):
                yield sender
        finally:
            await sender.stop()
            await work

    def sender(self, **more: Any) -> Sender:
        more = {"waits": SOON, **more}
        parts = (self.database, self.gateway, self.compose, self._settled, self._fetched)
        return Sender(*parts, more.pop("limits", self.limits), **more)

    async def crash_while(self, work: Coroutine[Any, Any, Any], **more: Any) -> None:
        """A sender that is killed as soon as `work` is over: nothing it has begun is settled."""
        task = asyncio.create_task(self.sender(**more).run())
        await work
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    def _settled(self, _tx: Tx, deliveries: Sequence[Delivery], _now: datetime) -> None:
        self.deliveries += deliveries

    async def _fetched(self, import_id: int, content: bytes | None, failure: str | None) -> None:
        self.files.append((import_id, content, failure))


@asynccontextmanager
async def office_at(database: Database, clock: ManualClock) -> AsyncIterator[Office]:
    world = World(clock.now)
    server = BotApiServer(world)
    await server.start()
    gateway = Gateway(server.token, server.base_url)
    await gateway.open()
    try:
        yield Office(database, clock, world, server, gateway)
    finally:
        server.faults.release()
        await gateway.close()
        await server.stop()
    assert server.violations == []


def _say(tx: Tx, command: tuple[Saying, str], now: datetime) -> int:
    saying, text = command
    message_id = outbox.say(tx, saying, now)
    _put_words(tx, message_id, text)
    return message_id


def _change(tx: Tx, command: tuple[int, str, Lane], now: datetime) -> None:
    message_id, text, lane = command
    message = outbox.message(tx, message_id)
    _put_words(tx, message_id, text)
    outbox.refresh(tx, message, now, lane=lane)


def _put_words(tx: Tx, message_id: int, text: str) -> None:
    """Words in the place of what the kind of message carries: here no view reads it."""
    tx.run("set_message_args", message_id=message_id, args={"text": text})


def _message(tx: Tx, message_id: int, _now: datetime) -> BotMessage:
    return outbox.message(tx, message_id)


def _state(tx: Tx, key: str, _now: datetime) -> tuple[str, int]:
    row = tx.connection.execute(f"SELECT state, attempt FROM outbox WHERE key = '{key}'").fetchone()
    return row["state"], row["attempt"]
