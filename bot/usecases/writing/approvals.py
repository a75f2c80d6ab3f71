"""Asking for 同意: who can be asked, and the messages that ask them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.instructions import approval as rule
from bot.instructions.approval import Approval, ApprovalState
from bot.instructions.model import Instruction, InstructionState
from bot.messages.cascade import FilesArgs
from bot.messages.writing import ApprovalArgs, ApprovalNewsArgs
from bot.roster.model import Member, Unit
from bot.store.cascade import opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit
from bot.store.house.house import approval_above
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import approvals, drafts
from bot.usecases.writing import previews


def needs_approval(tx: Tx, instruction: Instruction, units: int) -> bool:
    """Whether a second person is asked before so many units get it."""
    return rule.takes_second(instruction, units, approval_above(tx))


def second_persons(tx: Tx, instruction: Instruction, scope: Sequence[Unit]) -> list[Member]:
    """Who can be asked to approve it, nearest first."""
    if not scope:
        return []
    seats = people.holders_upwards(tx, scope[0].id)
    return rule.whom_to_ask(seats, scope, instruction.issuer_id)


def ask_second(
    tx: Tx, ready: Instruction, asked: Sequence[Member], units: int, now: datetime
) -> None:
    """It waits; everybody asked gets a message that rings."""
    waits = replace(
        ready,
        state=InstructionState.PENDING,
        sends_at=None,
        deadline_at=ready.deadline_of_its_own,
    )
    drafts.save(tx, waits)
    found = approvals.ask_approval(tx, ready.id, units, rule.until(ready, now), now)
    facts = {"units": units, "asked": len(asked)}
    actor = audit.by(ready.issuer_id)
    audit.record(tx, now, actor, "approval.ask", instruction_id=ready.id, facts=facts)
    carried = [FilesArgs()] if opening.attachments(tx, ready.id) else []
    for member in asked:
        for args in carried:
            outbox.say(tx, Saying(chat_id=member.telegram_id or 0, args=args, lane=Lane.URGENT,
                                  subject_id=ready.id), now)  # fmt: skip
        saying = Saying(
            chat_id=member.telegram_id or 0, args=ApprovalArgs(), lane=Lane.URGENT,
            subject_id=found.id, member_id=member.id,
        )  # fmt: skip
        outbox.say(tx, saying, now)
    previews.refresh_preview(tx, waits, now)


_ACTIONS = {
    ApprovalState.APPROVED: "approval.give",
    ApprovalState.REFUSED: "approval.refuse",
    ApprovalState.LAPSED: "approval.lapse",
    ApprovalState.UNDONE: "approval.undo",
}


def end_request(
    tx: Tx, found: Approval, state: ApprovalState, member_id: int | None, now: datetime
) -> None:
    """It is decided or void: its messages lose their buttons, and the log keeps who decided."""
    approvals.end_approval(tx, found.id, state, member_id, now)
    actor = audit.CLOCK if member_id is None else audit.by(member_id)
    audit.record(tx, now, actor, _ACTIONS[state], instruction_id=found.instruction_id)
    for message in outbox.messages_about(tx, ApprovalArgs.kind, found.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def undo_request(tx: Tx, instruction_id: int, issuer_id: int, now: datetime) -> None:
    """Its issuer takes it back while somebody is asked."""
    found = approvals.open_approval(tx, instruction_id)
    if found is not None:
        end_request(tx, found, ApprovalState.UNDONE, issuer_id, now)


def tell_issuer(tx: Tx, found: Approval, issuer_id: int, now: datetime) -> None:
    """What became of the request, in a new message that takes the place of an older one."""
    for old in outbox.messages_about(tx, ApprovalNewsArgs.kind, found.id):
        outbox.take_away(tx, old, now)
    issuer = people.member(tx, issuer_id)
    if issuer.telegram_id is None:
        return
    saying = Saying(
        chat_id=issuer.telegram_id, args=ApprovalNewsArgs(), lane=Lane.REPLY,
        subject_id=found.id, member_id=issuer_id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
