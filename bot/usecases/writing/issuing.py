"""发送: a draft gets its number and waits for the undo time, or starts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions import deadline
from bot.instructions import draft as rule
from bot.instructions.blanks import blanks_in
from bot.instructions.house import House
from bot.instructions.model import Instruction, InstructionState
from bot.instructions.reach import Plan
from bot.messages.writing import PreviewArgs
from bot.roster.model import Member, Unit
from bot.store.cascade import versions
from bot.store.forms import questions
from bot.store.house import audit
from bot.store.house.house import known_tiers
from bot.store.people import people
from bot.store.tx import Tx, to_micros
from bot.store.writing import drafts, expectations, parts
from bot.usecases import issuers
from bot.usecases.cascade import opening
from bot.usecases.forms import knowing
from bot.usecases.issuers import Planned
from bot.usecases.writing import approvals, changing, drafting, previews
from bot.usecases.writing.changing import OwnInstruction, PreviewPress


@dataclass(frozen=True, slots=True)
class Sending:
    """发送 pressed on a version of a draft; `sure`: as confirmation."""

    press: PreviewPress
    version: int
    sure: bool = False


class SendOutcome(Enum):
    """The result."""

    WAITS = auto()
    """It starts when the undo time is over."""
    STARTED = auto()
    ALREADY = auto()
    """It was sent before."""
    WAITS_FOR_SECOND = auto()
    """It starts when a second person approves it."""
    ASKS = auto()
    """It would ring at night, or asks people once more: asks for confirmation."""
    MOVED_ON = auto()
    """It would start or fall due later than shown: the new times are shown first."""


def send(tx: Tx, command: Sending, now: datetime) -> SendOutcome:
    """Send a draft, by the state at this moment."""
    found = changing.mine(tx, command.press, now)
    draft, house = found.instruction, command.press.house
    if draft.state in (InstructionState.PENDING, InstructionState.RUNNING):
        return SendOutcome.ALREADY
    if draft.state is not InstructionState.DRAFT or draft.corrects_id is not None:
        raise Refused("stale_button")
    planned = _check(tx, found, command, now)
    second = _second_persons(tx, draft, planned)
    if not deadline.still_true(draft, house.undo, now):
        return _show_anew(tx, draft, command.press, now)
    if not command.sure and wakes(draft, house, now):
        previews.show_preview(tx, draft, command.press.chat_id, now, PreviewArgs(screen="night"))
        return SendOutcome.ASKS
    if not command.sure and asks_often(tx, draft, now):
        previews.show_preview(tx, draft, command.press.chat_id, now, PreviewArgs(screen="often"))
        return SendOutcome.ASKS
    ready = _numbered(tx, draft, found.tops, house)
    if second is not None:
        expectations.clear(tx, command.press.chat_id)
        approvals.ask_second(tx, ready, second, planned.plan.total, now)
        return SendOutcome.WAITS_FOR_SECOND
    return _send(tx, ready, command.press, planned.plan, now)


def _second_persons(tx: Tx, draft: Instruction, planned: Planned) -> list[Member] | None:
    """Who can be asked to approve it; None where nobody need be. Raises Refused."""
    if not approvals.needs_approval(tx, draft, planned.plan.total):
        return None
    found = approvals.second_persons(tx, draft, planned.scope)
    if not found:
        raise Refused("nobody_to_approve")
    return found


def _show_anew(tx: Tx, draft: Instruction, press: PreviewPress, now: datetime) -> SendOutcome:
    new = drafting.touched_draft(draft, now)
    drafts.save(tx, new)
    previews.show_preview(tx, new, press.chat_id, now)
    return SendOutcome.MOVED_ON


def asks_often(tx: Tx, draft: Instruction, now: datetime) -> bool:
    """Whether 仅告知 is offered first: a routine one that asks people for the third time today."""
    if draft.urgent or not draft.needs_answer or questions.asked_in(tx, draft.id):
        return False
    return issuers.burden_of(tx, issuers.planned(tx, draft), now).often


def wakes(draft: Instruction, house: House, now: datetime) -> bool:
    """Whether it would ring at night."""
    return draft.urgent and house.night is not None and house.night.covers(now)


def draft_version(draft: Instruction) -> int:
    """The version of a draft, as carried by buttons."""
    return to_micros(draft.touched_at)


def _check(tx: Tx, found: OwnInstruction, command: Sending, now: datetime) -> Planned:
    """Whom it asks; Refused where it cannot be sent as it is."""
    draft = found.instruction
    if draft_version(draft) != command.version:
        raise Refused("changed_meanwhile")
    if draft.deadline_of_its_own and draft.deadline_of_its_own <= now:
        raise Refused("deadline_passed")
    rule.check_length(draft.text)
    if left := blanks_in(draft.text):
        raise Refused("blanks_left", names="、".join(left))
    planned = issuers.planned(tx, draft)
    if len(planned.scope) < len(drafts.draft_scope(tx, draft.id)):
        raise Refused("not_allowed")
    if not planned.plan.total:
        raise Refused("nobody_asked")
    return planned


def _numbered(tx: Tx, draft: Instruction, tops: Sequence[Unit], house: House) -> Instruction:
    """With number, the deadline shown, its ladder, and the unit in whose name it is sent."""
    scope = drafts.draft_scope(tx, draft.id)
    return replace(
        draft,
        number=drafts.next_number(tx),
        deadline_at=deadline.shown(draft, house.undo).answer_by,
        ladder=house.ladders[draft.urgency],
        unit_id=issuers.home(tops, scope).id,
    )


def _send(
    tx: Tx, ready: Instruction, press: PreviewPress, plan: Plan, now: datetime
) -> SendOutcome:
    expectations.clear(tx, press.chat_id)
    facts = {"urgency": ready.urgency.value, "units": plan.total}
    actor = audit.by(ready.issuer_id)
    audit.record(tx, now, actor, "instruction.send", instruction_id=ready.id, facts=facts)
    if ready.urgent:
        start_draft(tx, ready, now, plan)
        return SendOutcome.STARTED
    waits = replace(ready, state=InstructionState.PENDING, sends_at=now + press.house.undo)
    drafts.save(tx, waits)
    previews.refresh_preview(tx, waits, now)
    return SendOutcome.WAITS


def send_by_itself(
    tx: Tx, draft: Instruction, tops: Sequence[Unit], house: House, now: datetime
) -> bool:
    """Send what recurs, with the undo time; False where it asks nobody or cannot be sent."""
    plan = issuers.planned(tx, draft).plan
    if not plan.total or rule.over_limit(draft.text):
        return False
    ready = _numbered(tx, draft, tops, house)
    facts = {"urgency": ready.urgency.value, "units": plan.total}
    actor = audit.by(ready.issuer_id)
    audit.record(tx, now, actor, "instruction.send", path="recurring", instruction_id=ready.id,
                 facts=facts)  # fmt: skip
    waits = replace(ready, state=InstructionState.PENDING, sends_at=now + house.undo)
    drafts.save(tx, waits)
    member = people.member(tx, ready.issuer_id)
    if member.telegram_id is not None:
        previews.show_preview_below(tx, waits, member.telegram_id, now)
    return True


def start_draft(tx: Tx, instruction: Instruction, now: datetime, plan: Plan | None = None) -> None:
    """It runs from now on, by the plan as it stands now."""
    if questions.asked_in(tx, instruction.id):
        plan = plan or issuers.planned(tx, instruction).plan
    running = replace(
        instruction,
        form_tier=_form_tier(tx, instruction, plan),
        state=InstructionState.RUNNING,
        sends_at=None,
        started_at=now,
        deadline_at=instruction.deadline_at or deadline.timing(instruction, now).answer_by,
    )
    drafts.save(tx, running)
    versions.begin(tx, running, now)
    parts.forget_texts(tx, running.id)
    previews.refresh_preview(tx, running, now)
    audit.record(tx, now, audit.CLOCK, "instruction.start", instruction_id=running.id)
    opening.start_instruction(tx, running, now, plan)
    knowing.answer_known(tx, running, now)


def _form_tier(tx: Tx, instruction: Instruction, plan: Plan | None) -> str | None:
    """The lowest tier that is asked; None for an instruction without questions."""
    if not questions.asked_in(tx, instruction.id):
        return None
    asked = plan.tiers if plan else {}
    return next((code for code in reversed(known_tiers(tx)) if asked.get(code)), None)


def send_due(tx: Tx, most: int, now: datetime) -> int:
    """Start instructions whose undo time is over, `most` at a time; returns how many were due."""
    found = drafts.to_send(tx, most, now)
    for instruction in found:
        start_draft(tx, instruction, now)
    return len(found)
