"""Who may confirm a link: the account gains all the member's rights."""

from __future__ import annotations

from collections.abc import Sequence

from bot.roster.model import ISSUING_POSTS, PostKind
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat


def may_vouch(
    own: Sequence[Seat],
    theirs: Sequence[Seat],
    right: Right = Right.APPROVE_LINK,
    lowest: str = "",
) -> bool:
    """Whether the holder of `own` has a right for all the other's seats; `lowest`: as for
    `relations`.

    Liaisons and supervisors are confirmed from above only; a member without seats, by nobody here.
    """
    return bool(theirs) and all(_has_in_care(own, seat, right, lowest) for seat in theirs)


def _has_in_care(own: Sequence[Seat], seat: Seat, right: Right, lowest: str) -> bool:
    if seat.kind not in ISSUING_POSTS:
        return may(right, relations(own, seat.unit, lowest=lowest))
    return any(
        each.kind is PostKind.LIAISON
        and each.unit.holds(seat.unit)
        and each.unit.id != seat.unit.id
        for each in own
    )
