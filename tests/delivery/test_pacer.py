"""Never faster than Telegram allows, and never slower than it must be."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.overall_limit import SLICE, SLICES
from bot.delivery.pacer import Pacer, TelegramLimits

GROUP = -100
WANG = 7


def _do(pacer: Pacer, chat: int, op: str, at: float) -> None:
    pacer.leaves(chat, op, at)
    pacer.ended(chat, op, at, took=0.0)


def _run(pacer: Pacer, asks: Iterator[tuple[int, str]], until: float) -> list[float]:
    """Do one thing after the other as soon as it is allowed; when each was done."""
    at, times = 0.0, []
    for chat, op in asks:
        at = max(pacer.room_at(at), pacer.ready_at(chat, op, at))
        while at < until and (pacer.room(at) < 1 or pacer.ready_at(chat, op, at) > at):
            at = max(pacer.room_at(at), pacer.ready_at(chat, op, at))
        if at >= until:
            break
        _do(pacer, chat, op, at)
        times.append(at)
    return times


def _everybody() -> Iterator[tuple[int, str]]:
    return ((chat, "send") for chat in range(1, 100_000))


def test_smooth_from_the_first_second() -> None:
    times = _run(Pacer(TelegramLimits(per_second=30), 0.0), _everybody(), 10)
    assert 290 <= len(times) <= 299
    for start in times:
        assert sum(1 for at in times if start <= at < start + 1) <= 30
    assert all(sum(1 for at in times if start <= at < start + 1) >= 27 for start in range(9))


def test_a_refusal_slows_down_and_clean_time_speeds_up_but_never_above_the_limit() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    pacer.refused(WANG, 5, 0.0)
    assert pacer.pace(0.0) == pytest.approx(0.7 * 29.4)
    assert pacer.room(4.9) == 0
    assert pacer.room(5.1) == int(1 + 0.7 * 29.4 * SLICES * SLICE)
    assert 0.8 * 29.4 < pacer.pace(35) < 29.4
    assert pacer.pace(1000) == pytest.approx(29.4)


def test_many_refusals_at_once_are_one() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    for chat in range(1, 20):
        pacer.refused(chat, 5, 0.1)
    assert pacer.pace(0.1) == pytest.approx(0.7 * 29.4)


def test_a_chat_that_was_flooded_stops_alone() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    for at in (0.0, 0.1, 0.2):
        _do(pacer, WANG, "send", at)
    pacer.refused(WANG, 40, 0.3)
    assert pacer.ready_at(WANG, "send", 0.3) == pytest.approx(40.3)
    assert pacer.ready_at(8, "send", 0.3) == 0.3
    assert pacer.room(1.0) >= 1
    assert pacer.pace(1.0) == pytest.approx(29.4)


@pytest.mark.parametrize(
    ("chat", "uses", "alone"),
    [
        (GROUP, [0.0, 0.1], True),
        (GROUP, [0.0, 1.0], False),
        (GROUP, [5.0 * number for number in range(11)], True),
        (GROUP, [5.0 * number for number in range(10)], False),
        (WANG, [0.0, 0.1], True),
        (WANG, [0.0, 2.0, 4.0, 6.0], True),
        (WANG, [0.0, 2.0, 4.0], False),
        (WANG, [0.0, 30.0, 60.0, 90.0], False),
        (WANG, [], False),
    ],
)
def test_a_refusal_that_a_chats_own_burst_explains_stops_that_chat_alone(
    chat: int, uses: list[float], alone: bool
) -> None:
    pacer = Pacer(TelegramLimits(per_second=30, group_per_minute=20), 0.0)
    for at in uses:
        _do(pacer, chat, "edit", at)
    now = uses[-1] if uses else 0.0
    pacer.refused(chat, 40, now)
    assert pacer.ready_at(chat, "delete", now) == pytest.approx(now + 40 if alone else now)
    assert (pacer.room(now + 1) >= 1) is alone
    assert (pacer.pace(now) > 29) is alone, "where all are stopped, all go slower"


def test_short_bursts_to_a_chat_pass_and_then_one_a_second() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    times = _run(pacer, ((WANG, "send") for _ in range(100)), 20)
    assert times[2] < 0.2
    assert all(later - sooner > 2.999 for sooner, later in zip(times, times[3:], strict=False))
    assert len(times) >= 20


def test_a_private_screen_may_be_changed_twenty_times_in_twenty_seconds() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    for at in (0.0, 0.0, 0.0):
        _do(pacer, WANG, "send", at)
    for number in range(17):
        at = number * 0.3
        assert pacer.ready_at(WANG, "edit", at) == at
        _do(pacer, WANG, "edit", at)
    assert pacer.ready_at(WANG, "send", 6.0) == pytest.approx(20.0)
    assert pacer.ready_at(WANG, "edit", 6.0) == pytest.approx(20.0)


def test_a_private_chat_in_which_we_were_too_quick_gets_short_bursts_only() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    for number in range(5):
        _do(pacer, WANG, "edit", float(number))
    pacer.refused(WANG, 4, 5.0)
    assert pacer.room(6.0) >= 1
    assert pacer.ready_at(WANG, "edit", 9.0) == 9.0
    for at in (9.0, 9.1, 9.2):
        _do(pacer, WANG, "edit", at)
    assert pacer.ready_at(WANG, "edit", 9.3) == pytest.approx(12.0)
    assert pacer.ready_at(8, "edit", 9.3) == 9.3


def test_a_group_gets_twenty_a_minute_of_which_ten_may_be_edits() -> None:
    pacer = Pacer(TelegramLimits(per_second=30, group_per_minute=20), 0.0)
    asks = [(GROUP, "send")] * 10 + [(GROUP, "edit")] * 100
    times = _run(pacer, iter(asks), 60.9)
    assert len(times) <= 20
    more = _run(
        Pacer(TelegramLimits(per_second=30, group_per_minute=20), 0.0), iter(asks[10:]), 60.9
    )
    assert len(more) == 10
    sends = _run(
        Pacer(TelegramLimits(per_second=30, group_per_minute=20), 0.0), iter(asks[:10] * 9), 60.9
    )
    assert len(sends) == 20


def test_a_busy_card_moves_every_few_seconds_all_the_minute_long() -> None:
    pacer = Pacer(TelegramLimits(per_second=30, group_per_minute=20), 0.0)
    at, times = 0.0, list[float]()
    while at < 600:
        _do(pacer, GROUP, "edit", at)
        times.append(at)
        at = max(at + 3, pacer.ready_at(GROUP, "edit", at))
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert max(pauses) < 8
    assert len(times) > 80


def test_an_edit_now_and_then_waits_for_nothing() -> None:
    pacer = Pacer(TelegramLimits(per_second=30, group_per_minute=20), 0.0)
    for at in range(0, 600, 8):
        assert pacer.ready_at(GROUP, "edit", float(at)) == at
        _do(pacer, GROUP, "edit", at)


def test_an_album_waits_until_all_of_it_fits() -> None:
    pacer = Pacer(TelegramLimits(group_per_minute=20), 0.0)
    for at in range(0, 30, 2):
        _do(pacer, GROUP, "send", at)
    assert pacer.ready_at(GROUP, "send", 30.0, 5) == 30.0
    assert pacer.ready_at(GROUP, "send", 30.0, 6) == 61.0
    assert pacer.ready_at(GROUP, "send", 30.0, 99) == 89.0


def test_what_took_long_on_its_way_counts_from_its_answer_on() -> None:
    pacer = Pacer(TelegramLimits(group_per_minute=2, chat_burst=3), 0.0)
    pacer.leaves(GROUP, "send", 0.0, 2)
    pacer.ended(GROUP, "send", 5.0, 2)
    assert pacer.ready_at(GROUP, "send", 6.0) == 66.0
    pacer.leaves(WANG, "send", 0.0, 3)
    pacer.ended(WANG, "send", 5.0, 3)
    assert pacer.ready_at(WANG, "send", 6.0) == 8.0


def test_what_took_longer_than_a_minute_is_counted_all_the_same() -> None:
    pacer = Pacer(TelegramLimits(group_per_minute=2), 0.0)
    pacer.leaves(GROUP, "send", 0.0, 2)
    pacer.ended(GROUP, "send", 70.0, 2)
    assert pacer.ready_at(GROUP, "send", 71.0) == 131.0


def test_an_album_waits_for_room_in_its_second_and_nobody_goes_before_it() -> None:
    pacer = Pacer(TelegramLimits(per_second=30), 0.0)
    for chat in range(25):
        _do(pacer, chat, "send", chat / 29)
    assert pacer.room(0.9) >= 1
    assert not pacer.fits("send", 10)
    assert pacer.room(1.1) == 0
    assert pacer.room_at(1.1) == pytest.approx(1 + 4 / 29, abs=0.001)
    assert pacer.room(1.2) >= 1
    assert pacer.fits("send", 10)


def test_an_album_larger_than_the_limit_leaves_when_nothing_else_counts() -> None:
    pacer = Pacer(TelegramLimits(per_second=3), 0.0)
    _do(pacer, WANG, "send", 0.0)
    assert pacer.room(0.5) == 1
    assert not pacer.fits("send", 10)
    assert pacer.room(1.1) >= 1
    assert pacer.fits("send", 10)
    assert not pacer.fits("send", 1)


def test_what_was_begun_before_a_restart_counts_in_its_second() -> None:
    pacer = Pacer(TelegramLimits(per_second=2), 10.0)
    for chat in (1, 2):
        pacer.remember(chat, "send", 9.5)
    assert pacer.room(10.4) == 0
    assert pacer.room(10.6) >= 1


def test_what_is_no_message_takes_no_place_in_a_second() -> None:
    pacer = Pacer(TelegramLimits(per_second=2), 0.0)
    for chat in range(5):
        pacer.leaves(chat, "fetch", 0.0)
    assert pacer.room(3.0) >= 1


def test_deleting_and_leaving_do_not_count() -> None:
    pacer = Pacer(TelegramLimits(group_per_minute=2), 0.0)
    for _ in range(9):
        _do(pacer, GROUP, "delete", 0.0)
    assert pacer.ready_at(GROUP, "send", 0.0) == 0.0


def test_what_telegram_asked_for_outlives_the_process() -> None:
    before = Pacer(TelegramLimits(), 1000.0)
    before.refused(WANG, 30, 1000.0)
    before.hold(GROUP, 1100.0)
    after = Pacer(TelegramLimits(), 5.0)
    after.restore(before.holds(1010.0), 5.0)
    assert after.room(24.0) == 0
    assert after.room(26.0) == int(1 + 29.4 * SLICES * SLICE)
    assert after.ready_at(GROUP, "send", 5.0) == 95.0


def test_what_is_over_is_forgotten() -> None:
    pacer = Pacer(TelegramLimits(), 0.0)
    _do(pacer, GROUP, "send", 0.0)
    pacer.hold(WANG, 3.0)
    pacer.forget(70.0)
    assert pacer.holds(0.0).chats == {}
    assert pacer._uses == {}


ASKS = st.lists(
    st.tuples(st.sampled_from([GROUP, -200, WANG]), st.sampled_from(["send", "edit"])), max_size=150
)


@given(ASKS, st.integers(2, 20))
def test_no_minute_of_a_group_ever_holds_too_many(asks: list[tuple[int, str]], limit: int) -> None:
    pacer = Pacer(TelegramLimits(per_second=30, group_per_minute=limit), 0.0)
    times = _run(pacer, iter(asks), 1e9)
    assert len(times) == len(asks)
    done = [(at, *ask) for at, ask in zip(times, asks, strict=True)]
    for start, chat, _ in done:
        minute = [op for at, where, op in done if where == chat < 0 and start <= at < start + 60]
        assert len(minute) <= limit
        assert minute.count("edit") <= max(1, limit // 2)
