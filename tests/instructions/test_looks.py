"""How far an instruction has come, and how each unit stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.instructions.looks import Progress, UnitMark, mark, progress_from
from bot.instructions.model import Target, TargetState
from tests.instructions.trees import unit

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
STATES = TargetState


def target(state: TargetState, *, opened: bool = True) -> Target:
    return Target(
        id=1, instruction_id=1, unit=unit(1, None, "building"), upper_id=None, gates=False,
        state=state, opened_at=NOW if opened else None, sent_at=None, answered_at=None,
        ladder_at=None, step=0, due_at=None, relay_due_at=None, relayed_at=None, relay_path=None,
        relay_words=None,
    )  # fmt: skip


def test_each_state_counts_where_it_belongs() -> None:
    counts = {
        STATES.WAITING: 1, STATES.SENT: 10, STATES.ACKNOWLEDGED: 100, STATES.UNREACHABLE: 1000,
        STATES.CLOSED: 10_000, STATES.WITHDRAWN: 100_000,
    }  # fmt: skip
    assert progress_from(counts) == Progress(total=11_111, done=100, sent=110, silent=1011)
    assert progress_from({}) == Progress(0, 0, 0, 0)


def test_progress_of_parts_adds_up() -> None:
    assert Progress(9, 4, 6, 5) + Progress(20, 1, 3, 2) == Progress(29, 5, 9, 7)


@pytest.mark.parametrize(
    ("progress", "complete"),
    [
        (Progress(2, 2), True),
        (Progress(2, 1), False),
        (Progress(0, 0), False),
        (Progress(1, 1), True),
    ],
)
def test_it_is_complete_when_all_asked_have_answered(progress: Progress, complete: bool) -> None:
    assert progress.complete is complete


@pytest.mark.parametrize(
    ("state", "held", "linked", "expected"),
    [
        (STATES.ACKNOWLEDGED, False, False, UnitMark.ANSWERED),
        (STATES.CLOSED, False, False, UnitMark.UNANSWERED),
        (STATES.WITHDRAWN, True, True, UnitMark.UNANSWERED),
        (STATES.SENT, False, False, UnitMark.VACANT),
        (STATES.SENT, True, False, UnitMark.UNLINKED),
        (STATES.SENT, True, True, UnitMark.WAITING),
        (STATES.WAITING, True, True, UnitMark.LEAVING),
        (STATES.UNREACHABLE, True, True, UnitMark.UNREACHABLE),
    ],
)
def test_what_keeps_a_unit_from_answering_comes_first(
    state: TargetState, held: bool, linked: bool, expected: UnitMark
) -> None:
    assert mark(target(state), held, linked) is expected


def test_below_a_branch_that_has_not_passed_it_on_a_unit_is_behind() -> None:
    assert mark(target(STATES.WAITING, opened=False), held=True, linked=True) is UnitMark.BEHIND
