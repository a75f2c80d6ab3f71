"""The bar, the share, and how a unit stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.progress import percent, progress, progress_bar
from bot.instructions.counts import Counted, TierFates, fates_from, progress_from
from bot.instructions.looks import UnitMark, mark
from bot.instructions.model import Target, TargetState
from bot.roster.model import TierWord, Unit

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


BUILDING, BRANCH = TierWord("building"), TierWord("branch", height=1)


def counted(tier: TierWord = BUILDING, **states: int) -> list[Counted]:
    return [Counted(tier, TargetState(state), n) for state, n in states.items()]


def test_the_withdrawn_are_asked_no_longer() -> None:
    found = progress_from(counted(acknowledged=3, sent=2, withdrawn=9))
    assert (found.total, found.done, found.silent) == (5, 3, 2)


def test_the_closed_are_neither_done_nor_silent() -> None:
    found = progress_from(counted(acknowledged=3, closed=1))
    assert (found.total, found.done, found.silent, found.complete) == (4, 3, 0, False)


def test_buildings_and_branches_are_counted_apart() -> None:
    branches, buildings = counted(BRANCH, acknowledged=2, sent=1), counted(sent=36)
    found = progress_from(branches) + progress_from(buildings)
    assert found.shares == [(BUILDING, 0, 36), (BRANCH, 2, 3)]
    assert found.total == 39


def test_a_vacant_unit_is_never_delivered() -> None:
    rows = [*counted(sent=3), Counted(BUILDING, TargetState.SENT, 2, vacant=True)]
    rows += [Counted(BUILDING, TargetState.WAITING, 4, opened=False)]
    found = fates_from(progress_from(rows), rows, None)
    assert found.tiers == (TierFates(BUILDING, 9, delivered=3, vacant=2, behind=4),)


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
