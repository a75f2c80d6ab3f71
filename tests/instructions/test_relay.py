"""Which units may get their cards: those below a gate wait until it passes the instruction on."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.model import EscalationPolicy
from bot.instructions.quiet import QuietHours
from bot.instructions.relay import Node, may_be_told, passes_by_itself

MINUTE = timedelta(minutes=1)


def node(number: int, upper: int | None, *, gate: bool = False, vacant: bool = False) -> Node:
    return Node(number, upper, gate, vacant)


BRANCH = [
    node(1, None, gate=True),
    node(11, 1),
    node(111, 11),
    node(12, 1, vacant=True),
    node(121, 12),
    node(13, 1, gate=True),
    node(131, 13),
    node(14, 1, gate=True, vacant=True),
]


def test_below_a_gate_only_vacant_units_get_theirs_from_the_start() -> None:
    assert may_be_told(BRANCH) == [1, 12, 121]


def test_passing_on_opens_what_is_below_as_far_as_the_next_gate() -> None:
    below = [each for each in BRANCH if each.id != 1]
    assert may_be_told(below, passed=1) == [11, 111, 12, 121, 13, 14]


def test_without_gates_all_get_theirs() -> None:
    assert may_be_told([node(1, None), node(2, 1), node(3, 2), node(4, None)]) == [1, 2, 3, 4]


def test_a_third_of_the_time_left_is_waking_time() -> None:
    night = QuietHours(time(22), time(7), ZoneInfo("UTC"))
    policy = EscalationPolicy((), 45 * MINUTE, 10 * MINUTE, night)
    opened, deadline = (
        datetime(2026, 3, 2, 21, 0, tzinfo=UTC),
        datetime(2026, 3, 3, 7, 30, tzinfo=UTC),
    )
    assert passes_by_itself(opened, deadline, policy) == opened + 30 * MINUTE
