"""At most one open question in a private chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import ManualClock
from bot.store.database import Database
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.store.writing.expectations import Expectation

CHAT = 900


async def test_a_newer_question_takes_the_place_of_an_older(
    database: Database, clock: ManualClock
) -> None:
    until = clock.now() + timedelta(minutes=10)

    def ask(tx: Tx, kind: str, _now: datetime) -> None:
        expectations.expect(tx, CHAT, kind, 7, {"step": 1}, until)

    await database.transact(ask, "deadline")
    await database.transact(ask, "help_words")
    found = await database.transact(_take, None)
    assert found == Expectation(CHAT, "help_words", 7, {"step": 1}, until)
    assert await database.transact(_take, None) is None


async def test_a_question_is_forgotten_in_time(database: Database, clock: ManualClock) -> None:
    def ask(tx: Tx, _none: None, now: datetime) -> None:
        expectations.expect(tx, CHAT, "deadline", None, None, now + timedelta(minutes=10))

    await database.transact(ask, None)
    assert await database.read(_expected, None) is not None
    clock.move(timedelta(minutes=10))
    assert await database.read(_expected, None) is None


def _take(tx: Tx, _none: None, now: datetime) -> Expectation | None:
    found = expectations.expected(tx, CHAT, now)
    expectations.clear(tx, CHAT)
    return found


def _expected(tx: Tx, _none: None, now: datetime) -> Expectation | None:
    return expectations.expected(tx, CHAT, now)
