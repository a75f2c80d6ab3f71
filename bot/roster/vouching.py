"""Who may confirm a link: the account gains all the member's rights."""

from __future__ import annotations

from collections.abc import Sequence

from bot.roster.model import ISSUING_POSTS, PostKind
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat


def may_vouch(own: Sequence[Seat], theirs: Sequence[Seat]) -> bool:
    """Whether the holder of `own` has all the other's seats in care.

    Liaisons and supervisors are confirmed from above only; a member without seats, by nobody here.
    """
    return bool(theirs) and all(_has_in_care(own, seat) for seat in theirs)


def _has_in_care(own: Sequence[Seat], seat: Seat) -> bool:
    if seat.kind not in ISSUING_POSTS:
        return may(Right.APPROVE_LINK, relations(own, seat.unit))
    return any(
        each.kind is PostKind.LIAISON
        and each.unit.holds(seat.unit)
        and each.unit.id != seat.unit.id
        for each in own
    )
