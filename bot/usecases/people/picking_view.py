"""The views of people picked from one's own Telegram contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.looking.values import pages
from bot.chat.people.picking import (
    ContactAsked,
    ContactDecided,
    Likely,
    PickContactsView,
    PickedContactsView,
)
from bot.errors import Refused
from bot.messages.people import PickedContactsArgs
from bot.roster.model import Member, Unit
from bot.roster.seats import Seat
from bot.store.delivery.outbox import BotMessage
from bot.store.people import people, picked_contacts
from bot.store.people.picked_contacts import PickedContact
from bot.store.tx import Tx
from bot.usecases import care, named
from bot.usecases.named import seat_names_of
from bot.usecases.people.picking import MOST, likest_unlinked
from bot.usecases.rights import Actor, actor
from bot.usecases.roster.contacts import REQUESTS

_A_PAGE = 5


def pick_contacts_view(tx: Tx, message: BotMessage, _now: datetime) -> PickContactsView | None:
    """The unit whose people are to be picked; None where the reader may not any more."""
    unit = _unit(tx, actor(tx, message.chat_id), message)
    if unit is None:
        return None
    return PickContactsView(named.whole_spot(tx, unit), unit.id * REQUESTS + 1, MOST)


def picked_contacts_view(tx: Tx, message: BotMessage, _now: datetime) -> PickedContactsView | None:
    """The contact that is asked about, else what became of all."""
    who = actor(tx, message.chat_id)
    unit, found = _unit(tx, who, message), picked_contacts.contacts_of(tx, message.id)
    if unit is None or not found:
        return None
    waiting = [each for each in found if each.open]
    page = message.args_as(PickedContactsArgs).page
    asked = _asked(tx, who, unit, waiting[0], page) if waiting else None
    decided = tuple(_decided(tx, each) for each in found if not each.open)
    return PickedContactsView(asked, decided, len(found))


def _asked(tx: Tx, who: Actor, unit: Unit, contact: PickedContact, page: int) -> ContactAsked:
    likely = likest_unlinked(tx, who, unit, contact.name)
    shown = pages(page, _A_PAGE, len(likely))
    choices = tuple(_likely(tx, *each) for each in shown.of(likely))
    return ContactAsked(contact.id, contact.name, choices, shown)


def _likely(tx: Tx, member: Member, seats: Sequence[Seat]) -> Likely:
    (name,) = seat_names_of(tx, seats[:1])
    upper = named.whole_spot(tx, seats[0].unit).upper
    return Likely(member.id, member.name, replace(name, upper=upper))


def _decided(tx: Tx, contact: PickedContact) -> ContactDecided:
    member = people.member(tx, contact.member_id) if contact.member_id else None
    reachable = member is not None and member.reachable
    return ContactDecided(
        contact.name, contact.state, member.name if member else None, reachable=reachable
    )


def _unit(tx: Tx, who: Actor, message: BotMessage) -> Unit | None:
    try:
        return care.inviting(tx, who, message.subject_id or 0)
    except Refused:
        return None
