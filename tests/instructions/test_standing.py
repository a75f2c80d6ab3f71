"""Which group shows a unit's card, and what is left where one cannot be used."""

from __future__ import annotations

import pytest

from tests.instructions.trees import standing, unit

OWN, ABOVE = -100, -200
LOW = unit(1, None, "building")


@pytest.mark.parametrize(
    ("own", "above", "lost", "left"),
    [
        (OWN, ABOVE, OWN, (None, ABOVE)),
        (OWN, ABOVE, ABOVE, (OWN, None)),
        (OWN, OWN, OWN, (None, None)),
        (OWN, ABOVE, -300, (OWN, ABOVE)),
        (OWN, ABOVE, None, (OWN, ABOVE)),
        (None, ABOVE, ABOVE, (None, None)),
        (OWN, None, None, (OWN, None)),
    ],
)
def test_without_a_group_the_other_is_left(
    own: int | None, above: int | None, lost: int | None, left: tuple[int | None, int | None]
) -> None:
    found = standing(LOW, group_id=own, parent_group_id=above).without(lost)
    assert (found.group_id, found.parent_group_id) == left
    assert found.unit == LOW
