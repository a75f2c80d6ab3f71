"""What keeps an instruction from reaching a unit, and which of it is new."""

from __future__ import annotations

import pytest

from bot.instructions.gaps import (
    Gap,
    GapKind,
    changed,
    count_gaps,
    gap_where_nobody_can_be_written_to,
)
from tests.instructions.trees import unit

TOP = unit(1, None, "community")
LOW = unit(2, TOP, "building")


@pytest.mark.parametrize(
    ("seats", "held", "linked", "lowest", "deactivated", "gap"),
    [
        (1, 0, 0, True, 0, GapKind.VACANCY),
        (0, 0, 0, True, 0, GapKind.VACANCY),
        (1, 0, 0, False, 0, GapKind.VACANCY),
        (0, 0, 0, False, 0, None),
        (2, 2, 0, True, 0, GapKind.UNLINKED),
        (2, 2, 2, True, 0, GapKind.UNREACHABLE),
        (2, 2, 2, True, 1, GapKind.UNREACHABLE),
        (2, 2, 2, True, 2, GapKind.DEACTIVATED),
    ],
)
def test_why_nobody_can_be_written_to(
    seats: int, held: int, linked: int, lowest: bool, deactivated: int, gap: GapKind | None
) -> None:
    assert gap_where_nobody_can_be_written_to(seats, held, linked, lowest, deactivated) is gap
    if not deactivated:
        assert gap_where_nobody_can_be_written_to(seats, held, linked, lowest) is gap


def test_a_gap_is_new_where_the_last_summary_did_not_name_it() -> None:
    vacant, muted = Gap(GapKind.VACANCY, LOW), Gap(GapKind.MUTED, LOW)
    top = Gap(GapKind.VACANCY, TOP)
    found = changed(iter([vacant, muted, top]), [vacant.key, "vacancy:99"])
    assert (found.new, found.old) == ((muted, top), 1)
    nothing = changed([], [vacant.key])
    assert (nothing.new, nothing.old) == ((), 0)


def test_gaps_are_counted_in_the_order_they_are_shown() -> None:
    kinds = [GapKind.UNBOUND, GapKind.VACANCY, GapKind.UNBOUND, GapKind.MUTED]
    assert list(count_gaps(kinds).items()) == [
        (GapKind.VACANCY, 1),
        (GapKind.MUTED, 1),
        (GapKind.UNBOUND, 2),
    ]
    assert count_gaps([]) == {}
