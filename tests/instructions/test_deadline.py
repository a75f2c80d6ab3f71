"""When a draft would start and by when it is to be answered; what its preview may still say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.instructions.deadline import Timing, held_until, quiet_until, shown, still_true, timing
from bot.instructions.model import EscalationPolicy, Instruction, InstructionState, Urgency
from bot.instructions.quiet import QuietHours

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(22), time(7), SHANGHAI)
UNDO, HOUR, MINUTE = timedelta(seconds=20), timedelta(hours=1), timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def draft(
    touched: datetime, urgency: Urgency = Urgency.ROUTINE, quiet: QuietHours | None = NIGHT
) -> Instruction:
    """A draft without a deadline of its own, last changed at `touched`."""
    return Instruction(
        id=1, number=None, issuer_id=1, unit_id=1, urgency=urgency, needs_answer=True,
        state=InstructionState.DRAFT, text="今晚停水", tiers=("building",), deadline_at=None,
        deadline_given=False, quiet_first=False,
        ladder=EscalationPolicy((), 45 * MINUTE, 10 * MINUTE, quiet), created_at=touched,
        touched_at=touched, sends_at=None, started_at=None, completed_at=None, ended_at=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("urgency", "start", "held", "answer_by"),
    [
        (Urgency.ROUTINE, at(9), None, at(9, day=3)),
        (Urgency.URGENT, at(9), None, at(10)),
        (Urgency.ROUTINE, at(23), at(7, day=3), at(7, day=4)),
        (Urgency.URGENT, at(23), None, at(0, day=3)),
    ],
)
def test_a_day_for_routine_an_hour_for_urgent_counted_from_when_cards_leave(
    urgency: Urgency, start: datetime, held: datetime | None, answer_by: datetime
) -> None:
    assert timing(draft(at(8), urgency), start) == Timing(held, answer_by)


def test_the_issuers_own_deadline_stands_whenever_cards_leave() -> None:
    own = replace(draft(at(8)), deadline_at=at(12, day=3), deadline_given=True)
    assert timing(own, at(9)).answer_by == timing(own, at(23)).answer_by == at(12, day=3)


def test_a_draft_sent_silently_first_is_not_held_back() -> None:
    silent = replace(draft(at(8)), quiet_first=True)
    assert held_until(silent, at(23)) is None
    assert quiet_until(silent, at(23)) == at(7, day=3), "it still is night"
    assert timing(silent, at(23)) == Timing(None, at(23, day=3))


@pytest.mark.parametrize("without", [None, replace(draft(at(8), quiet=None)).ladder])
def test_without_quiet_hours_nothing_is_held_back(without: EscalationPolicy | None) -> None:
    assert quiet_until(replace(draft(at(8)), ladder=without), at(23)) is None


def test_the_preview_counts_from_the_last_change_and_the_undo_time() -> None:
    changed = at(9) + timedelta(microseconds=7)
    assert shown(draft(changed), UNDO) == Timing(None, at(9, day=3) + UNDO)
    assert shown(draft(changed, Urgency.URGENT), UNDO) == Timing(None, at(10)), "it leaves at once"


def test_the_undo_time_may_carry_a_draft_into_the_night() -> None:
    assert shown(draft(at(22) - UNDO), UNDO).held_until == at(7, day=3)
    assert shown(draft(at(22) - UNDO, Urgency.URGENT), UNDO).held_until is None


@pytest.mark.parametrize(
    ("urgency", "most"), [(Urgency.ROUTINE, 4 * HOUR), (Urgency.URGENT, 10 * MINUTE)]
)
def test_a_preview_is_stale_after_a_sixth_of_the_usual_time(
    urgency: Urgency, most: timedelta
) -> None:
    ours = draft(at(9), urgency)
    assert still_true(ours, UNDO, at(9) + most)
    assert not still_true(ours, UNDO, at(9) + most + timedelta(seconds=1))


def test_a_preview_is_stale_once_the_night_has_begun_or_ended() -> None:
    evening = draft(at(21, 59))
    assert still_true(evening, UNDO, at(21, 59) + timedelta(seconds=30))
    assert not still_true(evening, UNDO, at(22) - UNDO), "with the undo time it is night"
    night = draft(at(6, 50))
    assert still_true(night, UNDO, at(6, 59))
    assert not still_true(night, UNDO, at(7))
    assert still_true(draft(at(21, 59), Urgency.URGENT), UNDO, at(22)), "no night holds urgent ones"


def test_a_preview_with_a_deadline_of_its_own_is_never_late() -> None:
    own = replace(draft(at(9)), deadline_at=at(20), deadline_given=True)
    assert still_true(own, UNDO, at(19))
