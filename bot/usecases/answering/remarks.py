"""A remark that came with an answer, or instead of one, reaches the next one up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.instructions.model import Instruction
from bot.instructions.upwards import next_one_up
from bot.roster.model import Member
from bot.store.answering.answers import Held
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx

_MOST = 500
"""How much of a remark is passed on, in characters."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was said: its text, or where the voice message or picture stands, and the words below
    it."""

    text: str | None
    chat_id: int
    message_id: int
    caption: str | None = None


def pass_up(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    held: Held,
    note: Note,
    now: datetime,
    *,
    doubt: bool = False,
) -> list[Member]:
    """Tell the next one up what somebody remarked; who was told."""
    unit = held.target.unit
    told = next_one_up(unit, people.holders_upwards(tx, unit.id), but=member.id)
    for each in told:
        _tell(tx, instruction, member, held, note, each, doubt, now)
    audit.record(
        tx,
        now,
        audit.by(member.id),
        "note.pass",
        path="doubt" if doubt else "note",
        instruction_id=instruction.id,
        unit_id=unit.id,
        facts={"told": [each.id for each in told]},
    )
    return told


def _tell(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    held: Held,
    note: Note,
    to: Member,
    doubt: bool,
    now: datetime,
) -> None:
    args = {
        "by": member.id,
        "post": held.kind.value,
        "unit_id": held.target.unit.id,
        "text": note.text and note.text[:_MOST],
        "doubt": doubt,
    }
    _say(tx, "note", instruction, to, args, now)
    if note.text is None:
        said = {"from": note.chat_id, "number": note.message_id, "caption": note.caption}
        _say(tx, "copy", instruction, to, said, now)


def _say(
    tx: Tx, kind: str, instruction: Instruction, to: Member, args: dict[str, Any], now: datetime
) -> None:
    saying = Saying(
        chat_id=to.telegram_id or 0,
        kind=kind,
        lane=Lane.REPLY,
        subject_id=instruction.id,
        member_id=to.id,
        args=args,
    )
    outbox.say(tx, saying, now)
