"""What waits for a reader's own answer: offered on their screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.instructions.model import Instruction
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.escalation import chases
from bot.store.tx import Tx
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """The targets of an instruction for which somebody answers. `shown`: they can find its card, so
    that they may be asked for an answer."""

    held: Sequence[Held] = ()
    shown: bool = False

    @property
    def units(self) -> frozenset[int]:
        """The ids of their units."""
        return frozenset(each.target.unit.id for each in self.held)

    @property
    def unanswered(self) -> Sequence[Held]:
        """Those without an answer."""
        return [each for each in self.held if each.owes]

    @property
    def may_answer(self) -> bool:
        """Whether an answer of theirs would count."""
        return self.shown and any(each.target.opened_at for each in self.unanswered)

    def fills_in(self, instruction: Instruction) -> bool:
        """Whether all that waits for them answers by a form."""
        waiting = self.unanswered
        return bool(waiting) and all(instruction.asks_form(e.target.unit.tier) for e in waiting)

    @property
    def may_pass_on(self) -> bool:
        """Whether they may let the instruction go one tier down."""
        due = (each for each in self.held if each.target.to_relay and each.target.opened_at)
        return self.shown and any(of_post(Right.RELAY, each.kind) for each in due)


def asked_of(tx: Tx, who: Actor, instruction: Instruction) -> OwnUnits:
    """What an instruction that asks for an answer asks of somebody."""
    if who.member is None or not instruction.needs_answer:
        return OwnUnits()
    found = answers.held_by(tx, instruction.id, who.member.id)
    held = [each for each in found if of_post(Right.ANSWER, each.kind)]
    asked = [each.target.id for each in held if each.owes or each.target.to_relay]
    return OwnUnits(held, bool(asked) and chases.has_card(tx, asked, who.telegram_id))
