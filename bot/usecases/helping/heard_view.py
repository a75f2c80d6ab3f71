"""The view of the first reply to a typed trouble."""

from __future__ import annotations

from datetime import datetime

from bot.chat.helping.heard import HelpHeardView
from bot.messages.helping import HelpHeardArgs
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases import named


def help_heard_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpHeardView:
    """The asker's words, and who was told of them."""
    args = message.args_as(HelpHeardArgs)
    told = tuple(named.anybody(tx, each) for each in args.told)
    private = message.chat_id > 0
    return HelpHeardView(
        args.said, told, args.danger, house.region(tx),
        message.subject_id if private else None,
    )  # fmt: skip
