"""The bar, the share, and how a unit stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.progress import percent, progress, progress_bar
from bot.instructions.looks import UnitMark, mark, progress_from
from bot.instructions.model import Target, TargetState
from bot.roster.model import Unit

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_as_in_the_product_description() -> None:
    assert progress(12, 18) == "▓▓▓▓▓▓░░ 12/18 (67 %)"


@pytest.mark.parametrize(
    ("done", "total", "bar", "share"),
    [
        (0, 0, "░░░░░░░░", 0),
        (0, 43, "░░░░░░░░", 0),
        (1, 8732, "▓░░░░░░░", 1),
        (8731, 8732, "▓▓▓▓▓▓▓░", 99),
        (43, 43, "▓▓▓▓▓▓▓▓", 100),
    ],
)
def test_the_ends_tell_the_truth(done: int, total: int, bar: str, share: int) -> None:
    assert (progress_bar(done, total), percent(done, total)) == (bar, share)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_only_all_is_full(done: int, total: int) -> None:
    done = min(done, total)
    assert len(progress_bar(done, total)) == 8
    assert ("░" not in progress_bar(done, total)) == (done == total)
    assert ("▓" in progress_bar(done, total)) == (done > 0)
    assert (percent(done, total) == 100) == (done == total)


def test_the_withdrawn_are_asked_no_longer() -> None:
    found = progress_from(
        {TargetState.ACKNOWLEDGED: 3, TargetState.SENT: 2, TargetState.WITHDRAWN: 9}
    )
    assert (found.total, found.done, found.silent, found.sent) == (5, 3, 2, 5)


def test_the_closed_are_neither_done_nor_silent() -> None:
    found = progress_from({TargetState.ACKNOWLEDGED: 3, TargetState.CLOSED: 1})
    assert (found.total, found.done, found.silent, found.complete) == (4, 3, 0, False)


@pytest.mark.parametrize(
    ("state", "opened", "held", "linked", "expected"),
    [
        (TargetState.ACKNOWLEDGED, AT, False, False, UnitMark.ANSWERED),
        (TargetState.SENT, AT, False, False, UnitMark.VACANT),
        (TargetState.SENT, AT, True, False, UnitMark.UNLINKED),
        (TargetState.SENT, AT, True, True, UnitMark.WAITING),
        (TargetState.UNREACHABLE, AT, True, False, UnitMark.UNLINKED),
        (TargetState.UNREACHABLE, AT, True, True, UnitMark.UNREACHABLE),
        (TargetState.WAITING, None, True, True, UnitMark.BEHIND),
        (TargetState.WAITING, AT, True, True, UnitMark.LEAVING),
        (TargetState.CLOSED, AT, True, True, UnitMark.UNANSWERED),
    ],
)
def test_how_a_unit_stands(
    state: TargetState, opened: datetime | None, held: bool, linked: bool, expected: UnitMark
) -> None:
    assert mark(_target(state, opened), held, linked) is expected


def _target(state: TargetState, opened: datetime | None) -> Target:
    unit = Unit(1, "A1", "1 栋", "building", None, "00000001.")
    nothing = dict.fromkeys(
        ("sent_at", "answered_at", "ladder_at", "due_at", "relay_due_at", "relayed_at",
         "relay_path", "relay_words", "upper_id")
    )  # fmt: skip
    facts = {"id": 1, "instruction_id": 1, "unit": unit, "gates": False, "step": 0, **nothing}
    return Target(state=state, opened_at=opened, **facts)  # type: ignore[arg-type]
