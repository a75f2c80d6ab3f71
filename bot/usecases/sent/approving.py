"""同意, 不同意, and no decision in time: the first decision counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions import approval as rule
from bot.instructions.approval import Approval, ApprovalState
from bot.instructions.model import Instruction, InstructionState
from bot.instructions.quiet import QuietHours
from bot.messages.writing import ApprovalArgs
from bot.roster.model import Member
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import approvals, drafts, expectations
from bot.usecases import issuers, rights
from bot.usecases.cascade import bot_messages
from bot.usecases.cascade.bot_messages import OwnPress
from bot.usecases.sent import correction_drafts, ending
from bot.usecases.writing import issuing, previews
from bot.usecases.writing.approvals import end_request, tell_issuer
from bot.usecases.writing.changing import ANSWER_WAIT, Typed

REASON = "approval_reason"
"""The kind of the question for the reason of a refusal."""


class Approved(Enum):
    """The result of a decision."""

    SENT = auto()
    REFUSED = auto()
    ASKS = auto()
    """It would ring at night, and was not asked for at night: it asks for confirmation."""
    ALREADY = auto()
    """Somebody has decided, or its time is over."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """同意 or 不同意 pressed on one's own request."""

    press: OwnPress
    approve: bool
    night: QuietHours | None = None
    sure: bool = False
    """It may ring at night."""


def decide_approval(tx: Tx, command: Deciding, now: datetime) -> Approved:
    """Send it, or give it back to its issuer as a draft."""
    message, found, member = _asked(tx, command.press, now)
    if not found.open or found.until <= now:
        return Approved.ALREADY
    instruction = instructions.instruction(tx, found.instruction_id)
    if not command.approve:
        _give_back(tx, found, instruction, ApprovalState.REFUSED, member.id, now)
        return Approved.REFUSED
    if not command.sure and rule.wakes_unasked(found, command.night, now):
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=ApprovalArgs(night=True))
        return Approved.ASKS
    if instruction.corrects_id is not None:
        end_request(tx, found, ApprovalState.APPROVED, member.id, now)
        correction_drafts.send_approved(tx, instruction, now)
    else:
        planned = issuers.planned(tx, instruction)
        chosen = drafts.draft_scope(tx, instruction.id)
        if not planned.plan.total or len(planned.scope) < len(chosen):
            raise Refused("approval_void")
        end_request(tx, found, ApprovalState.APPROVED, member.id, now)
        issuing.start_draft(tx, instruction, now, planned.plan)
    tell_issuer(tx, found, instruction.issuer_id, now)
    return Approved.SENT


def _asked(tx: Tx, press: OwnPress, now: datetime) -> tuple[BotMessage, Approval, Member]:
    """The request pressed on, and who presses, if they may approve it by the present roster.

    Raises Refused.
    """
    message = bot_messages.own_message_pressed(tx, press, ApprovalArgs.kind, now)
    try:
        found = approvals.approval(tx, message.subject_id or 0)
    except LookupError:
        raise Refused("stale_button") from None
    return message, found, _who_decides(tx, press.telegram_id, found)


def _who_decides(tx: Tx, telegram_id: int, found: Approval) -> Member:
    who = rights.actor(tx, telegram_id)
    instruction = instructions.instruction(tx, found.instruction_id)
    scope = drafts.draft_scope(tx, instruction.corrects_id or instruction.id)
    if who.member is None or not rule.may_approve(who.seats, scope):
        raise Refused("not_allowed")
    if who.member.id == instruction.issuer_id:
        raise Refused("own_approval")
    return who.member


def _give_back(
    tx: Tx, found: Approval, instruction: Instruction, state: ApprovalState,
    member_id: int | None, now: datetime,
) -> None:  # fmt: skip
    """Back to a draft: the issuer hears why, and has the draft below that."""
    end_request(tx, found, state, member_id, now)
    actor = audit.CLOCK if member_id is None else audit.by(member_id)
    ending.undo_sending(tx, instruction, actor, now)
    tell_issuer(tx, found, instruction.issuer_id, now)
    _draft_below(tx, instruction.id, now)


def _draft_below(tx: Tx, instruction_id: int, now: datetime) -> None:
    """The draft stays the last message of its issuer's chat."""
    draft = instructions.instruction(tx, instruction_id)
    issuer = people.member(tx, draft.issuer_id)
    if draft.state is InstructionState.DRAFT and issuer.telegram_id is not None:
        previews.bring_below(tx, draft, issuer.telegram_id, now)


def approvals_due(tx: Tx, most: int, now: datetime) -> int:
    """Give back what nobody decided in time, `most` at a time; returns how many were due."""
    found = approvals.to_lapse(tx, most, now)
    for each in found:
        instruction = instructions.instruction(tx, each.instruction_id)
        _give_back(tx, each, instruction, ApprovalState.LAPSED, None, now)
    return len(found)


def ask_reason(tx: Tx, press: OwnPress, now: datetime) -> None:
    """说一句原因: the next words of whoever refused go to the issuer."""
    message, found = _refused_by(tx, press, now)
    until = now + ANSWER_WAIT
    expectations.expect(tx, press.chat_id, REASON, found.id, None, until)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=ApprovalArgs(asks=True))


def _refused_by(tx: Tx, press: OwnPress, now: datetime) -> tuple[BotMessage, Approval]:
    message, found, member = _asked(tx, press, now)
    if found.state is not ApprovalState.REFUSED or found.decided_by != member.id:
        raise Refused("stale_button")
    return message, found


def type_reason(tx: Tx, typed: Typed, now: datetime) -> bool:
    """Tell the issuer the reason; False where the words are none: it is too late for one."""
    asked = expectations.expected(tx, typed.chat_id, now)
    found = _waits_for_reason(tx, typed, asked.subject_id if asked else None)
    if found is None:
        expectations.clear(tx, typed.chat_id)
        return False
    reason = typed.text.strip()
    if len(reason) > rule.LONGEST_REASON:
        raise Refused("reason_long", most=rule.LONGEST_REASON)
    expectations.clear(tx, typed.chat_id)
    approvals.give_reason(tx, found.id, reason)
    issuer = instructions.instruction(tx, found.instruction_id).issuer_id
    tell_issuer(tx, found, issuer, now)
    _draft_below(tx, found.instruction_id, now)
    for message in outbox.messages_about(tx, ApprovalArgs.kind, found.id):
        if message.chat_id == typed.chat_id:
            outbox.refresh(tx, message, now, lane=Lane.REPLY, args=ApprovalArgs())
    return True


def _waits_for_reason(tx: Tx, typed: Typed, approval_id: int | None) -> Approval | None:
    try:
        found = approvals.approval(tx, approval_id or 0)
        member = _who_decides(tx, typed.telegram_id, found)
    except (LookupError, Refused):
        return None
    mine = found.state is ApprovalState.REFUSED and found.decided_by == member.id
    return found if mine else None
