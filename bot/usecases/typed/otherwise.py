"""Words in private that answer nothing: trouble opens a request, the rest can be passed on."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import read_by_rules
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.typed import replying, troubles, unsent
from bot.usecases.typed.reply import Reply


def reply_otherwise(tx: Tx, heard: tuple[Reply, frozenset[int]], now: datetime) -> None:
    """Handle a reply in private to one of our messages; never without a word."""
    command, operators = heard
    if replying.reply(tx, command, now):
        return
    said = read_by_rules(command.words or "", lexicon=command.lexicon)
    known = people.member_by_telegram(tx, command.telegram_id) is not None
    if known and said.meaning is Meaning.HELP:
        troubles.hear_trouble(tx, command, now)
    else:
        unsent.hear_unsent(tx, command, operators, now)
