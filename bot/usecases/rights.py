"""Whether somebody may: asked of the roster as it is at the moment of acting."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.model import Member, Unit
from bot.roster.permissions import Relation, Right, may, relations
from bot.roster.seats import Seat
from bot.store.house.audit import OPERATOR, by
from bot.store.people import people
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a Telegram account, whose it is known to be, and what they hold at present."""

    telegram_id: int
    member: Member | None
    seats: tuple[Seat, ...]
    operator: bool

    @property
    def name(self) -> str:
        """The actor as the log names them."""
        return OPERATOR if self.member is None else by(self.member.id)

    def stands(self, unit: Unit, *, lowest: str = "", issuer: bool = False) -> frozenset[Relation]:
        """How they stand to a unit."""
        return relations(self.seats, unit, lowest=lowest, issuer=issuer, operator=self.operator)

    def may(self, right: Right, unit: Unit, *, lowest: str = "", issuer: bool = False) -> bool:
        """Whether they may do this for a unit."""
        return may(right, self.stands(unit, lowest=lowest, issuer=issuer))

    def require(self, right: Right, unit: Unit, *, lowest: str = "", issuer: bool = False) -> None:
        """Refused("not_allowed") where they may not."""
        if not self.may(right, unit, lowest=lowest, issuer=issuer):
            raise Refused("not_allowed")


def actor(tx: Tx, telegram_id: int, operators: frozenset[int] = frozenset()) -> Actor:
    """Who acts from a Telegram account."""
    member = people.member_by_telegram(tx, telegram_id)
    seats = () if member is None else tuple(people.posts_of(tx, member.id))
    return Actor(telegram_id, member, seats, telegram_id in operators)
