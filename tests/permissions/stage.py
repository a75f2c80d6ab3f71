"""The chats of a scene: what is handed in, what the bot says, and how time passes."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from bot.chat.callback import Action, pack, unpack
from bot.clock import ManualClock
from bot.instructions.house import House
from bot.messages.args import decode
from bot.schedule.duties import duties
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.delivery.outcomes import Delivery, Sent
from bot.store.house.housekeeping import KeptFor
from bot.store.writing import expectations
from bot.usecases.settling import settled
from tests.permissions import updates
from tests.permissions.book import Book
from tests.permissions.counter import Counter, Done, Said
from tests.permissions.rules import MORNING

_KEPT = KeptFor(timedelta(days=730), timedelta(days=365))

_VERSION = "SELECT COALESCE(MAX(id), 0) FROM instruction_version"

FIRST_NUMBER = 5000
"""A message's number in its chat is this and its id."""


class Stage:
    """`said`: everything that has ever been sent or edited; `toasts`: all answers to presses."""

    def __init__(self, book: Book, house: House) -> None:
        self.book, self.tx, self.house = book, book.tx, house
        self.clock = ManualClock(MORNING)
        self.counter = Counter(book, self.clock, house)
        self.said: list[Said] = []
        self.toasts: list[str] = []

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def take(self, update: dict[str, Any]) -> Done:
        """Hand in an update; what the bot says arrives at once."""
        done = self.counter.take(update)
        self.toasts += done.toasts
        self.deliver()
        return done

    def press(self, who: int, number: int, action: Action, *values: int | str) -> Done:
        """Press a button in a private chat."""
        return self.take(updates.press(who, who, number, pack(action, *values)))

    def deliver(self) -> None:
        """Mark all pending messages as delivered."""
        self.said += self.counter.waiting()
        unsent = "SELECT id FROM bot_message WHERE telegram_id IS NULL AND gone_at IS NULL"
        for message_id in self.book.ids(unsent):
            number = FIRST_NUMBER + message_id
            facts = {"message_id": message_id, "telegram_id": number}
            self._rendered(message_id)
            self.tx.run("message_arrived", now=self.now, **facts)
            message = outbox.message(self.tx, message_id)
            arrived = Delivery(message, message.chat_id, "send", Lane.ROUTINE, Sent(number))
            settled(self.tx, [arrived], self.now)
        self.book.do(f"UPDATE bot_message SET shown_version = ({_VERSION}) WHERE gone_at IS NULL")
        self.book.do("UPDATE outbox SET state = 'sent' WHERE state = 'pending'")

    def _rendered(self, message_id: int) -> None:
        """What is about to arrive shows the newest texts."""
        self.book.do(f"UPDATE outbox SET shows = ({_VERSION}) WHERE message_id = {message_id}")

    def pass_time(self, **span: float) -> None:
        """Time passes, and what is due is done."""
        self.clock.move(timedelta(**span))
        for duty in duties(self.house, (), _KEPT, self.clock):
            duty(self.tx, 100, self.now)
        self.deliver()

    def put(self, chat: int, kind: str, subject: int | None = None, **args: Any) -> int:
        """Put a message of the bot's into a chat; its number there."""
        carried = decode(kind, json.dumps(args))
        saying = Saying(chat_id=chat, args=carried, lane=Lane.REPLY, subject_id=subject)
        message_id = outbox.say(self.tx, saying, self.now)
        self.deliver()
        return FIRST_NUMBER + message_id

    def newest(self, chat: int, kind: str) -> int:
        """The number of the newest message of a kind in a chat; 0 where there is none."""
        found = self.standing(kind, chat)
        return found[-1][1] if found else 0

    def standing(self, kind: str, chat: int | None = None) -> list[tuple[int, int]]:
        """In which chats messages of a kind stand, and under which numbers."""
        here = "" if chat is None else f" AND chat_id = {chat}"
        found = self.counter.messages(f"kind = '{kind}' AND gone_at IS NULL{here}")
        return [(each.chat_id, each.telegram_id or 0) for each in found]

    def buttons(self, chat: int, number: int, action: Action) -> list[str]:
        """The data of a message's buttons of one kind."""
        where = f"chat_id = {chat} AND telegram_id = {number}"
        shown = [self.counter.rendered(each) for each in self.counter.messages(where)]
        found = [each.data for out in shown if out for row in out.keyboard for each in row]
        return [data for data in found if data and (got := unpack(data)) and got.action is action]

    def expect(self, chat: int, kind: str, subject: int, **args: Any) -> None:
        """The next words in a chat are the answer to a question."""
        until = self.now + timedelta(minutes=9)
        expectations.expect(self.tx, chat, kind, subject, args, until)
