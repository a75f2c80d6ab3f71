"""Ticking and unticking, on random trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.instructions.scope import Tick, tick_of, toggled
from bot.roster.model import Unit
from tests.instructions.trees import trees, unit

Ticks = st.lists(st.integers(0, 99), max_size=12)


def children_in(tree: Sequence[Unit]) -> Callable[[Unit], list[Unit]]:
    return lambda upper: [each for each in tree if each.parent_id == upper.id]


def above_in(tree: Sequence[Unit], low: Unit) -> list[Unit]:
    return [each for each in reversed(tree) if each.holds(low) and each is not low]


def leaves(tree: Sequence[Unit], scope: Sequence[Unit]) -> set[int]:
    """The lowest units a scope holds."""
    uppers = {each.parent_id for each in tree}
    lowest = [each for each in tree if each.id not in uppers]
    return {each.id for each in lowest if tick_of(scope, each) is Tick.ALL}


def after(tree: Sequence[Unit], picks: Sequence[int]) -> list[Unit]:
    """The scope after ticking here and there, everything being ticked at first."""
    scope = [tree[0]]
    for pick in picks:
        pressed = tree[pick % len(tree)]
        scope = toggled(scope, above_in(tree, pressed), pressed, children_in(tree))
    return scope


@given(trees(), Ticks, st.integers(0, 99))
def test_a_press_takes_all_below_in_or_out(tree: list[Unit], picks: list[int], pick: int) -> None:
    scope, pressed = after(tree, picks), tree[pick % len(tree)]
    was_all = tick_of(scope, pressed) is Tick.ALL
    new = toggled(scope, above_in(tree, pressed), pressed, children_in(tree))
    below = leaves(tree, [pressed])
    expected = leaves(tree, scope) - below if was_all else leaves(tree, scope) | below
    assert leaves(tree, new) == expected
    assert tick_of(new, pressed) is (Tick.NONE if was_all else Tick.ALL)


@given(trees(), Ticks)
def test_no_chosen_unit_lies_in_another(tree: list[Unit], picks: list[int]) -> None:
    scope = after(tree, picks)
    for one in scope:
        assert [each for each in scope if one.holds(each)] == [one]


@given(trees(), Ticks)
def test_ticking_everything_is_the_whole(tree: list[Unit], picks: list[int]) -> None:
    scope = after(tree, picks)
    for each in tree:
        if tick_of(scope, each) is not Tick.ALL:
            scope = toggled(scope, above_in(tree, each), each, children_in(tree))
    assert scope == [tree[0]]


def test_part_of_a_branch_is_seen() -> None:
    top = unit(1, None, "community")
    branch = unit(2, top, "branch")
    tree = [top, branch, unit(3, branch, "building"), unit(4, branch, "building")]
    scope = toggled([top], [branch, top], tree[3], children_in(tree))
    assert scope == [tree[2]]
    assert [tick_of(scope, each) for each in tree] == [Tick.SOME, Tick.SOME, Tick.ALL, Tick.NONE]


def test_ticking_the_last_below_ticks_the_unit_above() -> None:
    top = unit(1, None, "community")
    one, two = unit(2, top, "branch"), unit(3, top, "branch")
    low = unit(4, two, "building")
    tree = [top, one, two, low]
    ticked = toggled([one], above_in(tree, low), low, children_in(tree))
    assert ticked == [top], "its branch is whole, and with it the community"
    assert toggled([], above_in(tree, one), one, children_in(tree)) == [one]
