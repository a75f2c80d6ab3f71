"""Words in private of somebody who is not linked."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import read_by_rules
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import rights
from bot.usecases.people import linking
from bot.usecases.people.linking import SaidWho
from bot.usecases.typed import troubles
from bot.usecases.typed.reply import Reply


def hear(tx: Tx, heard: tuple[SaidWho, Reply], now: datetime) -> None:
    """Take words for who somebody says they are; a call for help is never a name, and is answered
    with the truth: nobody can be told."""
    said_who, command = heard
    said = read_by_rules(command.words or "", lexicon=command.lexicon)
    if said.meaning is Meaning.HELP:
        who = rights.actor(tx, command.telegram_id, said_who.who.operators)
        known = who.operator or people.member_by_telegram(tx, command.telegram_id) is not None
        troubles.say_nobody_told(tx, command, now, known=known)
    else:
        linking.say_who(tx, said_who, now)
