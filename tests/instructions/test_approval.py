"""A second pair of eyes: when, how long, and whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.approval import (
    WAITS,
    Approval,
    ApprovalState,
    may_approve,
    takes_second,
    until,
    wakes_unasked,
    whom_to_ask,
)
from bot.instructions.model import Urgency
from bot.instructions.quiet import QuietHours
from bot.roster.model import PostKind
from tests.instructions.test_correction import HOUR, NOW, OLD
from tests.instructions.test_upwards import BRANCH, BUILDING, COMMUNITY, DISTRICT, seat


def test_only_urgent_and_only_beyond_the_setting() -> None:
    assert takes_second(OLD, 51, 50)
    assert not takes_second(OLD, 50, 50)
    assert not takes_second(OLD, 51, None)
    assert not takes_second(replace(OLD, urgency=Urgency.ROUTINE), 51, 50)


def test_it_waits_ten_minutes_or_until_the_deadline() -> None:
    assert until(OLD, NOW) == NOW + WAITS
    soon = replace(OLD, deadline_at=NOW + timedelta(minutes=3))
    assert until(soon, NOW) == NOW + timedelta(minutes=3)
    assert until(replace(soon, deadline_given=False), NOW) == NOW + WAITS


def test_what_was_asked_by_day_wakes_nobody_unasked() -> None:
    night = QuietHours(time(22), time(7), ZoneInfo("Asia/Shanghai"))
    day, late = datetime(2026, 3, 2, 13, 55, tzinfo=UTC), datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
    asked = Approval(1, 1, 60, ApprovalState.OPEN, day, day + WAITS)
    assert wakes_unasked(asked, night, late)
    assert not wakes_unasked(asked, night, day)
    assert not wakes_unasked(replace(asked, asked_at=late), night, late + HOUR)
    assert not wakes_unasked(asked, None, late)
    assert asked.open
    assert not replace(asked, state=ApprovalState.LAPSED).open


def test_who_has_all_of_it_in_care_may_approve_and_never_its_issuer() -> None:
    liaison = PostKind.LIAISON
    above, own = seat(COMMUNITY, liaison, 1), seat(BRANCH, liaison, 2)
    assert may_approve([above], [BRANCH, BUILDING])
    assert not may_approve([seat(BUILDING, PostKind.LEAD, 3)], [BUILDING])
    assert not may_approve([own], [BRANCH, COMMUNITY])
    assert may_approve(iter([own, seat(COMMUNITY, PostKind.SUPERVISOR, 2)]), [BRANCH, COMMUNITY])
    assert not may_approve([above], [])
    silent = seat(DISTRICT, liaison, 5, reachable=False)
    vacant = replace(above, member=None)
    found = whom_to_ask(
        [vacant, silent, above, above, seat(DISTRICT, liaison, 4), own], [BRANCH], 4
    )
    assert [each.id for each in found] == [1, 2]
