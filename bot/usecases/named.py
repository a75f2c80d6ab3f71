"""People with names and titles, for messages."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.persons import Named
from bot.chat.places import SomeUnits, Spot
from bot.chat.posts import LeadPost, SeatName
from bot.roster.model import PARTY_POSTS, Member, PostKind, Unit
from bot.roster.seats import Seat
from bot.store.answering import answers
from bot.store.cascade import ends
from bot.store.cascade.ends import WaitedFor
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import issuers


def issuer(tx: Tx, member_id: int) -> Named:
    """An issuer with the post that lets them issue."""
    return tx.recall(("issuer", member_id), lambda: _issuer(tx, member_id))


def _issuer(tx: Tx, member_id: int) -> Named:
    member = people.member(tx, member_id)
    seats = [seat for seat in people.posts_of(tx, member_id) if issuers.by_post(tx, seat)]
    return _by_seat(tx, member, seats)


def anybody(tx: Tx, member_id: int) -> Named:
    """A person with their highest post."""
    return of(tx, people.member(tx, member_id))


def of(tx: Tx, member: Member) -> Named:
    """A member with their highest post, leads first within a unit, and any post before that of a
    property company or an owners' committee."""
    seats = sorted(
        people.posts_of(tx, member.id),
        key=lambda s: (s.kind in PARTY_POSTS, len(s.unit.path), s.rank),
    )
    return _by_seat(tx, member, seats)


def former_seats(tx: Tx, instruction_id: int, member_id: int) -> list[SeatName]:
    """The posts a member held before in units an instruction asks, the last first."""
    heights = house.heights(tx)
    return [
        SeatName(each.unit_name, each.kind, heights.get(each.tier, 0), each.title)
        for each in answers.former_seats(tx, instruction_id, member_id)
    ]


def lead_post(tx: Tx, unit: Unit) -> LeadPost:
    """The post of a unit's lead, whoever holds it."""
    posts = (each.post for each in people.seats_of(tx, unit.id) if each.kind is PostKind.LEAD)
    title = next((post.title for post in posts), None)
    return LeadPost(house.heights(tx).get(unit.tier, 0), title)


def spot(tx: Tx, unit: Unit, reader_id: int) -> Spot:
    """A unit's name; for a building outside the reader's own branch together with the
    unit above."""
    near = {seat.unit.id for seat in people.posts_of(tx, reader_id)}
    return Spot(unit.name) if unit.parent_id in near else whole_spot(tx, unit)


def whole_spot(tx: Tx, unit: Unit) -> Spot:
    """A building's name together with that of the unit above; any other unit's name."""
    if unit.parent_id is None or house.heights(tx).get(unit.tier) != 0:
        return Spot(unit.name)
    return Spot(unit.name, people.unit(tx, unit.parent_id).name)


def _by_seat(tx: Tx, member: Member, seats: list[Seat]) -> Named:
    if not seats:
        return Named(member.name)
    post, unit = seats[0].post, seats[0].unit
    return Named(member.name, post.kind, house.heights(tx).get(unit.tier, 0), post.title)


_NAMED = 12


def waited_for(tx: Tx, instruction_id: int) -> SomeUnits:
    """The units that may answer and have not; buildings together with the unit above where these
    differ."""
    total, scattered = ends.awaited(tx, instruction_id)
    found, heights = ends.waited_for(tx, instruction_id, _NAMED), house.heights(tx)
    tells = {tier for tier in scattered if heights.get(tier) == 0}
    return SomeUnits(total, [_spot(each, each.tier in tells) for each in found])


def _spot(found: WaitedFor, tells: bool) -> Spot:
    return Spot(found.name, found.upper if tells else None)


def seat_names_of(tx: Tx, seats: Iterable[Seat]) -> tuple[SeatName, ...]:
    """Seats by name."""
    heights = house.heights(tx)
    return tuple(
        SeatName(seat.unit.name, seat.kind, heights.get(seat.unit.tier, 0), seat.post.title)
        for seat in seats
    )
