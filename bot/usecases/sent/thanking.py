"""道声辛苦: the issuer thanks those who answered, with one press and once."""

from __future__ import annotations

from datetime import datetime

from bot.chat.answering.well_done import WellDoneView
from bot.errors import Refused
from bot.messages.cascade import CompleteArgs, WellDoneArgs
from bot.store.cascade import instructions, thanks
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases import care, named, rights
from bot.usecases.cascade.bot_messages import OwnPress, own_message_pressed


def thank(tx: Tx, press: OwnPress, now: datetime) -> bool:
    """One short line, without a sound, under each card; False where it was said before."""
    message = own_message_pressed(tx, press, CompleteArgs.kind, now)
    instruction = instructions.instruction(tx, message.subject_id or 0)
    who = rights.actor(tx, press.telegram_id)
    if not care.wrote(tx, who, instruction):
        raise Refused("not_allowed")
    outbox.refresh(tx, message, now, lane=Lane.REPLY)
    if not thanks.set_thanked(tx, instruction.id, now):
        return False
    audit.record(tx, now, who.name, "instruction.thank", instruction_id=instruction.id)
    under = thanks.cards_to_thank_under(tx, instruction.id)
    outbox.say_all(
        tx,
        [
            Saying(
                chat_id=chat_id, args=WellDoneArgs(), lane=Lane.REMINDER,
                subject_id=instruction.id, reply_to=card, silent=True,
            )
            for chat_id, card in under.items()
            if chat_id != press.chat_id
        ],
        now,
    )  # fmt: skip
    return True


def well_done_view(tx: Tx, message: BotMessage, _now: datetime) -> WellDoneView:
    """Who thanks, and for what."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    return WellDoneView(instruction, named.issuer(tx, instruction.issuer_id))
