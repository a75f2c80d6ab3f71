"""In which chats a unit is told."""

from __future__ import annotations

from typing import Any

from bot.instructions.routing import CardPlace, Holder, Route, route
from bot.roster.model import PostKind
from tests.instructions.trees import standing, unit

BUILDING = unit(1, None, "building")
NO_HEADS: dict[str, Any] = {"heads_linked": 0, "heads_reachable": 0}
SHY: dict[str, Any] = {"reachable": 0, "heads_reachable": 0}


LEAD = Holder(11, PostKind.LEAD)
DEPUTY = Holder(12, PostKind.DEPUTY)
HELPER = Holder(13, PostKind.HELPER)


def found(*, serves_below: bool = False, **facts: Any) -> Route:
    return route(standing(BUILDING, **facts), serves_below=serves_below)


def test_its_own_group_comes_first() -> None:
    assert found(group_id=-1, parent_group_id=-2) == Route(CardPlace.GROUP, -1, can_pass_on=True)


def test_without_one_it_is_a_line_in_the_group_above() -> None:
    assert found(parent_group_id=-2).group == -2


def test_with_neither_its_holders_are_written_to() -> None:
    assert found() == Route(CardPlace.PRIVATE, can_pass_on=True)


def test_where_the_group_serves_those_below_lead_and_deputies_are_told_in_private() -> None:
    shared = found(group_id=-1, serves_below=True)
    assert shared == Route(CardPlace.PRIVATE, can_pass_on=True, heads_only=True)


def test_where_nobody_of_them_can_be_written_to_the_shared_group_gets_it_and_it_passes_on() -> None:
    assert found(**SHY, group_id=-1, serves_below=True) == Route(CardPlace.GROUP, -1)


def test_a_linked_lead_may_pass_on_from_a_group_without_a_private_chat() -> None:
    assert found(**SHY, group_id=-1).can_pass_on


def test_helpers_pass_nothing_on() -> None:
    assert not found(**NO_HEADS).can_pass_on


def test_a_unit_that_is_nobodys_is_a_task_of_the_one_above() -> None:
    assert found(held=0, group_id=-1).way is CardPlace.TASK


def test_in_private_all_are_told_or_those_alone_who_may_pass_on() -> None:
    everybody = [LEAD, DEPUTY, HELPER, LEAD]
    assert found().chats(everybody) == [11, 12, 13]
    assert found(group_id=-1, serves_below=True).chats(everybody) == [11, 12]
    assert found(group_id=-1).chats(everybody) == [-1]
    assert found(held=0).chats([]) == []


def test_behind_a_group_only_leads_are_rung() -> None:
    assert found(parent_group_id=-2).rings([LEAD, DEPUTY, HELPER]) == [11]
    assert found().rings([LEAD, HELPER]) == [], "told in private anyway"


def test_held_by_people_nobody_knows_is_nowhere() -> None:
    assert found(linked=0, **SHY, heads_linked=0).way is CardPlace.NOWHERE
