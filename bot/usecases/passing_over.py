"""Passing on over a branch's head, from the screen that shows that it has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Tx
from bot.usecases import overtaking
from bot.usecases.looking import Asking, current
from bot.usecases.overtaking import Overtaking
from bot.usecases.screens import show


@dataclass(frozen=True, slots=True)
class PassOver:
    """The target to pass on for, and the screen on which it was pressed."""

    asking: Asking
    target_id: int


def pass_over(tx: Tx, command: PassOver, now: datetime) -> int:
    """Pass on, and show on the screen how it stands now; to how many units."""
    asking = command.asking
    message, screen = current(tx, asking)
    overtake = Overtaking(asking.telegram_id, command.target_id, asking.operators)
    passed = overtaking.relay_over(tx, overtake, now)
    show(tx, message.kind, message.chat_id, screen, message, now)
    return passed
