"""The views of personal links, of devices that ask to be let in, and what such a device is shown
until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.chat.people.devices import DeviceFor, DeviceRequestView, PageLinkView
from bot.chat.persons import Named
from bot.chat.places import Spot
from bot.messages.board import DeviceRequestArgs
from bot.roster.model import Member
from bot.store import meta
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import page_links, people
from bot.store.people.page_links import PageLink
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.doors import devices
from bot.usecases.doors.posters import community
from bot.usecases.doors.tokens import hashed, link_token, unit_of_token
from bot.usecases.named import seat_names_of
from bot.usecases.rights import actor


def page_link_with(key: bytes) -> Callable[[Tx, BotMessage, datetime], PageLinkView | None]:
    """The view of a personal link. `key`: the one links are made with."""

    def view(tx: Tx, message: BotMessage, now: datetime) -> PageLinkView | None:
        link, root = page_links.page_link(tx, message.subject_id or 0), meta.get(tx, meta.PAGE)
        if link is None or not root:
            return None
        token = link_token(key, "mine", link.seed)
        known = page_links.page_link_of_token(tx, hashed(token))
        usable = known is not None and devices.usable_link(tx, token, now) is not None
        return PageLinkView(
            link_id=link.id,
            who=_for(tx, link),
            url=f"{root}/m/{token}" if usable else None,
            state="ended" if now >= link.until and link.state != "open" else link.state,
            device=link.device,
            until=link.until,
            now=now,
            zone=house.zone(tx),
        )

    return view


def device_request_view(tx: Tx, message: BotMessage, now: datetime) -> DeviceRequestView | None:
    """A device that asks, as its reader may decide it."""
    link = page_links.page_link(tx, message.subject_id or 0)
    operator = message.args_as(DeviceRequestArgs).operator
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if operator else ()))
    if link is None or not devices.may_decide(tx, who, link):
        return None if message.telegram_id is None else DeviceRequestView(0, (), "ended")
    asked = link.is_in("asked", now)
    found = devices.candidates(tx, who, link) if asked or link.member_id else []
    return DeviceRequestView(
        link_id=link.id,
        people=tuple(_described(tx, each) for each in found),
        state=link.state if asked or link.is_in("approved", now) else "ended",
        device=link.device,
        code=link.code,
        claim=link.claim,
        at=None if link.personal else named.whole_spot(tx, people.unit(tx, link.unit_id)),
        known=link.member_id is not None,
    )


def _for(tx: Tx, link: PageLink) -> DeviceFor | None:
    return _described(tx, people.member(tx, link.member_id)) if link.member_id else None


def _described(tx: Tx, member: Member) -> DeviceFor:
    seats = tuple(seat_names_of(tx, people.posts_of(tx, member.id)))
    return DeviceFor(member.id, member.name, seats)


@dataclass(frozen=True, slots=True)
class Doorway:
    """What somebody sees who is not let in yet: which community asks, and who decides. No names of
    the roster but the surname of whoever decides. `unit`: the building whose QR code they came by;
    `full`: too many wait there; `other`: for whom this device is let in already, by another link;
    `asked`: it has asked by another one."""

    community: Spot
    decides: Named | None
    code: str = ""
    unit: Spot | None = None
    full: bool = False
    other: Named | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class AskDoorway:
    """A token from an address: of a personal link or of a building's QR code. `device`: what the
    browser shows as a device; `knock`: what it was given to ask with."""

    token: str = field(repr=False)
    key: bytes = field(repr=False)
    device: str = field(default="", repr=False)
    knock: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AtDoor:
    """`door`: None where the link is of no use. `knows`: the token of this browser by which it has
    asked already: with the same link, or, where the link is of no use, with another;
    `knock`: what it may ask with, "" where that was used."""

    door: Doorway | None
    knows: str = field(default="", repr=False)
    knock: str = field(default="", repr=False)


def at_door(tx: Tx, command: AskDoorway, now: datetime) -> AtDoor:
    """What a link leads to on the browser that opens it."""
    door = doorway(tx, command, now)
    for token in (command.device, command.knock):
        link = devices.living_device(tx, token, now)
        if link is not None and (door is None or _is_of(tx, link, command)):
            return AtDoor(door, token)
    other = devices.living_device(tx, command.device, now)
    knock = command.knock if devices.device_link(tx, command.knock) is None else ""
    if door is None or other is None:
        return AtDoor(door, knock=knock)
    member = other.member_id if other.is_in("approved", now) else None
    who = named.of(tx, people.member(tx, member)) if member else None
    return AtDoor(replace(door, other=who, asked=True), knock=knock)


def _is_of(tx: Tx, link: PageLink, command: AskDoorway) -> bool:
    """Whether a device has asked by the token of this address."""
    unit_id = unit_of_token(command.key, command.token)
    if unit_id is not None:
        return link.unit_id == unit_id
    found = page_links.page_link_of_token(tx, hashed(command.token))
    return found is not None and found.id == link.id


def doorway(tx: Tx, command: AskDoorway, now: datetime) -> Doorway | None:
    """Where a link leads; None where it is of no use."""
    unit_id = unit_of_token(command.key, command.token)
    if unit_id is None:
        link = devices.usable_link(tx, command.token, now)
        return None if link is None else _doorway(tx, link)
    try:
        unit = people.living_unit(tx, unit_id)
    except LookupError:
        return None
    full = page_links.count_devices_asked(tx, unit.id, now) >= devices.MOST_AT_ONE_UNIT
    blank = PageLink(
        id=0, unit_id=unit.id, member_id=None, chat_id=None, seed="", personal=False,
        state="open", device="", code="", claim=None, created_at=now, decided_at=None, until=now,
    )  # fmt: skip
    found = _doorway(tx, blank)
    return Doorway(found.community, found.decides, "", named.whole_spot(tx, unit), full)


def waiting_doorway(tx: Tx, link: PageLink) -> Doorway:
    """What a device sees that waits to be let in."""
    return _doorway(tx, link)


def _doorway(tx: Tx, link: PageLink) -> Doorway:
    unit = people.unit(tx, link.unit_id)
    able = devices.deciders_of_device(tx, link)
    return Doorway(community(tx, unit), named.of(tx, able[0]) if able else None, link.code)
