"""Links under buttons in a group: they open the private chat, where the form or the question for
words waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.instructions.model import Instruction
from bot.roster.model import Member
from bot.store.cascade import instructions
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import adding_words
from bot.usecases.answering.adding_words import WORDS_LINK
from bot.usecases.forms import opening
from bot.usecases.forms.opening import FORM_LINK
from bot.usecases.people import linking
from bot.usecases.people.linking import Start

_LONGEST_ID = 18
_OPENS: dict[str, Callable[[Tx, Instruction, Member, datetime], object]] = {
    FORM_LINK: opening.open_form_by,
    WORDS_LINK: adding_words.ask_added_words_by,
}
"""What a link opens, by the prefix of its payload."""


def leads_on(payload: str) -> bool:
    """Whether a payload belongs to such a link."""
    return payload.startswith(tuple(_OPENS))


def start_and_open(tx: Tx, command: Start, now: datetime) -> None:
    """/start from such a link: greet like any other, then show what it leads to."""
    linking.start(tx, command, now)
    member = people.member_by_telegram(tx, command.who.telegram_id)
    prefix = next(each for each in _OPENS if command.payload.startswith(each))
    number = command.payload.removeprefix(prefix)
    if member is None or not number.isdecimal() or len(number) > _LONGEST_ID:
        return
    try:
        instruction = instructions.instruction(tx, int(number))
    except LookupError:
        return
    _OPENS[prefix](tx, instruction, member, now)
