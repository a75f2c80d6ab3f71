"""How a cell of the board stands."""

from __future__ import annotations

from typing import Any

import pytest

from bot.instructions.board import (
    Cell,
    CellState,
    TargetFacts,
    UnitFacts,
    target_cell,
    unit_cell,
)
from bot.instructions.model import TargetState
from tests.instructions.trees import unit

C, S = CellState, TargetState


@pytest.mark.parametrize(
    ("facts", "cell"),
    [
        ({}, C.WAITING),
        ({"informing": True}, C.DELIVERED),
        ({"helped": True, "state": S.ACKNOWLEDGED}, C.HELP),
        ({"state": S.ACKNOWLEDGED}, C.ANSWERED),
        ({"state": S.ACKNOWLEDGED, "late": True, "present": False}, C.LATE),
        ({"state": S.CLOSED, "present": False}, C.UNANSWERED),
        ({"held": False, "present": False}, C.VACANT),
        ({"present": False, "informing": True}, C.AWAY),
        ({"linked": False}, C.UNREACHED),
        ({"state": S.UNREACHABLE, "informing": True}, C.UNREACHED),
        ({"state": S.WAITING}, C.NOT_YET),
        ({"state": S.WAITING, "opened": False}, C.NOT_YET),
    ],
)
def test_a_target(facts: dict[str, Any], cell: CellState) -> None:
    usual = {
        "state": S.SENT, "opened": True, "held": True, "present": True, "linked": True,
        "helped": False, "late": False, "informing": False,
    }  # fmt: skip
    assert target_cell(TargetFacts(**{**usual, **facts})) is cell


@pytest.mark.parametrize(
    ("facts", "cell"),
    [
        ({}, C.READY),
        ({"muted": True}, C.MUTED),
        ({"unheard": True}, C.UNHEARD),
        ({"listening": False}, C.UNREACHED),
        ({"listening": False, "linked": False}, C.UNREACHED),
        ({"listening": False, "linked": False, "called": True}, C.BY_PHONE),
        ({"listening": False, "present": False}, C.AWAY),
        ({"listening": False, "held": False}, C.VACANT),
        ({"listening": False, "held": False, "lowest": False}, C.VACANT),
        ({"listening": False, "held": False, "seats": False}, C.VACANT),
        ({"listening": False, "held": False, "seats": False, "lowest": False}, None),
    ],
)
def test_the_readiness_of_a_unit(facts: dict[str, Any], cell: CellState | None) -> None:
    usual = {
        "lowest": True, "seats": True, "held": True, "present": True, "linked": True,
        "listening": True, "called": False,
    }  # fmt: skip
    assert unit_cell(UnitFacts(**{**usual, **facts})) is cell


def test_a_branch_shows_what_most_needs_somebody() -> None:
    branch = unit(1, None, "branch")
    found = Cell(branch, {C.ANSWERED: 3, C.WAITING: 2, C.VACANT: 1, C.HELP: 0})
    assert (found.total, found.state) == (6, C.VACANT)
    assert Cell(branch).state is C.READY
