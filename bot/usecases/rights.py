"""Whether somebody may do something, by the roster at the moment of acting."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.model import PARTY_POSTS, Member, Unit
from bot.roster.permissions import Relation, Right, may, relations
from bot.roster.seats import Seat
from bot.store.house import operators as operators_known
from bot.store.house.audit import OPERATOR, by
from bot.store.people import people
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Actor:
    """The actor: a Telegram account, its linked member, and the seats they hold.

    `parties`: those of a property company or an owners' committee, which give almost no rights.
    """

    telegram_id: int
    member: Member | None
    seats: tuple[Seat, ...]
    operator: bool
    parties: tuple[Seat, ...] = ()

    @property
    def name(self) -> str:
        """The actor's name in the audit log."""
        return OPERATOR if self.member is None else by(self.member.id)

    def stands(self, unit: Unit, *, lowest: str = "", issuer: bool = False) -> frozenset[Relation]:
        """Their relations to a unit."""
        seats = (*self.seats, *self.parties)
        return relations(seats, unit, lowest=lowest, issuer=issuer, operator=self.operator)

    def may(self, right: Right, unit: Unit, *, lowest: str = "", issuer: bool = False) -> bool:
        """Whether they have this right for the unit."""
        return may(right, self.stands(unit, lowest=lowest, issuer=issuer))

    def require(self, right: Right, unit: Unit, *, lowest: str = "", issuer: bool = False) -> None:
        """Raise Refused("not_allowed") where they do not have the right."""
        if not self.may(right, unit, lowest=lowest, issuer=issuer):
            raise Refused("not_allowed")


def actor(tx: Tx, telegram_id: int, operators: frozenset[int] = frozenset()) -> Actor:
    """The actor behind a Telegram account."""
    member = people.member_by_telegram(tx, telegram_id)
    operator = telegram_id in operators or operators_known.is_one(tx, telegram_id)
    return _actor(tx, telegram_id, member, operator)


def of_member(tx: Tx, member_id: int) -> Actor:
    """What a member may do now."""
    member = people.member(tx, member_id)
    operator = member.telegram_id is not None and operators_known.is_one(tx, member.telegram_id)
    return _actor(tx, member.telegram_id or 0, member, operator)


def _actor(tx: Tx, telegram_id: int, member: Member | None, operator: bool) -> Actor:
    held = [] if member is None else people.posts_of(tx, member.id)
    seats = tuple(seat for seat in held if seat.kind not in PARTY_POSTS)
    parties = tuple(seat for seat in held if seat.kind in PARTY_POSTS)
    return Actor(telegram_id, member, seats, operator, parties)
