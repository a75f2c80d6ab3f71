"""product.md's table "Who may", written out, against random trees and people."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.roster.model import Post, PostKind, Unit
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat

# Columns: own lead, own deputy, own helper, lead above, deputy above, liaison, supervisor,
# issuer, operator, property company or owners' committee (who take up only what they were told of:
# tests/stories/test_parties.py). Leads and deputies of a branch count as above for what is the
# branch's own too.
TABLE = {
    Right.ANSWER: "y y y - - - - - - -",
    Right.ASK_HELP: "y y y y y y y - - y",
    Right.ANSWER_FOR: "- - - y y y y - - -",
    Right.FILL_IN: "y y y y y y y - - -",
    Right.TAKE_HELP: "- - - y y y y - - y",
    Right.RELAY: "y y - - - - - - - -",
    Right.RELAY_OVER: "- - - - - y y y y -",
    Right.SEE: "y y y y y y y y y -",
    Right.REMIND: "y y y y y y y y y -",
    Right.BIND: "- - - y - y - - y -",
    Right.INVITE: "- - - y - y - - y -",
    Right.IMPORT: "- - - - - y - - y -",
    Right.EXPORT: "- - - - - y - - y -",
    Right.REPLACE: "- - - y - y - - y -",
    Right.CHANGE: "- - - - - y - - y -",
    Right.GIVE_LEAVE: "- - - y y y y - y -",
    Right.DIAL: "- - - y y y y - - -",
    Right.APPROVE_LINK: "- - - - - y - - y -",
    Right.ISSUE: "- - - y y y y - y -",
    Right.APPROVE: "- - - - - y y - - -",
    Right.WITHDRAW: "- - - y y y y y y -",
    Right.CORRECT: "- - - y y y y y y -",
    Right.CLOSE: "- - - y y y y y y -",
}
_OF_A_BRANCH = {
    *(Right.BIND, Right.INVITE, Right.REPLACE, Right.ISSUE),
    *(Right.WITHDRAW, Right.CORRECT, Right.CLOSE),
}
OWN = (PostKind.LEAD, PostKind.DEPUTY, PostKind.HELPER)


@dataclass(frozen=True)
class Node:
    """A unit that knows its way up, without paths."""

    unit: Unit
    parent: Node | None

    def above(self, other: Node | None) -> bool:
        """Whether `other` lies somewhere below this one."""
        while other is not None:
            other = other.parent
            if other is self:
                return True
        return False


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    nodes: list[Node] = []
    for number in range(draw(st.integers(1, 12))):
        uppers = [None, *(each for each in nodes if each.unit.tier != "building")]
        parent = draw(st.sampled_from(uppers))
        nodes.append(_node(number, parent, draw(st.booleans())))
    return nodes


def _node(number: int, parent: Node | None, leaf: bool) -> Node:
    path = f"{parent.unit.path if parent else ''}{number:02}."
    tier = "building" if leaf else "branch" if parent else "community"
    above = parent.unit.id if parent else None
    return Node(Unit(number, f"U{number}", f"{number}", tier, above, path), parent)


@given(st.data())
def test_everybody_may_what_the_table_says(data: st.DataObject) -> None:
    nodes = data.draw(trees())
    about = data.draw(st.sampled_from(nodes))
    held = data.draw(
        st.lists(st.tuples(st.sampled_from(PostKind), st.sampled_from(nodes)), max_size=3)
    )
    issuer, operator = data.draw(st.booleans()), data.draw(st.booleans())
    seats = [Seat(Post(0, node.unit.id, kind), node.unit, None) for kind, node in held]
    found = relations(seats, about.unit, lowest="building", issuer=issuer, operator=operator)
    for right, row in TABLE.items():
        columns = _columns(held, about, issuer, operator, right)
        allowed = any(mark == "y" for i, mark in enumerate(row.split()) if i in columns)
        assert may(right, found) == allowed, (right, held, about)


def _columns(
    held: list[tuple[PostKind, Node]], about: Node, issuer: bool, operator: bool, right: Right
) -> set[int]:
    columns = {7} if issuer else set()
    columns |= {8} if operator else set()
    for kind, node in held:
        columns |= _of_post(kind, node, about, right)
    return columns


def _of_post(kind: PostKind, node: Node, about: Node, right: Right) -> set[int]:
    own, above = node is about, node.above(about)
    if not own and not above:
        return set()
    if kind in (PostKind.PROPERTY, PostKind.OWNERS):
        return {9}
    if kind in (PostKind.LIAISON, PostKind.SUPERVISOR):
        return {5 if kind is PostKind.LIAISON else 6}
    if own:
        column = {PostKind.LEAD: 3, PostKind.DEPUTY: 4}.get(kind)
        own_branch = right in _OF_A_BRANCH and node.unit.tier != "building"
        return {OWN.index(kind)} | ({column} if own_branch and column else set())
    return set() if kind is PostKind.HELPER else {3 if kind is PostKind.LEAD else 4}


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(Right)
