"""Actors and their rights, by the present roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.roster.model import PostKind, Unit
from bot.roster.permissions import Relation, Right, relations
from bot.store.database import Database
from bot.store.house import operators
from bot.store.house.audit import OPERATOR
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.rights import Actor, actor, of_member
from tests.usecases.community import Community

LEAD, LIAISON, STRANGER, HOUSE = 11, 12, 13, 14


@pytest.fixture
def engine_name() -> str:
    """On the default engine: the queries have tests on both."""
    return "sqlite"


@dataclass(frozen=True)
class Street:
    """A branch with two buildings, and every kind of actor."""

    branch: Unit
    own: Unit
    other: Unit
    actors: dict[int, Actor]


@pytest.fixture
async def street(database: Database, clock: ManualClock) -> Street:
    return await database.transact(_street, None)


def _street(tx: Tx, _: None, now: datetime) -> Street:
    town = Community(tx, now)
    town.unit("root", "幸福里", "community")
    town.unit("b", "东院", "branch", "root")
    own, other = town.unit("b1", "1栋", "building", "b"), town.unit("b2", "2栋", "building", "b")
    town.member("王芳", telegram=LEAD)
    town.member("李敏", telegram=LIAISON)
    town.seat("b1", PostKind.LEAD, "王芳")
    town.seat("b", PostKind.LIAISON, "李敏")
    who = (LEAD, LIAISON, STRANGER, HOUSE)
    return Street(
        people.unit(tx, town.units["b"]),
        people.unit(tx, own),
        people.unit(tx, other),
        {each: actor(tx, each, frozenset({HOUSE})) for each in who},
    )


def test_an_account_is_known_by_whose_it_is_and_what_they_hold(street: Street) -> None:
    lead = street.actors[LEAD]
    assert lead.telegram_id == LEAD
    assert lead.member is not None
    assert lead.member.name == "王芳"
    assert [(each.kind, each.unit.id) for each in lead.seats] == [(PostKind.LEAD, street.own.id)]
    assert not lead.operator


def test_a_stranger_is_nobody_and_holds_nothing(street: Street) -> None:
    stranger = street.actors[STRANGER]
    assert (stranger.telegram_id, stranger.member, stranger.seats) == (STRANGER, None, ())
    assert not stranger.operator
    assert not any(stranger.may(right, street.own) for right in Right)


def test_only_the_accounts_of_the_settings_are_operators(street: Street) -> None:
    assert [each for each, who in street.actors.items() if who.operator] == [HOUSE]
    assert street.actors[HOUSE].stands(street.own) == {Relation.OPERATOR}


async def test_without_operators_in_the_settings_nobody_is_one(
    database: Database, clock: ManualClock
) -> None:
    def ask(tx: Tx, account: int, _: datetime) -> Actor:
        return actor(tx, account)

    assert not (await database.read(ask, HOUSE)).operator


def test_the_log_names_members_by_number_and_others_as_the_operator(street: Street) -> None:
    lead = street.actors[LEAD]
    assert lead.member is not None
    assert str(lead.member.id) in lead.name
    assert street.actors[HOUSE].name == OPERATOR


def test_one_answers_for_the_own_building_only(street: Street) -> None:
    lead = street.actors[LEAD]
    assert lead.may(Right.SEE, street.own)
    assert not lead.may(Right.SEE, street.other)


def test_who_issued_sees_what_they_would_not_see_otherwise(street: Street) -> None:
    lead = street.actors[LEAD]
    assert lead.stands(street.other, issuer=True) == {Relation.ISSUER}
    assert lead.may(Right.SEE, street.other, issuer=True)
    lead.require(Right.SEE, street.other, issuer=True)


def test_a_lead_has_the_groups_in_care_unless_theirs_is_the_lowest_tier(street: Street) -> None:
    lead = street.actors[LEAD]
    assert lead.may(Right.BIND, street.own, lowest="stairwell")
    lead.require(Right.BIND, street.own, lowest="stairwell")
    assert not lead.may(Right.BIND, street.own, lowest="building")
    assert not lead.may(Right.BIND, street.own)


def test_who_may_not_is_refused_and_who_may_is_not(street: Street) -> None:
    street.actors[LIAISON].require(Right.IMPORT, street.branch)
    with pytest.raises(Refused) as refused:
        street.actors[LEAD].require(Right.IMPORT, street.own)
    assert refused.value.reason == "not_allowed"
    for lowest in ("", "building"):
        with pytest.raises(Refused):
            street.actors[LEAD].require(Right.BIND, street.own, lowest=lowest)


def test_nothing_is_taken_for_granted_that_was_not_said(street: Street) -> None:
    lead = street.actors[LEAD]
    assert relations(lead.seats, street.own) == {Relation.LEAD}
    assert lead.stands(street.own) == {Relation.LEAD}
    with pytest.raises(Refused):
        lead.require(Right.BIND, street.own)
    with pytest.raises(Refused):
        lead.require(Right.SEE, street.other)


async def test_a_member_by_number_may_do_what_their_account_may(
    database: Database, clock: ManualClock
) -> None:
    def ask(tx: Tx, _: None, now: datetime) -> dict[str, tuple[Actor, Actor]]:
        _street(tx, None, now)
        operators.name(tx, frozenset({LIAISON}), now)
        numbers = {LEAD: "lead", LIAISON: "liaison"}
        found = {}
        for account, name in numbers.items():
            by_account = actor(tx, account)
            assert by_account.member is not None
            found[name] = by_account, of_member(tx, by_account.member.id)
        return found

    found = await database.transact(ask, None)
    for by_account, by_number in found.values():
        assert by_number == by_account
    assert [each.operator for each, _ in found.values()] == [False, True]


async def test_a_member_without_an_account_is_no_operator(
    database: Database, clock: ManualClock
) -> None:
    def ask(tx: Tx, _: None, now: datetime) -> Actor:
        town = Community(tx, now)
        town.unit("root", "幸福里", "community")
        town.member("周五")
        town.seat("root", PostKind.LIAISON, "周五")
        operators.name(tx, frozenset({0, HOUSE}), now)
        return of_member(tx, town.members["周五"])

    who = await database.transact(ask, None)
    assert (who.telegram_id, who.operator) == (0, False)
    assert who.member is not None
    assert [each.kind for each in who.seats] == [PostKind.LIAISON]
