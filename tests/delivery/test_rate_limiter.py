"""When a row may be sent: limits, waits, pauses and what a message shows, on a clock by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.outgoing import Outgoing
from bot.clock import ManualClock
from bot.delivery.letter import Letter
from bot.delivery.pacer import TelegramLimits
from bot.delivery.rate_limiter import RateLimiter
from bot.delivery.waits import Waits
from bot.instructions.model import Attachment
from bot.store.delivery.outbox import Lane
from bot.store.delivery.outcomes import Failed, Outcome, Reason, Retry, Sent, Uncertain
from bot.store.delivery.sending import Claimed, OutboxEntry, RecentAttempt

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
GROUP, WANG = -100, 7
AGAIN = 5.0
CARD = Outgoing(text="还等 3 栋")


class Seconds:
    """A monotonic clock that stands still until moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A rate limiter, its clocks, and rows to send."""

    def __init__(self, limits: TelegramLimits | None = None) -> None:
        self.steady, self.wall = Seconds(), ManualClock(NINE)
        waits = Waits(again=AGAIN)
        self.limiter = RateLimiter(limits or TelegramLimits(), waits, self.steady, self.wall)

    def send(self, row: Claimed, outcome: Outcome, *, took: float = 0.0, files: int = 0) -> None:
        """One letter out and its outcome back."""
        each = letter(row, files)
        self.limiter.leaves(row, each)
        self.steady.now += took
        self.limiter.ended(row, each, outcome)
        self.limiter.came(row, each, outcome)

    def wait(self, row: Claimed) -> float:
        """For how long a row has to wait from now on."""
        return self.limiter.ready_at(row.entry, self.steady.now) - self.steady.now


def row(
    chat: int = WANG, op: str = "send", *, message: int | None = 1, lane: Lane = Lane.ROUTINE
) -> Claimed:
    entry = OutboxEntry(chat, 1, lane, chat, op, message, NINE)
    return Claimed(entry, f"{op}:{message}", attempt=1, again=False)


def letter(of: Claimed, files: int = 0, outgoing: Outgoing = CARD) -> Letter:
    if files:
        pictures = tuple(Attachment("photo", str(each)) for each in range(files))
        outgoing = Outgoing(text="", attachments=pictures)
    return Letter(op=of.entry.op, chat_id=of.entry.chat_id, outgoing=outgoing)


EDIT = row(op="edit", lane=Lane.EDIT)


def test_edits_of_one_message_keep_their_interval() -> None:
    desk = Desk(TelegramLimits(edit_interval=3.0))
    desk.send(row(), Sent(11))
    assert desk.wait(EDIT) == 3.0
    assert desk.wait(row(op="edit", message=2, lane=Lane.EDIT)) == 0, "another message"
    assert desk.wait(row(op="edit", lane=Lane.REPLY)) == 0, "somebody waits for it"
    assert desk.wait(row(op="delete", lane=Lane.EDIT)) == 0
    assert desk.wait(row(op="edit", message=None, lane=Lane.EDIT)) == 0


def test_an_edit_that_changes_nothing_is_known_until_its_state_is_uncertain() -> None:
    desk = Desk()
    assert not desk.limiter.same(1, CARD)
    desk.send(row(), Sent(11))
    assert desk.limiter.same(1, CARD)
    assert not desk.limiter.same(1, Outgoing(text="全部收到"))
    assert not desk.limiter.same(2, CARD)
    desk.send(EDIT, Retry("busy", 3))
    assert desk.limiter.same(1, CARD), "it has not been done"
    for outcome in (Uncertain("lost"), Failed(Reason.BAD_REQUEST)):
        desk.send(row(), Sent(11))
        desk.send(EDIT, outcome)
        assert not desk.limiter.same(1, CARD)


def test_what_belongs_to_no_message_shows_nothing() -> None:
    desk = Desk()
    desk.send(row(op="leave", message=None), Sent())
    assert not desk.limiter.same(1, CARD)


def test_after_an_uncertain_outcome_a_chat_pauses() -> None:
    desk = Desk()
    desk.send(row(), Uncertain("lost"))
    assert desk.wait(row()) == AGAIN
    assert desk.wait(row(chat=8)) == 0


def test_what_has_not_left_pauses_its_chat_as_long() -> None:
    desk = Desk()
    desk.send(row(), Retry("connection refused"))
    assert desk.wait(row()) == AGAIN
    assert desk.limiter.to_keep() is None, "Telegram has asked for nothing"


def test_what_telegram_asks_for_is_kept_until_it_is_stored() -> None:
    desk = Desk()
    assert desk.limiter.to_keep() is None
    desk.send(row(), Retry("too many", 40))
    kept = desk.limiter.to_keep()
    assert kept is not None
    desk.limiter.kept()
    assert desk.limiter.to_keep() is None
    again = Desk()
    again.wall.move(timedelta(seconds=10))
    again.limiter.restore(kept, (), again.wall.now())
    assert again.limiter.room(129.9) == 0
    assert again.limiter.room(130.0) >= 1
    assert again.limiter.room_at(100.0) == pytest.approx(130.0, abs=0.01)
    assert again.limiter.to_keep() is None


def test_recent_attempts_of_a_former_process_count() -> None:
    desk = Desk(TelegramLimits(group_per_minute=2))
    ago = [NINE - timedelta(seconds=40), NINE - timedelta(seconds=10), NINE + timedelta(hours=1)]
    desk.limiter.restore(None, [RecentAttempt(GROUP, "send", each) for each in ago[:2]], NINE)
    assert desk.wait(row(GROUP)) == pytest.approx(21.0)
    desk.limiter.restore(None, [RecentAttempt(GROUP, "send", ago[2])], NINE)
    assert desk.wait(row(GROUP)) == pytest.approx(51.0), "one from the future counts as of now"


def test_an_album_waits_until_all_of_it_fits_into_the_groups_minute() -> None:
    desk = Desk(TelegramLimits(group_per_minute=10, chat_burst=20))
    desk.send(row(GROUP), Sent(1), files=6)
    album = row(GROUP)
    assert desk.wait(album) == 0, "its weight is not known yet"
    assert desk.limiter.room(desk.steady.now + 2) >= 4
    assert not desk.limiter.fits(album.entry, letter(album, 5))
    assert desk.wait(album) == pytest.approx(61.0), "it is known now"
    assert desk.limiter.fits(album.entry, letter(album, 4))
    assert desk.wait(album) == 0
    desk.send(album, Sent(7), files=4)
    assert desk.wait(album) == pytest.approx(61.0)


def test_the_weight_of_a_letter_that_left_is_forgotten() -> None:
    desk = Desk(TelegramLimits(group_per_minute=10, chat_burst=20))
    album = row(GROUP)
    desk.limiter.room(desk.steady.now)
    desk.limiter.fits(album.entry, letter(album, 9))
    desk.send(album, Sent(1), files=9)
    assert desk.wait(album) == 0, "one more message fits"


def test_a_single_letter_fits_as_long_as_there_is_room() -> None:
    desk = Desk(TelegramLimits(per_second=2))
    assert desk.limiter.room(desk.steady.now) >= 1
    assert desk.limiter.fits(row().entry, letter(row()))
    assert desk.limiter.fits(row(8).entry, letter(row(8)))
    assert not desk.limiter.fits(row(9).entry, letter(row(9)))


def test_how_long_a_letter_took_counts_for_what_arrived_only() -> None:
    quick, lost = Desk(TelegramLimits(per_second=2)), Desk(TelegramLimits(per_second=2))
    for desk, outcome in ((quick, Sent(1)), (lost, Failed(Reason.BLOCKED))):
        for chat in (1, 2):
            desk.send(row(chat), outcome, took=0.2)
    assert quick.limiter.room_at(quick.steady.now) <= lost.limiter.room_at(lost.steady.now)


def test_the_rate_falls_when_telegram_refuses_and_recovers() -> None:
    desk = Desk(TelegramLimits(per_second=30))
    assert desk.limiter.pace == pytest.approx(29.4)
    desk.send(row(), Retry("too many", 1))
    assert desk.limiter.pace < 29
    desk.steady.now += 3600
    assert desk.limiter.pace == pytest.approx(29.4)


def test_a_round_is_worth_while_when_a_slice_of_it_fits() -> None:
    desk = Desk(TelegramLimits(per_second=30))
    for chat in range(1, 40):
        desk.send(row(chat), Sent(chat))
    now = desk.steady.now
    assert now < desk.limiter.room_at(now) <= desk.limiter.slice_at(now) < now + 5


def test_expired_state_is_dropped_once_a_minute() -> None:
    desk = Desk()
    desk.send(row(), Sent(1))
    pacer = desk.limiter._pacer
    desk.steady.now = 159.9
    desk.limiter.tidy()
    desk.steady.now = 162.0
    assert pacer._uses, "too early"
    desk.limiter.tidy()
    assert not pacer._uses
    desk.send(row(), Sent(1))
    desk.steady.now = 221.9
    desk.limiter.tidy()
    assert pacer._uses, "a minute after the last time"
