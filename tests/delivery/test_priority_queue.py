"""The order in which pending rows are sent."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from bot.delivery.priority_queue import PriorityQueue
from bot.store.delivery.outbox import Lane
from bot.store.delivery.sending import OutboxEntry

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _entry(number: int, chat: int, lane: Lane = Lane.ROUTINE, wait: int = 0) -> OutboxEntry:
    due = NOW + timedelta(seconds=wait)
    return OutboxEntry(number, number, lane, chat, "send", number, due)


def _board(*entries: OutboxEntry) -> PriorityQueue:
    board = PriorityQueue(lambda entry, at: at)
    board.add(entries, NOW)
    return board


def _take(board: PriorityQueue, room: int = 99, at: float = 0.0) -> list[int]:
    return [entry.id for entry in board.take(room, at)]


def test_a_chat_gets_one_thing_at_a_time_in_order() -> None:
    board = _board(_entry(1, 7), _entry(2, 7), _entry(3, 8))
    assert _take(board) == [1, 3]
    assert _take(board) == []
    board.free(7)
    board.free(8)
    assert _take(board) == [2]
    assert len(board) == 0


def test_the_urgent_lane_goes_first() -> None:
    board = _board(_entry(1, 1, Lane.EDIT), _entry(2, 2, Lane.URGENT), _entry(3, 3, Lane.REPLY))
    assert _take(board, 2) == [3, 2]


def test_no_lane_starves() -> None:
    lanes = [*Lane]
    board = _board(
        *(_entry(number, number, lanes[number % len(lanes)]) for number in range(1, 5001))
    )
    taken = Counter(lanes[number % len(lanes)] for number in _take(board, 500))
    assert all(taken[lane] >= 24 for lane in Lane)
    assert taken[Lane.REPLY] >= 375


def test_a_chat_that_must_wait_does_not_hold_up_others() -> None:
    held = {7: 10.0}
    board = PriorityQueue(lambda entry, at: max(at, held.get(entry.chat_id, 0.0)))
    board.add([_entry(1, 7), _entry(2, 8)], NOW)
    assert _take(board) == [2]
    assert board.ready_at(1.0) == 10.0
    assert _take(board, at=9.9) == []
    assert _take(board, at=10.0) == [1]


def test_what_is_not_due_waits_for_the_clock() -> None:
    board = _board(_entry(1, 7, wait=30), _entry(2, 7))
    assert _take(board) == [2]
    board.free(7)
    assert board.waits_for_clock
    board.due(NOW + timedelta(seconds=29))
    assert _take(board) == []
    board.due(NOW + timedelta(seconds=30))
    assert _take(board) == [1]
    assert not board.waits_for_clock


def test_what_is_known_keeps_its_place_unless_it_became_hastier() -> None:
    board = _board(_entry(1, 7, Lane.EDIT), _entry(2, 8, Lane.EDIT))
    board.add([OutboxEntry(1, 9, Lane.EDIT, 7, "edit", 1, NOW)], NOW)
    assert _take(board, 1) == [1]
    board.add([OutboxEntry(2, 10, Lane.REPLY, 8, "edit", 2, NOW), _entry(3, 9, Lane.URGENT)], NOW)
    assert _take(board) == [2, 3]
    assert len(board) == 0


def test_what_moved_to_another_chat_is_done_there() -> None:
    board = _board(_entry(1, -7))
    board.add([_entry(1, -1007)], NOW)
    assert [entry.chat_id for entry in board.take(9, 0.0)] == [-1007]


def test_what_comes_back_is_done_again_first() -> None:
    board = _board(_entry(1, 7), _entry(2, 7))
    [first] = board.take(9, 0.0)
    board.add([first], NOW)
    board.free(7)
    assert _take(board) == [1]
