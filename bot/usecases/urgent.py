"""Supervisors hear of every urgent instruction in their part of the tree: as it starts, and as it
is taken back."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import Instruction
from bot.store import audit, digests, outbox
from bot.store.outbox import Lane, Saying
from bot.store.tx import Tx

KIND = "urgent_notice"


def tell_supervisors(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Tell each supervisor it concerns, the issuer aside; twice is harmless."""
    if not instruction.urgent:
        return
    told = {each.chat_id for each in outbox.messages_about(tx, KIND, instruction.id)}
    for member_id, chat_id in digests.supervisors(tx, instruction.id):
        if member_id != instruction.issuer_id and chat_id not in told:
            _tell(tx, instruction, member_id, chat_id, now)


def ring_again(tx: Tx, instruction: Instruction, kind: str, actor: str, now: datetime) -> None:
    """Answer the notice of each supervisor who was told with a new message of `kind`; who acted
    themselves knows."""
    for notice in outbox.messages_about(tx, KIND, instruction.id):
        if notice.telegram_id is not None and audit.by(notice.member_id or 0) != actor:
            saying = Saying(
                chat_id=notice.chat_id,
                kind=kind,
                lane=Lane.URGENT,
                subject_id=instruction.id,
                member_id=notice.member_id,
                reply_to=notice.telegram_id,
            )
            outbox.say(tx, saying, now)


def _tell(tx: Tx, instruction: Instruction, member_id: int, chat_id: int, now: datetime) -> None:
    saying = Saying(
        chat_id=chat_id,
        kind=KIND,
        lane=Lane.URGENT,
        subject_id=instruction.id,
        member_id=member_id,
    )
    outbox.say(tx, saying, now)
