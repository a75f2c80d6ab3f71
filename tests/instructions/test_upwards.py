"""The members on each rung, seen from a silent unit."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.instructions.model import Rung
from bot.instructions.upwards import next_one_up, on_rung, told_on_rung
from bot.roster.model import Member, Post, PostKind, Unit
from bot.roster.seats import Seat
from tests.instructions.trees import unit

DISTRICT = unit(1, None, "community")
COMMUNITY = unit(2, DISTRICT, "community")
BRANCH = unit(3, COMMUNITY, "branch")
BUILDING = unit(4, BRANCH, "building")


BACK = datetime(2026, 12, 6, tzinfo=UTC)


def seat(
    of: Unit, kind: PostKind, number: int, *, reachable: bool = True, away: bool = False
) -> Seat:
    until = BACK if away else None
    member = Member(number, f"人{number}", None, None, number, reachable, until)
    return Seat(Post(number, of.id, kind, 0), of, member)


def names(found: list[Member]) -> list[int]:
    return [each.id for each in found]


def test_the_nearest_liaison_and_supervisor_hear() -> None:
    for rung, kind in (
        (Rung.LIAISON, PostKind.LIAISON),
        (Rung.SUPERVISOR, PostKind.SUPERVISOR),
    ):
        seats = [seat(DISTRICT, kind, 1), seat(COMMUNITY, kind, 2), seat(COMMUNITY, kind, 3)]
        assert names(on_rung(rung, BUILDING, seats)) == [2, 3]
        assert names(on_rung(rung, BUILDING, [*seats, seat(BRANCH, kind, 4)])) == [4]


def test_of_the_unit_above_one_hears_the_lead_first() -> None:
    lead, deputy = seat(BRANCH, PostKind.LEAD, 1), seat(BRANCH, PostKind.DEPUTY, 2)
    assert names(told_on_rung(Rung.PARENT, BUILDING, [deputy, lead])) == [1]
    shy = seat(BRANCH, PostKind.LEAD, 1, reachable=False)
    assert names(told_on_rung(Rung.PARENT, BUILDING, [shy, deputy])) == [2]


def test_of_ones_own_all_who_can_be_written_to_hear() -> None:
    seats = [
        seat(BUILDING, PostKind.LEAD, 1),
        seat(BUILDING, PostKind.DEPUTY, 2),
        seat(BUILDING, PostKind.HELPER, 3),
        seat(BUILDING, PostKind.HELPER, 4, reachable=False),
        seat(BRANCH, PostKind.LEAD, 5),
    ]
    assert names(told_on_rung(Rung.HOLDER, BUILDING, seats)) == [1]
    assert names(told_on_rung(Rung.DEPUTIES, BUILDING, seats)) == [2, 3]


def test_the_next_one_up_is_never_who_asks() -> None:
    seats = [seat(BRANCH, PostKind.LEAD, 1), seat(COMMUNITY, PostKind.LIAISON, 2)]
    assert names(next_one_up(BUILDING, seats, but=9)) == [1]
    assert names(next_one_up(BUILDING, seats, but=1)) == [2]
    assert next_one_up(BUILDING, [], but=1) == []


def test_whoever_is_on_leave_is_on_no_rung() -> None:
    seats = [
        seat(BUILDING, PostKind.LEAD, 1, away=True),
        seat(BUILDING, PostKind.DEPUTY, 2),
        seat(BRANCH, PostKind.LEAD, 3, away=True),
        seat(BRANCH, PostKind.DEPUTY, 4),
        seat(BRANCH, PostKind.LIAISON, 5, away=True),
        seat(COMMUNITY, PostKind.LIAISON, 6),
    ]
    assert on_rung(Rung.HOLDER, BUILDING, seats) == []
    assert names(told_on_rung(Rung.DEPUTIES, BUILDING, seats)) == [2]
    assert names(told_on_rung(Rung.PARENT, BUILDING, seats)) == [4]
    assert names(on_rung(Rung.LIAISON, BUILDING, seats)) == [6], "the nearest who is there"


def test_where_all_above_are_on_leave_the_nearest_hears_all_the_same() -> None:
    seats = [seat(COMMUNITY, PostKind.LIAISON, 2, away=True), seat(BRANCH, PostKind.LEAD, 1)]
    assert names(next_one_up(BUILDING, seats, but=1)) == [2]
    assert names(next_one_up(BUILDING, [seats[0]], but=9)) == [2]
