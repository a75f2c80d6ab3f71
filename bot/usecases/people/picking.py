"""People are picked from one's own Telegram contacts, ten at a time, and set beside names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.messages.people import PickContactsArgs, PickedContactsArgs
from bot.roster.likeness import contact_likeness
from bot.roster.model import Member, Unit
from bot.roster.seats import Seat
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import operators
from bot.store.people import links, people, picked_contacts
from bot.store.people.picked_contacts import PickedContact
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.people import linking
from bot.usecases.rights import Actor
from bot.usecases.roster import contacts as contact_button

MOST = 10
"""How many are picked at a time."""
_NAME = 64


@dataclass(frozen=True, slots=True)
class AskContacts:
    """A press on 从通讯录认领."""

    asking: Asking
    unit_id: int


@dataclass(frozen=True, slots=True)
class SharedContacts:
    """People picked in Telegram's list for a unit: account and name."""

    asking: Asking
    unit_id: int
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ContactPress:
    """A button about one contact; `value`: a member or a page."""

    asking: Asking
    contact_id: int
    value: int = 0


def ask_contacts(tx: Tx, command: AskContacts, now: datetime) -> None:
    """Show the button that opens Telegram's list of contacts. Raises Refused("not_allowed")."""
    who = asker(tx, command.asking)
    unit = care.inviting(tx, who, command.unit_id)
    _put_away(tx, who.telegram_id, now)
    saying = Saying(
        chat_id=who.telegram_id, args=PickContactsArgs(), lane=Lane.REPLY, subject_id=unit.id
    )
    outbox.say(tx, saying, now)


def contacts_shared(tx: Tx, command: SharedContacts, now: datetime) -> None:
    """People were picked: ask of each who they are. Raises Refused("not_allowed")."""
    who = asker(tx, command.asking)
    unit = care.inviting(tx, who, command.unit_id)
    _put_away(tx, who.telegram_id, now)
    saying = Saying(
        chat_id=who.telegram_id, args=PickedContactsArgs(), lane=Lane.REPLY, subject_id=unit.id
    )
    message_id = outbox.say(tx, saying, now)
    for account, name in command.people[:MOST]:
        state = "known" if _holder(tx, account) else "open"
        facts = (message_id, who.telegram_id, unit.id, account, name[:_NAME], None, state)
        picked_contacts.keep_contact(tx, PickedContact(0, *facts), now)


def choose_contact(tx: Tx, command: ContactPress, now: datetime) -> str:
    """The contact is this member: link the account; returns the name. Raises Refused."""
    who, contact, message = _asked(tx, command)
    member = _choice(tx, who, contact, command.value)
    if operators.is_one(tx, contact.account) and not who.operator:
        raise Refused("operators_account")
    if not picked_contacts.settle_contact(tx, contact.id, "linked", member.id):
        raise Refused("link_decided")
    linking.link(tx, member, contact.account, "picked", who.name, now, picked=True)
    _turn(tx, message, 0, now)
    return member.name


def skip_contact(tx: Tx, command: ContactPress, now: datetime) -> None:
    """跳过: the contact stays unknown."""
    _, contact, message = _asked(tx, command)
    if not picked_contacts.settle_contact(tx, contact.id, "skipped", None):
        raise Refused("link_decided")
    _turn(tx, message, 0, now)


def turn_contacts(tx: Tx, command: ContactPress, now: datetime) -> None:
    """Another page of names."""
    _, _, message = _asked(tx, command)
    _turn(tx, message, max(command.value, 0), now)


def likest_unlinked(
    tx: Tx, who: Actor, unit: Unit, called: str
) -> list[tuple[Member, Sequence[Seat]]]:
    """The unlinked members below a unit whom the actor may link, with their seats; the likest name
    first."""
    found = people.seats_of_unlinked(tx, unit).items()
    mine = [(member, seats) for member, seats in found if care.may_invite_to(tx, who, seats)]
    return sorted(mine, key=lambda each: -_likeness(called, *each))


def _likeness(called: str, member: Member, seats: Sequence[Seat]) -> float:
    return contact_likeness(called, member.name, [seat.unit for seat in seats])


def _asked(tx: Tx, command: ContactPress) -> tuple[Actor, PickedContact, BotMessage]:
    """The asker's own undecided contact, while they may still link somebody there."""
    who, contact = (
        asker(tx, command.asking),
        picked_contacts.picked_contact(tx, command.contact_id),
    )
    if contact is None or contact.chat_id != who.telegram_id:
        raise Refused("stale_button")
    if not contact.open:
        raise Refused("link_decided")
    care.inviting(tx, who, contact.unit_id)
    return who, contact, outbox.message(tx, contact.message_id)


def _choice(tx: Tx, who: Actor, contact: PickedContact, member_id: int) -> Member:
    try:
        member = people.member(tx, member_id)
    except LookupError:
        raise Refused("stale_button") from None
    seats = people.posts_of(tx, member.id)
    below = people.unit(tx, contact.unit_id)
    if not any(below.holds(seat.unit) for seat in seats):
        raise Refused("not_allowed")
    if not care.may_invite(tx, who, member.id):
        raise Refused("not_allowed")
    if member.linked:
        raise Refused("linked_already", name=member.name)
    return member


def _holder(tx: Tx, account: int) -> bool:
    """Whether an account is linked to somebody with a post."""
    known = people.member_by_telegram(tx, account)
    return known is not None and bool(people.posts_of(tx, known.id))


def _put_away(tx: Tx, chat_id: int, now: datetime) -> None:
    """Delete the message with the button, of a change as well: there is one keyboard a chat."""
    contact_button.put_away(tx, chat_id, now)
    older = links.living_list(tx, PickContactsArgs.kind, chat_id)
    if older is not None:
        outbox.take_away(tx, older, now)


def _turn(tx: Tx, message: BotMessage, page: int, now: datetime) -> None:
    args = replace(message.args_as(PickedContactsArgs), page=page)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)
