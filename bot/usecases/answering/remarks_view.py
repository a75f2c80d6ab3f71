"""Views of small messages between people: copies, thanks, refusals."""

from __future__ import annotations

from datetime import datetime

from bot.chat.answering.remarks import NotCountedView, ThanksView
from bot.chat.outgoing import CopyOf
from bot.chat.persons import Named
from bot.errors import Refused
from bot.messages.answering import CopyArgs, NotCountedArgs, ThanksArgs
from bot.messages.house import SentenceArgs
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases import named


def copy_view(_tx: Tx, message: BotMessage, _now: datetime) -> CopyOf:
    """The picture or voice message of a remark."""
    args = message.args_as(CopyArgs)
    return CopyOf(args.chat_id, args.number, args.caption or "")


def not_counted_view(tx: Tx, message: BotMessage, _now: datetime) -> NotCountedView:
    """The words that did not count, and who was told."""
    args = message.args_as(NotCountedArgs)
    return NotCountedView(args.said, tuple(named.anybody(tx, each) for each in args.told))


def thanks_view(_tx: Tx, message: BotMessage, _now: datetime) -> ThanksView:
    """The units for which a typed answer was recorded."""
    args = message.args_as(ThanksArgs)
    return ThanksView(Named(args.name, args.post, args.height, args.title), args.units)


def sentence_view(_tx: Tx, message: BotMessage, _now: datetime) -> Refused:
    """Why something was refused."""
    args = message.args_as(SentenceArgs)
    return Refused(args.reason, **args.facts)
