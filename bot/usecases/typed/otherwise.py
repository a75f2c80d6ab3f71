"""Words in private that answer nothing: trouble opens a request, the rest can be passed on."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.leave import read_leave
from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import read_by_rules
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.looking.navigating import Asking
from bot.usecases.roster import leaves
from bot.usecases.roster.leaves import AskLeave
from bot.usecases.typed import replying, troubles, unsent
from bot.usecases.typed.told_writer import Reply


def reply_otherwise(tx: Tx, heard: tuple[Reply, frozenset[int]], now: datetime) -> None:
    """Handle a reply in private to one of our messages; never without a word."""
    command, operators = heard
    if replying.reply(tx, command, now):
        _offer_leave(tx, command, operators, now)
        return
    said = read_by_rules(command.words or "", lexicon=command.lexicon)
    known = people.member_by_telegram(tx, command.telegram_id) is not None
    if known and said.meaning is Meaning.HELP:
        troubles.hear_trouble(tx, command, now)
    else:
        unsent.hear_unsent(tx, command, operators, now)


def reply_in_group(tx: Tx, heard: tuple[Reply, frozenset[int]], now: datetime) -> None:
    """Handle a reply in a group; whoever tells of their own leave is asked in private until when,
    where the bot may write to them."""
    command, operators = heard
    member = people.member_by_telegram(tx, command.telegram_id)
    if replying.reply(tx, command, now) and member is not None and member.reachable:
        _offer_leave(tx, command, operators, now)


def _offer_leave(tx: Tx, command: Reply, operators: frozenset[int], now: datetime) -> None:
    """Ask for the last day where the reply tells of the writer's own leave: 我请假了，到周日. The
    leave does not begin by itself, since the words may be about what the card says."""
    today = now.astimezone(house.zone(tx)).date()
    member = people.member_by_telegram(tx, command.telegram_id)
    said = read_leave(command.words or "", today)
    if member is None or not member.present or said is None or said.back:
        return
    if people.posts_of(tx, member.id):
        leaves.open_leave(tx, AskLeave(Asking(command.telegram_id, operators)), now)
