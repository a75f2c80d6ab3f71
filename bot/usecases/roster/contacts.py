"""Somebody is picked from one's own Telegram contacts for a post."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.posts import SeatName
from bot.chat.roster.contact import PickContactView
from bot.errors import Refused
from bot.messages.roster import PickContactArgs
from bot.roster.edits import EditSaid
from bot.roster.typed_person import read_one_name
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.people import links, people
from bot.store.roster import edits
from bot.store.roster import roster as store
from bot.store.tx import Tx
from bot.usecases.looking.navigating import Asking
from bot.usecases.roster import edit_steps
from bot.usecases.roster.edit_steps import ask_next, opened
from bot.usecases.roster.edit_view import seat_of_edit
from bot.usecases.roster.editing import EditPress

REQUESTS = 2
"""Request ids at Telegram are a change's id times this, so that other subjects have theirs."""


@dataclass(frozen=True, slots=True)
class SharedContact:
    """Somebody picked in Telegram's list: the account and the name it gives."""

    asking: Asking
    request: int
    account: int
    name: str


def ask_contact(tx: Tx, command: EditPress, now: datetime) -> None:
    """选人: a button that opens Telegram's list of contacts."""
    opened(tx, command.asking, command.edit_id)
    put_away(tx, command.asking.telegram_id, now)
    chat_id, args = command.asking.telegram_id, PickContactArgs()
    saying = Saying(chat_id=chat_id, args=args, lane=Lane.REPLY, subject_id=command.edit_id)
    outbox.say(tx, saying, now)


def put_away(tx: Tx, chat_id: int, now: datetime) -> None:
    """Delete the message with the button, and with it the button."""
    older = links.living_list(tx, PickContactArgs.kind, chat_id)
    if older is not None:
        outbox.take_away(tx, older, now)


def shared(tx: Tx, command: SharedContact, now: datetime) -> None:
    """Somebody was picked: known accounts are known people, others get a name."""
    edit_id, rest = divmod(command.request, REQUESTS)
    if rest:
        raise Refused("stale_button")
    who, found, roster = opened(tx, command.asking, edit_id)
    known = people.member_by_telegram(tx, command.account)
    if known is not None and known.on_roster:
        said = EditSaid(person=known.id)
    else:
        said = EditSaid(name=_name(command.name), account=command.account)
    message = edit_steps.screen_of_edit(tx, found)
    ask_next(tx, who, replace(found, edit=replace(found.edit, said=said)), roster, now)
    put_away(tx, found.chat_id, now)
    edit_steps.shown_anew(tx, message, now)


def _name(told: str) -> str:
    """What Telegram calls them, where that can be a name; else it is asked for."""
    try:
        return read_one_name(told)
    except Refused:
        return ""


def pick_contact_view(tx: Tx, message: BotMessage, _now: datetime) -> PickContactView | None:
    """The post that somebody is picked for; None once that is decided."""
    found = edits.one(tx, message.subject_id or 0)
    if found is None or not found.open:
        return None
    seat: SeatName | None = seat_of_edit(tx, found.edit, store.load_roster(tx))
    return None if seat is None else PickContactView(seat, found.id * REQUESTS)
