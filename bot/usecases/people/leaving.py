"""An account is a member's no more: its chat is cleared, and what was asked there goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.messages.args import Args
from bot.roster.model import Member
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.escalation import chases
from bot.store.people import links
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases.cascade import calling, rerouting
from bot.usecases.escalation import living
from bot.usecases.helping import handing_on


def account_left(tx: Tx, member: Member, account: int, now: datetime) -> None:
    """Clear the chat of an account that was this member's. What waits for their answer goes the
    next way; where they have another account, what they look after is shown there."""
    standing, work = links.living_in(tx, account), links.work_in(tx, account)
    _hand_chase_on(tx, member, now)
    calling.hand_lists_on(tx, member.id, now)
    handing_on.hand_help_on(tx, member.id, now)
    rerouting.chat_lost(tx, account, now)
    for message in standing:
        if message.sent_at is None or message.sent_at > now - living.DELETABLE:
            outbox.take_away(tx, message, now)
    links.rest_chat(tx, account, member.id, now)
    expectations.clear(tx, account)
    if member.telegram_id is not None:
        _show_there(tx, work, member.telegram_id, member.id, now)


def _hand_chase_on(tx: Tx, member: Member, now: datetime) -> None:
    """The reminder of what is silent follows to the new account, else those above are told."""
    former = chases.living_chase(tx, member.id)
    if former is None:
        return
    if member.linked:
        living.follow(tx, member, former, now)
    else:
        rerouting.chase_lost(tx, former.message, now)


def _show_there(
    tx: Tx, work: Iterable[BotMessage], chat_id: int, member_id: int, now: datetime
) -> None:
    for message in work:
        saying = Saying(
            chat_id=chat_id,
            args=message.args_as(Args),
            lane=Lane.REPLY,
            subject_id=message.subject_id,
            member_id=message.member_id and member_id,
        )
        outbox.say(tx, saying, now)
