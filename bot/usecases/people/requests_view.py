"""The view of the list of link requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.people.link_requests import Candidate, Finding, Item, RequestsView
from bot.chat.places import Spot
from bot.chat.posts import SeatName
from bot.messages.people import LinkRequestsArgs
from bot.roster.model import Member
from bot.roster.phone import mask
from bot.roster.seats import Seat
from bot.roster.vouching import may_vouch
from bot.store.delivery.outbox import BotMessage
from bot.store.people import links, people
from bot.store.people.links import LinkRequest
from bot.store.tx import Tx
from bot.usecases import care, link_requests, named, rights
from bot.usecases.named import seat_names_of
from bot.usecases.rights import Actor

_ITEMS = 6
_CHOICES = 8


def requests_view(tx: Tx, message: BotMessage, _now: datetime) -> RequestsView | None:
    """The recipient's list; None where it became empty before it was sent."""
    args = message.args_as(LinkRequestsArgs)
    operators = {message.chat_id} if args.operator else set()
    who = rights.actor(tx, message.chat_id, frozenset(operators))
    waiting = link_requests.decided_by(tx, who)
    if not waiting and message.telegram_id is None:
        return None
    items = tuple(_item(tx, who, each) for each in waiting[:_ITEMS])
    return RequestsView(items, len(waiting), _finding(tx, who, waiting, args))


def _item(tx: Tx, who: Actor, asked: LinkRequest) -> Item:
    return _beside(tx, who, asked, people.member(tx, asked.member_id) if asked.member_id else None)


def _beside(tx: Tx, who: Actor, asked: LinkRequest, found: Member | None) -> Item:
    """A request beside the member it may be of."""
    words = _plain(asked.claim or "")
    return Item(
        id=asked.id,
        nickname=asked.nickname,
        claim=asked.claim,
        phone=mask(asked.phone) if asked.phone else None,
        candidate=_candidate(tx, who, found) if found else None,
        same_phone=found is not None and found.phone == asked.phone,
        other_name=found is not None and words != "" and _plain(found.name) not in words,
        near=_near(tx, asked),
    )


def _plain(text: str) -> str:
    return "".join(text.split())


def _near(tx: Tx, asked: LinkRequest) -> Spot | None:
    try:
        unit = people.living_unit(tx, asked.unit_id) if asked.unit_id else None
    except LookupError:
        return None
    return None if unit is None else named.whole_spot(tx, unit)


def _candidate(tx: Tx, who: Actor, member: Member) -> Candidate:
    seats = people.posts_of(tx, member.id)
    phone = mask(member.phone) if member.phone else None
    dial = phone is not None and care.may_dial(tx, who, member.id)
    facts = (member.id, member.name, _with_branches(tx, seats), member.linked, phone)
    return Candidate(*facts, dial=dial)


def _with_branches(tx: Tx, seats: Sequence[Seat]) -> tuple[SeatName, ...]:
    """The seats by name, with the branch where it is another than that of the seat before."""
    found, before = [], None
    for name, seat in zip(seat_names_of(tx, seats), seats, strict=True):
        upper = named.whole_spot(tx, seat.unit).upper
        found.append(replace(name, upper=upper if upper != before else None))
        before = upper
    return tuple(found)


def _finding(
    tx: Tx, who: Actor, waiting: list[LinkRequest], args: LinkRequestsArgs
) -> Finding | None:
    asked = next((each for each in waiting if each.id == args.finding), None)
    if asked is None:
        return None
    page = args.page
    member = people.member(tx, args.picked) if args.picked else None
    found = _unlinked(tx, who, asked)
    shown = found[page * _CHOICES : (page + 1) * _CHOICES]
    return Finding(
        item=_beside(tx, who, asked, member) if member else _item(tx, who, asked),
        choices=tuple(_choice(tx, *each) for each in shown),
        page=page,
        rest=max(len(found) - (page + 1) * _CHOICES, 0),
        picked=_candidate(tx, who, member) if member else None,
    )


def _unlinked(tx: Tx, who: Actor, asked: LinkRequest) -> list[tuple[Member, Seat]]:
    """The unlinked members the asker may confirm, each with their first post there; matches by
    number or name first."""
    tops = people.roots(tx) if who.operator else care.binding_roots(tx, who)
    found: dict[Member, Seat] = {}
    for top in tops:
        for member, seats in people.seats_of_unlinked(tx, top).items():
            if who.operator or may_vouch(who.seats, seats):
                found.setdefault(member, next(seat for seat in seats if top.holds(seat.unit)))
    likely = {each.id for each in links.named_in(tx, asked.claim or "")}
    likely |= {each.id for each in people.members_by_phone(tx, asked.phone or "")}
    return sorted(found.items(), key=lambda each: (
        each[0].id not in likely, each[1].unit.path, each[1].rank))  # fmt: skip


def _choice(tx: Tx, member: Member, seat: Seat) -> Candidate:
    return Candidate(member.id, member.name, seat_names_of(tx, (seat,)))
