from __future__ import annotations

import pytest

from bot.roster.model import Post, PostKind, Unit
from bot.roster.permissions import MAY, Right, may, relations
from bot.roster.seats import Seat

COMMUNITY = Unit(1, "XF", "幸福社区", "community", None, "1.")
BRANCH = Unit(2, "XFL", "幸福里", "branch", 1, "1.2.")
BUILDING = Unit(3, "XFL-3", "3栋", "building", 2, "1.2.3.")
OTHER = Unit(4, "HPY", "和平苑", "branch", 1, "1.4.")

# product.md, "Who may", for a building: what each person may do for 3栋.
FOR_A_BUILDING = {
    (PostKind.LEAD, BUILDING): "answer ask_help fill_in relay see remind",
    (PostKind.DEPUTY, BUILDING): "answer ask_help fill_in relay see remind",
    (PostKind.HELPER, BUILDING): "answer ask_help fill_in see remind",
    (
        PostKind.LEAD,
        BRANCH,
    ): "ask_help answer_for fill_in take_help see remind bind invite replace"
    " issue give_leave dial withdraw correct close",
    (
        PostKind.DEPUTY,
        BRANCH,
    ): "ask_help answer_for fill_in take_help see remind issue give_leave dial withdraw correct"
    " close",
    (PostKind.HELPER, BRANCH): "",
    (
        PostKind.LIAISON,
        BRANCH,
    ): "ask_help answer_for fill_in take_help relay_over see remind bind import"
    " invite export replace change approve_link issue approve give_leave dial withdraw correct"
    " close",
    (
        PostKind.SUPERVISOR,
        COMMUNITY,
    ): "ask_help answer_for fill_in take_help relay_over see remind issue"
    " approve give_leave dial withdraw correct close",
    (PostKind.PROPERTY, BRANCH): "ask_help take_help",
    (PostKind.OWNERS, BRANCH): "ask_help take_help",
    (PostKind.LIAISON, OTHER): "",
    (PostKind.LEAD, OTHER): "",
}


def seat(kind: PostKind, unit: Unit) -> Seat:
    return Seat(Post(1, unit.id, kind), unit, None)


@pytest.mark.parametrize(("kind", "unit"), FOR_A_BUILDING)
def test_what_a_post_may_do_for_a_building(kind: PostKind, unit: Unit) -> None:
    found = relations([seat(kind, unit)], BUILDING, lowest="building")
    allowed = {right.value for right in Right if may(right, found)}
    assert allowed == set(FOR_A_BUILDING[kind, unit].split())


def test_a_branch_lead_binds_the_branch_and_a_building_lead_nothing() -> None:
    assert may(Right.BIND, relations([seat(PostKind.LEAD, BRANCH)], BRANCH, lowest="building"))
    own = relations([seat(PostKind.LEAD, BUILDING)], BUILDING, lowest="building")
    assert not may(Right.BIND, own)


def test_nobody_acts_upwards() -> None:
    for kind in PostKind:
        assert not relations([seat(kind, BUILDING)], BRANCH, lowest="building")


def test_issuers_and_operators() -> None:
    issuer = relations([], BUILDING, issuer=True)
    assert {each for each in Right if may(each, issuer)} == {
        Right.RELAY_OVER, Right.SEE, Right.REMIND, Right.WITHDRAW, Right.CORRECT,
        Right.CLOSE,
    }  # fmt: skip
    operator = relations([], BUILDING, operator=True)
    refused = {each for each in Right if not may(each, operator)}
    assert refused == {
        Right.ANSWER, Right.ASK_HELP, Right.ANSWER_FOR, Right.FILL_IN, Right.TAKE_HELP,
        Right.RELAY, Right.DIAL, Right.APPROVE,
    }  # fmt: skip


def test_the_table_names_every_right() -> None:
    assert set(MAY) == set(Right)
