"""更正: the new text of a running instruction is written like a draft, looked at, and sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions import correction
from bot.instructions import draft as rule
from bot.instructions.house import House
from bot.instructions.model import Instruction, InstructionState
from bot.messages.writing import PreviewArgs
from bot.roster.permissions import Right
from bot.store.cascade import instructions, versions
from bot.store.delivery import outbox
from bot.store.house import audit, operators
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts, expectations
from bot.store.writing.approvals import move_approvals
from bot.usecases import care, rights
from bot.usecases.cascade import bot_messages, correcting
from bot.usecases.cascade.correcting import Correction
from bot.usecases.rights import Actor
from bot.usecases.writing import approvals, changing, drafting, issuing, previews
from bot.usecases.writing.changing import PreviewPress, Typed

EXPECTED = "correction_words"
"""The kind of the question what has changed."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """更正 pressed, on any of our messages in the presser's private chat."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int
    house: House


def begin_correction(tx: Tx, command: Correcting, now: datetime) -> None:
    """Begin the correction of an instruction, or go on with the one begun."""
    if command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    who = rights.actor(tx, command.telegram_id, command.house.operators)
    of = _correctable(tx, who, command.instruction_id)
    writer = who.member.id if who.member else operators.as_member(tx, who.telegram_id, now)
    draft = versions.correction_of(tx, of.id, writer) or _begin(tx, of, writer, now)
    expectations.clear(tx, command.chat_id)
    previews.show_preview_below(tx, draft, command.chat_id, now)


def _begin(tx: Tx, of: Instruction, writer: int, now: datetime) -> Instruction:
    unit = people.unit(tx, of.unit_id)
    ladder = of.ladder
    if ladder is None:
        raise Refused("stale_button")
    draft = drafts.begin_draft(tx, writer, unit, of.tiers, ladder, now)
    versions.set_corrects(tx, draft.id, of)
    return instructions.instruction(tx, draft.id)


def _correctable(tx: Tx, who: Actor, instruction_id: int) -> Instruction:
    """A running instruction that somebody may correct now. Raises Refused."""
    try:
        of = instructions.instruction(tx, instruction_id)
    except LookupError:
        raise Refused("stale_button") from None
    if of.number is None or not care.may_end(tx, who, Right.CORRECT, of):
        raise Refused("stale_button" if of.number is None else "not_allowed")
    if of.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    return of


def _mine(tx: Tx, press: PreviewPress, now: datetime) -> Instruction:
    """The presser's own correction. Raises Refused."""
    found = changing.draft(tx, press, now, correcting=True).instruction
    if found.corrects_id is None:
        raise Refused("stale_button")
    return found


def ask_changed(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """写一句改了什么: the next words say it."""
    draft, until = _mine(tx, press, now), now + changing.ANSWER_WAIT
    expectations.expect(tx, press.chat_id, EXPECTED, draft.id, None, until)
    previews.show_preview(tx, draft, press.chat_id, now, PreviewArgs(screen="changed"))


def type_changed(tx: Tx, typed: Typed, now: datetime) -> None:
    """Take the words that say what changed; without a correction any more they go on as writing."""
    draft = changing.asked_about(tx, typed, EXPECTED, now)
    expectations.clear(tx, typed.chat_id)
    if draft is None or draft.corrects_id is None:
        drafting.gather(tx, changing.written(typed), now)
        return
    changed = typed.text.strip()[: correction.LONGEST_CHANGE]
    new = replace(drafting.touched_draft(draft, now), changed=changed)
    versions.set_changed(tx, new)
    previews.show_preview_below(tx, new, typed.chat_id, now, typed.message_id)


@dataclass(frozen=True, slots=True)
class SendCorrection:
    """需重新确认 or 只告知, pressed on a version of a correction."""

    press: PreviewPress
    version: int
    asks: bool


class CorrectionOutcome(Enum):
    """The result."""

    ASKED = auto()
    """Everybody is asked again."""
    TOLD = auto()
    WAITS_FOR_SECOND = auto()
    """An urgent one for many goes out when a second person approves it."""
    CORRECTED_BEFORE = auto()
    """Somebody else corrected the text after this was begun: it is shown anew."""


def send_correction(tx: Tx, command: SendCorrection, now: datetime) -> CorrectionOutcome:
    """Send a correction. Rights are those at this moment."""
    press, draft = command.press, _mine(tx, command.press, now)
    who = rights.actor(tx, press.telegram_id, press.house.operators)
    of = _correctable(tx, who, draft.corrects_id or 0)
    if issuing.draft_version(draft) != command.version:
        raise Refused("changed_meanwhile")
    if not draft.text and draft.file_kind is None:
        raise Refused("correction_empty")
    if draft.deadline_given and draft.deadline_at is not None and draft.deadline_at <= now:
        raise Refused("deadline_passed")
    rule.check_length(draft.text)
    if draft.version_id != of.version_id:
        versions.set_corrects(tx, draft.id, of)
        previews.bring_below(tx, draft, press.chat_id, now)
        return CorrectionOutcome.CORRECTED_BEFORE
    units = versions.would_ask_anew(tx, of.id).everybody
    if approvals.needs_approval(tx, of, units):
        _ask_second(tx, of, draft, units, now)
        return CorrectionOutcome.WAITS_FOR_SECOND
    asks = of.needs_answer and (command.asks or of.urgent)
    _apply(tx, of, Correction(draft, who.name, draft.issuer_id, asks), press.chat_id, now)
    return CorrectionOutcome.ASKED if asks else CorrectionOutcome.TOLD


def _ask_second(tx: Tx, of: Instruction, draft: Instruction, units: int, now: datetime) -> None:
    """What was approved is another text after a correction, so that is approved too."""
    scope = drafts.draft_scope(tx, of.id)
    asked = approvals.second_persons(tx, draft, scope)
    if not asked:
        raise Refused("nobody_to_approve")
    approvals.ask_second(tx, draft, asked, units, now)


def send_approved(tx: Tx, draft: Instruction, now: datetime) -> None:
    """A second person approved a correction: it is sent. Raises Refused("approval_void") where the
    instruction has ended or has another text by now."""
    of = instructions.instruction(tx, draft.corrects_id or 0)
    if of.state is not InstructionState.RUNNING or draft.version_id != of.version_id:
        raise Refused("approval_void")
    writer = people.member(tx, draft.issuer_id)
    move_approvals(tx, draft.id, of.id)
    given = Correction(draft, audit.by(writer.id), writer.id, of.needs_answer)
    _apply(tx, of, given, writer.telegram_id, now)


def _apply(tx: Tx, of: Instruction, given: Correction, chat_id: int | None, now: datetime) -> None:
    new = correcting.apply_correction(tx, of, given, now)
    _put_away(tx, given.draft, new, chat_id, now)


def _put_away(
    tx: Tx, draft: Instruction, new: Instruction, chat_id: int | None, now: datetime
) -> None:
    """The correction is the instruction now; its issuer sees the summary below."""
    if chat_id is not None:
        expectations.clear(tx, chat_id)
    if draft.issuer_id != new.issuer_id:
        previews.part(tx, draft, "corrected", now)
    else:
        for message in outbox.messages_about(tx, previews.KIND, draft.id):
            outbox.take_away(tx, message, now)
        if chat_id is not None:
            previews.bring_below(tx, new, chat_id, now)
    drafts.discard(tx, draft.id)
