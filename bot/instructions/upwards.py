"""Whom each rung tells, seen upwards from a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.instructions.model import Rung
from bot.roster.model import Member, PostKind, Unit
from bot.roster.seats import Seat, by_rank

ABOVE = (Rung.PARENT, Rung.LIAISON, Rung.SUPERVISOR)
"""The rungs outside the unit itself, nearest first."""


def on_rung(rung: Rung, unit: Unit, seats: Sequence[Seat]) -> list[Member]:
    """The members on a rung of `unit`'s ladder who are present, given the held seats of it and all
    units above. holder: its leads. deputies: its deputies and helpers. parent: the leads of the
    unit above, then its deputies. liaison, supervisor: the nearest such, of the unit itself or
    above."""
    seats = [seat for seat in seats if seat.member and seat.member.present]
    if rung is Rung.HOLDER:
        return _members(seats, unit.id, (PostKind.LEAD,))
    if rung is Rung.DEPUTIES:
        return _members(seats, unit.id, (PostKind.DEPUTY, PostKind.HELPER))
    if rung is Rung.PARENT:
        return _members(seats, unit.parent_id, (PostKind.LEAD, PostKind.DEPUTY))
    return _nearest(seats, PostKind(rung.value))


def told_on_rung(rung: Rung, unit: Unit, seats: Sequence[Seat]) -> list[Member]:
    """The members on a rung who can be written to; of the unit above its lead, else
    its deputies."""
    found = [member for member in on_rung(rung, unit, seats) if member.listening]
    return found[:1] if rung is Rung.PARENT else found


def next_one_up(unit: Unit, seats: Sequence[Seat], but: int) -> list[Member]:
    """The nearest of branch lead, liaison and supervisor who can be written to, except `but`; where
    all of them are on leave, the nearest all the same."""
    return next_told(unit, seats, but) or next_told(unit, even_away(seats), but)


def even_away(seats: Sequence[Seat]) -> list[Seat]:
    """The same seats as if nobody were on leave: for what must not be heard by nobody."""
    return [
        replace(seat, member=replace(seat.member, away_until=None)) if seat.member else seat
        for seat in seats
    ]


def next_told(unit: Unit, seats: Sequence[Seat], but: int) -> list[Member]:
    """The same, without those on leave."""
    for rung in ABOVE:
        found = [each for each in told_on_rung(rung, unit, seats) if each.id != but]
        if found:
            return found
    return []


def _members(seats: Sequence[Seat], unit_id: int | None, kinds: Sequence[PostKind]) -> list[Member]:
    there = [seat for seat in seats if seat.unit.id == unit_id and seat.kind in kinds]
    return _distinct(by_rank(there))


def _nearest(seats: Sequence[Seat], kind: PostKind) -> list[Member]:
    of_kind = [seat for seat in seats if seat.kind is kind]
    depth = max((len(seat.unit.path) for seat in of_kind), default=0)
    return _distinct(by_rank(seat for seat in of_kind if len(seat.unit.path) == depth))


def _distinct(seats: Sequence[Seat]) -> list[Member]:
    return list({seat.member.id: seat.member for seat in seats if seat.member}.values())
