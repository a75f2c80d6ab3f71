"""The message to a supervisor when an urgent instruction starts."""

from __future__ import annotations

from datetime import datetime

from bot.chat.digests.urgent import UrgentView
from bot.chat.looking.values import Wall
from bot.errors import Refused
from bot.instructions.model import InstructionState
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases import care, named
from bot.usecases.looking import counted
from bot.usecases.rights import actor


def urgent_view(tx: Tx, message: BotMessage, now: datetime) -> UrgentView | None:
    """The instruction as its reader may see it; None where it has ended or is not theirs to see."""
    try:
        instruction, mine = care.seen_instruction(
            tx, actor(tx, message.chat_id), message.subject_id or 0
        )
    except Refused:
        return None
    running = instruction.state is InstructionState.RUNNING
    if not running and message.telegram_id is None:
        return None
    return UrgentView(
        instruction=instruction,
        issuer=named.issuer(tx, instruction.issuer_id),
        units=counted.progress_in(tx, instruction, mine).counts if running else (),
        wall=Wall(now, house.zone(tx)),
    )
