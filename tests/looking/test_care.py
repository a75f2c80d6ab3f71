"""What somebody may see agrees with the table of rights, for any tree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.roster.model import ISSUING_POSTS, UNIT_POSTS, Member, Post, PostKind, Unit
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat
from bot.usecases.care import outermost_parts, parts
from bot.usecases.rights import Actor

NO_TX: Any = None
"""No query is needed for somebody with seats."""


@st.composite
def trees(draw: st.DrawFn) -> list[Unit]:
    """Up to twelve units, each below one of those before it."""
    units: list[Unit] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        above = draw(st.sampled_from([None, *units]))
        path = f"{above.path if above else ''}{number:08d}."
        parent = above.id if above else None
        units.append(Unit(number, f"U{number}", f"{number}", "any", parent, path))
    return units


@st.composite
def seated(draw: st.DrawFn) -> tuple[list[Unit], list[Seat]]:
    """A tree, and up to four seats of one person in it."""
    units = draw(trees())
    kinds = st.sampled_from([*UNIT_POSTS, *ISSUING_POSTS])
    chosen = draw(st.lists(st.tuples(st.sampled_from(units), kinds), min_size=1, max_size=4))
    me = Member(1, "王芳", telegram_id=1)
    seats = [Seat(Post(n, unit.id, kind), unit, me) for n, (unit, kind) in enumerate(chosen)]
    return units, seats


@given(seated())
def test_the_parts_in_care_are_what_one_may_see(found: tuple[list[Unit], list[Seat]]) -> None:
    units, seats = found
    mine = parts(NO_TX, Actor(1, seats[0].member, tuple(seats), operator=False))
    for unit in units:
        allowed = may(Right.SEE, relations(seats, unit))
        assert any(part.holds(unit) for part in mine) == allowed


def test_a_property_company_has_nothing_in_care() -> None:
    unit = Unit(1, "A", "苑", "branch", None, "1.")
    company = Seat(Post(1, 1, PostKind.PROPERTY), unit, Member(1, "钱二", telegram_id=1))
    with pytest.raises(Refused, match="not_allowed"):
        parts(NO_TX, Actor(1, company.member, (), operator=False, parties=(company,)))


@given(seated())
def test_each_part_stands_there_once(found: tuple[list[Unit], list[Seat]]) -> None:
    units, seats = found
    mine = parts(NO_TX, Actor(1, seats[0].member, tuple(seats), operator=False))
    assert outermost_parts(mine) == mine
    for unit in units:
        assert sum(part.holds(unit) for part in mine) <= 1
