"""Requests to the outbox are idempotent: two give one send in the newest state."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.clock import ManualClock
from bot.messages.writing import PreviewArgs
from bot.store.database import Database
from bot.store.delivery import outbox, sending
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.delivery.sending import Claimed, OutboxEntry
from bot.store.tx import Tx

LATER = timedelta(seconds=30)


async def _do(database: Database, work: Callable[[Tx, datetime], Any]) -> Any:
    return await database.transact(lambda tx, _command, now: work(tx, now), None)


def _said(tx: Tx, now: datetime, **more: Any) -> BotMessage:
    saying = Saying(chat_id=7, args=PreviewArgs(), lane=more.pop("lane", Lane.ROUTINE), **more)
    return outbox.message(tx, outbox.say(tx, saying, now))


def _pending(tx: Tx, now: datetime) -> list[OutboxEntry]:
    return sending.newly_pending(tx, 0, now)


async def test_a_message_waits_until_it_is_due(database: Database, clock: ManualClock) -> None:
    def work(tx: Tx, now: datetime) -> list[OutboxEntry]:
        _said(tx, now, not_before=now + LATER)
        return _pending(tx, now)

    [entry] = await _do(database, work)
    assert (entry.op, entry.lane, entry.chat_id) == ("send", Lane.ROUTINE, 7)
    assert entry.not_before == clock.now() + LATER


async def test_asking_again_is_news_but_not_a_second_row(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        message = _said(tx, now)
        outbox.refresh(tx, message, now)
        seen = _pending(tx, now)[-1].stamp
        assert sending.newly_pending(tx, seen, now) == []
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=PreviewArgs(page=2))
        [news] = sending.newly_pending(tx, seen, now)
        assert (news.op, news.lane) == ("edit", Lane.REPLY)
        outbox.refresh(tx, message, now)
        assert _pending(tx, now)[-1].lane is Lane.REPLY
        assert outbox.message(tx, message.id).args_as(PreviewArgs).page == 2

    await _do(database, work)


async def test_once_done_the_next_asking_chooses_its_lane(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        message = _said(tx, now)
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
        sending.settle_row(tx, _claim(tx, 1, now), "sent", None, now)
        outbox.refresh(tx, message, now)
        assert _pending(tx, now)[-1].lane is Lane.EDIT

    await _do(database, work)


async def test_what_is_asked_under_way_waits_again_once_settled(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        message = _said(tx, now)
        outbox.refresh(tx, message, now)
        row = _claim(tx, 1, now)
        outbox.refresh(tx, message, now)
        assert [each.op for each in _pending(tx, now)] == ["send"]
        settled = sending.settle_row(tx, row, "sent", None, now)
        assert settled.news
        assert settled.again is not None
        assert settled.again.id == row.entry.id
        assert not sending.settle_row(tx, row, "sent", None, now).news

    await _do(database, work)


async def test_what_was_taken_away_is_not_sent(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        message = _said(tx, now)
        [entry] = _pending(tx, now)
        outbox.take_away(tx, message, now)
        assert _pending(tx, now) == []
        assert sending.claim(tx, entry, now) is None

    await _do(database, work)


async def test_a_message_that_turned_up_is_adopted_and_a_copy_deleted(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        message = _said(tx, now)
        row = _claim(tx, 0, now)
        assert outbox.doubtful(tx, 7) == [message]
        sending.repeat(tx, row, "the line broke")
        assert outbox.doubtful(tx, 7) == [message]
        assert outbox.adopt(tx, message, 501, now)
        assert _pending(tx, now) == []
        arrived = outbox.message(tx, message.id)
        assert (arrived.telegram_id, arrived.sent_at) == (501, now)
        assert not outbox.adopt(tx, arrived, 501, now)
        assert not outbox.adopt(tx, arrived, 502, now)
        [delete] = _pending(tx, now)
        assert (delete.op, delete.chat_id) == ("delete", 7)
        assert outbox.message(tx, delete.message_id or 0).telegram_id == 502

    await _do(database, work)


async def test_a_message_follows_its_chat(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        message = _said(tx, now)
        row = _claim(tx, 0, now)
        sending.settle_row(tx, row, "failed", "migrated", now)
        outbox.follow(tx, message, -1007, row.entry.lane, now)
        [entry] = _pending(tx, now)
        assert (entry.id, entry.chat_id) == (row.entry.id, -1007)
        assert outbox.message(tx, message.id).chat_id == -1007

    await _do(database, work)


def _claim(tx: Tx, place: int, now: datetime) -> Claimed:
    row = sending.claim(tx, _pending(tx, now)[place], now)
    assert row is not None
    return row
