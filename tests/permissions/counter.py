"""Passes updates to the real handlers and use cases, synchronously and in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar

from telegram import Update

from bot.chat.outgoing import Outgoing
from bot.clock import ManualClock
from bot.delivery.kinds import composer
from bot.errors import Refused
from bot.handlers import refusals, routes
from bot.handlers.context import DONE_UPDATES, SERVICES, Context, Services, Settings
from bot.handlers.incoming import ButtonPress, incoming
from bot.instructions.house import House
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.house import operators
from tests.permissions.book import Book, Change

C = TypeVar("C")
R = TypeVar("R")
_COMPOSE = composer("zh-hans")
INVITATION_KEY = b"a key made up for these tests"


@dataclass(frozen=True)
class Said:
    """A message as it would leave."""

    kind: str
    chat: int
    outgoing: Outgoing


@dataclass(frozen=True)
class Done:
    """The result of an update: refusal, notification, messages, changes."""

    refused: str | None
    toasts: tuple[str, ...]
    changed: tuple[Change, ...] = ()
    said: tuple[Said, ...] = ()

    def rows(self, table: str, *, gone: bool = False) -> list[Any]:
        """The rows of a table that are new or other than before."""
        return [each.row for each in self.changed if each.table == table and each.gone is gone]


@dataclass
class _Toaster:
    said: list[str] = field(default_factory=list)

    async def answer(
        self,
        callback_query_id: str,
        text: str | None = None,
        *,
        alert: bool = False,
        url: str | None = None,
    ) -> None:
        self.said.append(text or "")


class _AtOnce:
    """Stands for the database's queue: what is asked for is done in the open transaction."""

    def __init__(self, book: Book, clock: ManualClock) -> None:
        self._book, self.clock = book, clock

    async def transact(self, work: Callable[[Any, C, datetime], R], command: C) -> R:
        with self._book.tx.savepoint():
            return work(self._book.tx, command, self.clock.now())

    async def read(self, work: Callable[[Any, C, datetime], R], query: C) -> R:
        return work(self._book.tx, query, self.clock.now())


class Counter:
    """Takes updates for the bot; each is handled when `take` returns."""

    def __init__(self, book: Book, clock: ManualClock, house: House) -> None:
        self.book, self.clock, self.house = book, clock, house
        self._updates = 0

    def take(self, update: dict[str, Any]) -> Done:
        """Handle an update as the dispatcher does: a refusal is told."""
        self._updates += 1
        found = incoming({"update_id": self._updates, **update}, None)
        toaster, refused = _Toaster(), None
        context = Context.from_update(found, self._application(toaster))
        try:
            finish(_handle(found, context))
        except Refused as error:
            refused = error.reason
            finish(refusals.tell_refusal(error, context))
        return Done(refused, tuple(toaster.said))

    def tried(self, update: dict[str, Any]) -> Done:
        """As `take`, with what it changed and said; afterwards nothing has happened."""
        with self.book.undone("attempt"):
            written = self.book.written()
            done = self.take(update)
            touched = self.book.touched(written)
            if not touched:
                return done
            after, said = self.book.dump(touched), tuple(self.waiting())
        before = self.book.dump(touched)
        return replace(done, changed=tuple(self.book.changes(before, after)), said=said)

    @property
    def operators(self) -> frozenset[int]:
        """Those configured, and those who became one by the link."""
        return self.house.operators | operators.known_operators(self.book.tx)

    def waiting(self) -> Iterator[Said]:
        """All pending sends and edits, rendered."""
        pending = "SELECT message_id AS id FROM outbox WHERE op IN ('send', 'edit')"
        for message_id in sorted(self.book.ids(f"{pending} AND state = 'pending'")):
            message = outbox.message(self.book.tx, message_id)
            outgoing = self.rendered(message)
            if outgoing is not None:
                yield Said(message.kind, message.chat_id, outgoing)

    def rendered(self, message: BotMessage) -> Outgoing | None:
        """A message in words, as it would leave now."""
        return _COMPOSE(self.book.tx, message, self.clock.now())

    def messages(self, where: str) -> list[BotMessage]:
        """The bot's messages, oldest first."""
        found = self.book.ids(f"SELECT id FROM bot_message WHERE {where} ORDER BY id")
        return [outbox.message(self.book.tx, each) for each in found]

    def _application(self, toaster: _Toaster) -> Any:
        settings = Settings(self.house.operators, 1, "gridcall_bot", "zh-hans", INVITATION_KEY)
        database: Any = _AtOnce(self.book, self.clock)
        services = Services(database, self.house, settings, toaster)
        services.welcome(operators.known_operators(self.book.tx))
        return SimpleNamespace(bot_data={SERVICES: services, DONE_UPDATES: set()})


def _handle(found: Update | ButtonPress, context: Context) -> Coroutine[Any, Any, None]:
    if isinstance(found, ButtonPress):
        return routes.route_press(found, context)
    told = routes.membership if found.my_chat_member is not None else routes.route_message
    return told(found, context)


def finish(work: Coroutine[Any, Any, Any]) -> None:
    """Run to the end what waits for nothing but the database."""
    try:
        work.send(None)
    except StopIteration:
        return
    raise AssertionError("a handler waits for something besides the database")
