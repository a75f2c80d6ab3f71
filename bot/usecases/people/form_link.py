"""The link that stands under 填报 in a group: it opens the private chat, where the form waits."""

from __future__ import annotations

from datetime import datetime

from bot.store.cascade import instructions
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.forms import opening
from bot.usecases.forms.opening import FORM_LINK
from bot.usecases.people import linking
from bot.usecases.people.linking import Start

_LONGEST_ID = 18


def start_with_form(tx: Tx, command: Start, now: datetime) -> None:
    """/start from a link to a form: greet like any other, then show the form."""
    linking.start(tx, command, now)
    member = people.member_by_telegram(tx, command.who.telegram_id)
    number = command.payload.removeprefix(FORM_LINK)
    if member is None or not number.isdecimal() or len(number) > _LONGEST_ID:
        return
    try:
        instruction = instructions.instruction(tx, int(number))
    except LookupError:
        return
    opening.open_form_by(tx, instruction, member, now)
