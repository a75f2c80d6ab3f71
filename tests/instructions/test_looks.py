"""How each unit stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.instructions.looks import UnitMark, mark
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
