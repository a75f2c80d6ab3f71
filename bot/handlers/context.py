"""What handlers use: the database, the settings, and the answer to a callback query."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.saying import in_words
from bot.chat.texts import Translator, language_from_telegram, translator
from bot.handlers.incoming import ButtonPress, touched
from bot.instructions.house import House
from bot.messages.args import Args
from bot.messages.house import ToldArgs
from bot.messages.sentences import Sentence
from bot.store.database import Database
from bot.store.delivery import inbox
from bot.store.house import languages
from bot.store.tx import Tx
from bot.usecases.cascade import bot_messages

C = TypeVar("C")
R = TypeVar("R")
SERVICES = "services"
DONE_UPDATES = "marked"
"""Ids of updates in progress that were marked done."""


class Toaster(Protocol):
    """Answers callback queries at Telegram."""

    async def answer(
        self,
        callback_query_id: str,
        text: str | None = None,
        *,
        alert: bool = False,
        url: str | None = None,
    ) -> None:
        """Answer a callback query; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of this bot that handlers pass on to use cases."""

    operators: frozenset[int]
    bot_id: int
    bot_username: str
    default_language: str
    invitation_key: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Services:
    """What the composition root provides to handlers."""

    database: Database
    house: House
    settings: Settings
    toaster: Toaster
    fetch: Callable[[str, int], Awaitable[bytes]] | None = None
    """Fetches a file of at most so many bytes from Telegram."""

    def welcome(self, operators: frozenset[int]) -> None:
        """Add operators to those from the settings."""
        everybody = self.settings.operators | operators
        self.settings = replace(self.settings, operators=everybody)
        self.house = replace(self.house, operators=everybody)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update."""

    incoming: Update | ButtonPress
    _language: str | None = None
    _services: Services | None = None
    _tell: Callable[[Args], None] | None = None

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> Context:
        found = super().from_update(update, application)
        if isinstance(update, Update | ButtonPress):
            found.incoming = update
        return found

    @property
    def services(self) -> Services:
        """What the composition root provides."""
        found: Services = self._services or self.bot_data[SERVICES]
        return found

    def within(self, press: ButtonPress, database: Any, tell: Callable[[Args], None]) -> Context:
        """The context of a press that words stand for: it acts on `database`, and `tell` takes what
        a toast would have shown."""
        application: Any = self.application
        inner = Context(application)
        inner.incoming = press
        inner._services = replace(self.services, database=database)
        inner._tell = tell
        return inner

    @property
    def account(self) -> int:
        """The Telegram id of the update's sender, 0 where there is none."""
        if isinstance(self.incoming, ButtonPress):
            return self.incoming.account
        user = self.incoming.effective_user
        return user.id if user else 0

    @property
    def place(self) -> tuple[int, int, int]:
        """Sender, chat and message of a press; 0 where unknown."""
        return self.incoming.place if isinstance(self.incoming, ButtonPress) else (0, 0, 0)

    @property
    def settings(self) -> Settings:
        """Settings of this bot."""
        return self.services.settings

    @property
    def house(self) -> House:
        """The installation's rules."""
        return self.services.house

    @property
    def t(self) -> Translator:
        """The translator for the sender's language; known after `do`."""
        return translator(self._language or self._told_language())

    async def do(self, use_case: Callable[[Tx, C, datetime], R], command: C) -> R:
        """Run a use case and mark the update done in the same transaction."""
        found = touched(self.incoming)

        def handled(tx: Tx, command: C, now: datetime) -> tuple[R, str | None]:
            if found is not None:
                bot_messages.recognise(tx, found, now)
            outcome = use_case(tx, command, now)
            inbox.mark_done(tx, self.incoming.update_id, now)
            return outcome, self._chosen_language(tx)

        outcome, self._language = await self.services.database.transact(handled, command)
        self.bot_data[DONE_UPDATES].add(self.incoming.update_id)
        return outcome

    async def toast(self, said: Sentence | None = None, *, url: str | None = None) -> None:
        """Answer the callback query of this update; at most once, after the commit."""
        args = ToldArgs(said=said) if said else None
        await self.show(in_words(said, self.t) if said else None, args, url=url)

    async def show(self, text: str | None, args: Args | None, *, url: str | None = None) -> None:
        """As `toast`, in words; `args`: the message that says the same where words were typed."""
        if self._tell is None:
            await self._answer(text, url=url)
        elif args is not None:
            self._tell(args)

    async def alert(self, text: str) -> None:
        """Answer the callback query of this update with what has to be confirmed."""
        await self._answer(text, alert=True)

    async def _answer(
        self, text: str | None, *, alert: bool = False, url: str | None = None
    ) -> None:
        if isinstance(self.incoming, ButtonPress):
            query_id = self.incoming.query_id
            await self.services.toaster.answer(query_id, text, alert=alert, url=url)

    def _chosen_language(self, tx: Tx) -> str | None:
        return languages.chosen(tx, self.account) if self.account else None

    def _told_language(self) -> str:
        told = language_from_telegram(self._language_code())
        return told or self.settings.default_language

    def _language_code(self) -> str | None:
        if isinstance(self.incoming, ButtonPress):
            return self.incoming.language_code
        user = self.incoming.effective_user
        return user.language_code if user else None
