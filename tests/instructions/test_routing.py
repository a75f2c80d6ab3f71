"""In which chats a unit is told."""

from bot.instructions.routing import CardPlace, Holder, Route, TargetSituation, route
from bot.roster.model import PostKind

LEAD = Holder(1, 11, PostKind.LEAD, reachable=True)
DEPUTY = Holder(2, 12, PostKind.DEPUTY, reachable=True)
HELPER = Holder(3, 13, PostKind.HELPER, reachable=True)
SHY = Holder(4, 14, PostKind.LEAD, reachable=False)


def place(*holders: Holder, **facts: object) -> TargetSituation:
    given = {"held": True, "group": None, "upper_group": None, "serves_below": False, **facts}
    return TargetSituation(target_id=1, holders=holders, **given)  # type: ignore[arg-type]


def test_its_own_group_comes_first() -> None:
    assert route(place(LEAD, group=-1, upper_group=-2)) == Route(
        CardPlace.GROUP, (-1,), True, rings=(11,)
    )


def test_without_one_it_is_a_line_in_the_group_above() -> None:
    assert route(place(LEAD, upper_group=-2)).chats == (-2,)


def test_with_neither_its_holders_are_written_to() -> None:
    assert route(place(LEAD, HELPER, SHY)) == Route(CardPlace.PRIVATE, (11, 13), True)


def test_who_holds_two_posts_there_is_written_to_once() -> None:
    assert route(place(LEAD, Holder(1, 11, PostKind.HELPER, True))).chats == (11,)


def test_where_the_group_serves_those_below_lead_and_deputies_are_told_in_private() -> None:
    shared = place(LEAD, DEPUTY, HELPER, group=-1, serves_below=True)
    assert route(shared) == Route(CardPlace.PRIVATE, (11, 12), True)


def test_where_nobody_of_them_can_be_written_to_the_shared_group_gets_it_and_it_passes_on() -> None:
    assert route(place(SHY, group=-1, serves_below=True)) == Route(CardPlace.GROUP, (-1,), False)


def test_a_linked_lead_may_pass_on_from_a_group_without_a_private_chat() -> None:
    assert route(place(SHY, group=-1)).can_pass_on


def test_helpers_pass_nothing_on() -> None:
    assert not route(place(HELPER)).can_pass_on


def test_a_unit_that_is_nobodys_is_a_task_of_the_one_above() -> None:
    assert route(place(held=False, group=-1)).way is CardPlace.TASK


def test_behind_a_group_only_leads_who_can_be_written_to_are_rung() -> None:
    assert route(place(LEAD, DEPUTY, HELPER, SHY, upper_group=-2)).rings == (11,)
    assert route(place(LEAD, HELPER)).rings == (), "told in private anyway"


def test_held_by_people_nobody_knows_is_nowhere() -> None:
    assert route(place()).way is CardPlace.NOWHERE
