"""What a branch adds up is shown to the branch first: on its lead's own card, live, and where they
have none, in one message once all its units have reported."""

from __future__ import annotations

from datetime import datetime

from bot.chat.forms.branch_sums import BranchSumsView
from bot.instructions.model import Instruction, InstructionState, Target
from bot.messages.forms import BranchSumsArgs
from bot.roster.model import Member
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.forms import forms
from bot.store.people import people
from bot.store.tx import Tx

KIND = BranchSumsArgs.kind


def show_branch(tx: Tx, instruction: Instruction, target: Target, now: datetime) -> None:
    """A unit reported: its branch's sums have changed. Once a commit, before the office's summary,
    which is edited in a later lane."""
    upper = target.upper_id
    if upper is not None:
        tx.at_end((KIND, upper), lambda end: _show(end, instruction, upper, now))


def _show(tx: Tx, instruction: Instruction, upper_id: int, now: datetime) -> None:
    upper = instructions.target(tx, upper_id)
    found = forms.reported(tx, instruction.id, forms.part_of(upper.unit))
    complete = found.asked == found.filled > 0
    lane = Lane.REPLY if complete else Lane.EDIT
    shown = {each.chat_id: each for each in _own_cards(tx, upper)}
    shown |= {each.chat_id: each for each in outbox.messages_about(tx, KIND, upper_id)}
    for message in shown.values():
        outbox.refresh(tx, message, now, lane=lane)
    if complete:
        for member in _leads(tx, upper):
            if member.telegram_id not in shown:
                _say(tx, instruction, upper, member, now)


def _own_cards(tx: Tx, upper: Target) -> list[BotMessage]:
    found = answers.messages_with(tx, upper.id)
    return [each for each in found if each.kind == "card" and each.chat_id > 0]


def _leads(tx: Tx, upper: Target) -> list[Member]:
    """Who passes things on in the branch, and is in post and can be written to."""
    seats = [
        each for each in people.holders_of(tx, upper.unit.id) if of_post(Right.RELAY, each.kind)
    ]
    return [each.member for each in seats if each.member and each.member.listening]


def _say(tx: Tx, instruction: Instruction, upper: Target, member: Member, now: datetime) -> None:
    quiet = instruction.ladder.quiet if instruction.ladder else None
    saying = Saying(
        chat_id=member.telegram_id or 0, args=BranchSumsArgs(), lane=Lane.REPLY,
        subject_id=upper.id, member_id=member.id, silent=bool(quiet and quiet.covers(now)),
    )  # fmt: skip
    outbox.say(tx, saying, now)


def branch_sums_view(tx: Tx, message: BotMessage, _now: datetime) -> BranchSumsView | None:
    """The sums now; None where the notice ended before it was sent, or the branch lost its lead."""
    try:
        upper = instructions.target(tx, message.subject_id or 0)
    except LookupError:
        return None
    instruction = instructions.instruction(tx, upper.instruction_id)
    held = any(each.id == message.member_id for each in _leads(tx, upper))
    ended = instruction.state is not InstructionState.RUNNING
    sums = forms.sums_of_branch(tx, instruction, upper.unit)
    if sums is None or not held or (ended and message.telegram_id is None):
        return None
    return BranchSumsView(instruction, upper.unit.name, sums)
