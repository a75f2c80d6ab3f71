"""Whom an instruction reaches, as counted before sending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.instructions.reach import CardFate, asked_units, plan
from bot.instructions.standing import Standing
from bot.roster.model import Unit
from tests.instructions.trees import TIERS, standing, trees, unit

GROUP, OTHER = -100, -200
TOP = unit(1, None, "community")
BRANCH = unit(2, TOP, "branch")
LOW = unit(3, BRANCH, "building")


def lead(**facts: int | None) -> Standing:
    return standing(BRANCH, **facts)


UNLINKED = {"linked": 0, "reachable": 0, "heads_linked": 0, "heads_reachable": 0}
BLOCKED = {"reachable": 0, "heads_reachable": 0}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, CardFate.DELIVERED),
        ({**UNLINKED, "group_id": GROUP}, CardFate.DELIVERED),
        ({**UNLINKED, "parent_group_id": GROUP}, CardFate.DELIVERED),
        ({**UNLINKED}, CardFate.UNLINKED),
        ({**BLOCKED}, CardFate.UNREACHABLE),
        ({**UNLINKED, "held": 0, "group_id": GROUP}, CardFate.VACANT),
    ],
)
def test_what_becomes_of_a_card(facts: dict[str, int | None], expected: CardFate) -> None:
    [line] = plan([standing(LOW, **facts)], gated=True).lines
    assert line.fate is expected


@pytest.mark.parametrize(
    ("facts", "below", "expected"),
    [
        ({}, {}, True),
        ({**BLOCKED}, {}, False),
        ({"group_id": GROUP}, {"group_id": OTHER}, True),
        ({**BLOCKED, "group_id": GROUP}, {"group_id": OTHER}, True),
        ({**BLOCKED, "group_id": GROUP}, {"parent_group_id": GROUP}, False),
        ({"group_id": GROUP}, {"parent_group_id": GROUP}, True),
        ({**UNLINKED, "group_id": GROUP}, {"group_id": OTHER}, False),
        ({"group_id": GROUP, "heads_linked": 0, "heads_reachable": 0}, {}, False),
    ],
)
def test_who_can_be_asked_to_pass_on(
    facts: dict[str, int | None], below: dict[str, int | None], expected: bool
) -> None:
    upper, _ = plan([lead(**facts), standing(LOW, **below)], gated=True).lines
    assert upper.route.can_pass_on is expected


def test_gates_are_named_and_those_nobody_stands_at() -> None:
    found = plan([lead(**BLOCKED), standing(LOW)], gated=True)
    assert (found.gates, found.stuck, found.unbound) == ([BRANCH], [BRANCH], [BRANCH])
    assert not plan([lead(), standing(LOW)], gated=False).gates
    assert not plan([lead(), standing(LOW, held=0)], gated=True).gates


@given(trees(), st.data())
def test_who_is_asked(tree: list[Unit], data: st.DataObject) -> None:
    scope = data.draw(st.lists(st.sampled_from(tree), unique_by=lambda each: each.id))
    tiers = data.draw(st.sets(st.sampled_from(TIERS)))
    own = data.draw(st.sets(st.sampled_from([each.id for each in tree]), max_size=2))
    found = asked_units([standing(each) for each in tree], scope, own, sorted(tiers))
    assert [each.unit for each in found] == [
        each
        for each in tree
        if each.tier in tiers
        and each.id not in own
        and any(chosen.holds(each) or each.holds(chosen) for chosen in scope)
    ]


@given(trees(), st.data())
def test_every_unit_asked_has_one_fate(tree: list[Unit], data: st.DataObject) -> None:
    few = st.integers(0, 1)
    units = [
        standing(each, held=data.draw(few), linked=data.draw(few), reachable=data.draw(few))
        for each in tree
    ]
    found = plan(units, gated=True)
    named = [each.id for group in found.fates.values() for each in group]
    assert sorted(named) == [each.id for each in tree]
    assert found.total == len(tree)


def test_from_the_start_open_gates_and_what_nobody_stands_before() -> None:
    other = unit(4, BRANCH, "building")
    units = [lead(), standing(LOW), standing(other, held=0)]
    found = {each.unit: (each.opens, each.gates) for each in plan(units, gated=True).lines}
    assert found == {BRANCH: (True, True), LOW: (False, False), other: (True, False)}
    assert all(each.opens for each in plan(units, gated=False).lines)


def test_a_branch_with_nobody_stops_nothing_as_it_passes_on_at_once() -> None:
    found = plan([lead(held=0), standing(LOW)], gated=True)
    assert (found.gates, found.stuck) == ([BRANCH], [BRANCH])
