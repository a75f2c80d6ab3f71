"""/mine without Telegram: personal links, and devices that somebody above lets in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.claims import harmless_claim
from bot.instructions.upwards import ABOVE, told_on_rung
from bot.messages.board import DeviceRequestArgs, DevicesArgs, PageLinkArgs
from bot.roster.model import PARTY_POSTS, Member
from bot.roster.permissions import Right
from bot.roster.seats import Seat
from bot.store import meta
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit, house
from bot.store.house.operators import known_operators
from bot.store.people import page_links, people
from bot.store.people.page_links import AskingDevice, PageLink
from bot.store.roster import leaves
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.cascade import calling, refreshing
from bot.usecases.doors.tokens import hashed, link_token
from bot.usecases.looking.navigating import Asking, asker, pressed_screen
from bot.usecases.rights import Actor

LINK_HOLDS = timedelta(days=7)
ASKED_HOLDS = timedelta(hours=24)
"""How long a device waits to be let in."""
DEVICE_HOLDS = timedelta(days=180)
"""How long a device stays let in after its last answer."""
MOST_AT_ONE_UNIT = 5
"""Devices that may wait at a unit, having come by its QR code."""
_SHOWN_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MakePageLink:
    """网页链接: for the holder of a post. `seed`: fresh and random."""

    asking: Asking
    post_id: int
    seed: str = field(repr=False)
    key: bytes = field(repr=False)


def make_page_link(tx: Tx, command: MakePageLink, now: datetime) -> None:
    """Show the asker a personal link; the member's former links and devices end. One of the
    asker's own that nobody has used yet is shown again. Raises Refused: not_allowed, post_gone,
    vacant_already, linked_already, page_absent."""
    who = asker(tx, command.asking)
    seat, member = care.holder_to_invite(tx, who, command.post_id)
    if not meta.get(tx, meta.PAGE):
        raise Refused("page_absent")
    link = _unused(tx, who, seat, member, now) or _made(tx, who, seat, member, command, now)
    args = PageLinkArgs()
    saying = Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY, subject_id=link.id)
    outbox.say(tx, saying, now)


def _unused(tx: Tx, who: Actor, seat: Seat, member: Member, now: datetime) -> PageLink | None:
    found = page_links.page_links_of(tx, member.id, now)
    mine = (e for e in found if (e.chat_id, e.unit_id) == (who.telegram_id, seat.unit.id))
    return next((e for e in mine if e.state == "open" and e.until - now > _SHOWN_AGAIN), None)


def _made(
    tx: Tx, who: Actor, seat: Seat, member: Member, command: MakePageLink, now: datetime
) -> PageLink:
    for former in page_links.page_links_of(tx, member.id, now):
        end_device(tx, former, who, now)
    token = hashed(link_token(command.key, "mine", command.seed))
    made = page_links.add_page_link(
        tx, seat.unit.id, member.id, who.telegram_id, command.seed, token, now + LINK_HOLDS, now
    )
    _log(tx, who.name, "page_link.make", "chat", made, now)
    return made


@dataclass(frozen=True, slots=True)
class AskByLink:
    """A device with the token of a personal link. `session`: its own new token; `code`: fresh and
    random; `device`: what it calls itself."""

    token: str = field(repr=False)
    session: str = field(repr=False)
    code: str
    device: str


def usable_link(tx: Tx, token: str, now: datetime) -> PageLink | None:
    """The personal link with this token, while a device may ask by it."""
    link = page_links.page_link_of_token(tx, hashed(token))
    if link is None or link.member_id is None or not people.posts_of(tx, link.member_id):
        return None
    if link.state == "open":
        return link if now < link.until else None
    again = link.state == "asked" and now >= link.until
    return link if again and now < link.created_at + LINK_HOLDS else None


def ask_by_link(tx: Tx, command: AskByLink, now: datetime) -> bool:
    """Ask whoever stands above to let a device in, once; False where the link is of no use."""
    known = page_links.page_link_of_token(tx, hashed(command.token))
    if known is not None and living_device(tx, command.session, now) == known:
        return True
    link = usable_link(tx, command.token, now)
    device = AskingDevice(command.device, hashed(command.session), command.code)
    if link is None or not page_links.ask_with_link(tx, link, device, now + ASKED_HOLDS, now):
        return False
    _show_makers(tx, link, now)
    _tell_above(tx, link, now)
    return True


def device_link(tx: Tx, session: str) -> PageLink | None:
    """What became of the request of the device that shows this token."""
    return page_links.page_link_of_device(tx, hashed(session))


def living_device(tx: Tx, session: str, now: datetime) -> PageLink | None:
    """The link of a device that waits or was let in."""
    link = device_link(tx, session) if session else None
    alive = link is not None and (link.is_in("asked", now) or link.is_in("approved", now))
    return link if alive else None


@dataclass(frozen=True, slots=True)
class AskByUnit:
    """A device that came by a building's QR code. `claim`: who its owner says they are."""

    unit_id: int
    claim: str
    session: str = field(repr=False)
    code: str
    device: str


def ask_by_unit(tx: Tx, command: AskByUnit, now: datetime) -> bool:
    """Ask whoever stands above the building to let a device in, once; False where too many wait
    there, or the unit is gone."""
    known = living_device(tx, command.session, now)
    if known is not None and known.unit_id == command.unit_id:
        return True
    try:
        unit = people.living_unit(tx, command.unit_id)
    except LookupError:
        return False
    if page_links.count_devices_asked(tx, unit.id, now) >= MOST_AT_ONE_UNIT:
        return False
    device = AskingDevice(command.device, hashed(command.session), command.code)
    until = now + ASKED_HOLDS
    claim = harmless_claim(command.claim)
    made = page_links.add_asking_device(tx, unit.id, device, claim, until, now)
    _tell_above(tx, made, now)
    return True


def _tell_above(tx: Tx, link: PageLink, now: datetime) -> None:
    if link.member_id is not None:
        _log(tx, audit.by(link.member_id), "device.ask", "web", link, now)
    chats = [each.telegram_id or 0 for each in deciders_of_device(tx, link)]
    for chat in chats or known_operators(tx):
        args = DeviceRequestArgs(operator=not chats)
        saying = Saying(chat_id=chat, args=args, lane=Lane.REPLY, subject_id=link.id)
        outbox.say(tx, saying, now)


def deciders_of_device(tx: Tx, link: PageLink) -> Sequence[Member]:
    """The nearest above who can be told and may decide; empty: the operators."""
    unit = people.unit(tx, link.unit_id)
    seats = people.holders_upwards(tx, unit.id)
    for rung in ABOVE:
        told = told_on_rung(rung, unit, seats)
        found = [each for each in told if may_decide(tx, rights.of_member(tx, each.id), link)]
        if found:
            return found
    return []


def may_decide(tx: Tx, who: Actor, link: PageLink) -> bool:
    """Whether somebody may let a device in, or shut it out: never for themself."""
    if who.member is not None and who.member.id == link.member_id:
        return False
    if link.member_id is not None:
        return care.may_invite(tx, who, link.member_id)
    return who.may(Right.INVITE, people.unit(tx, link.unit_id), lowest=house.lowest_tier(tx))


def candidates(tx: Tx, who: Actor, link: PageLink) -> list[Member]:
    """Whom a device may be let in for."""
    if link.member_id is not None:
        return [people.member(tx, link.member_id)]
    seats = [seat for seat in people.seats_of(tx, link.unit_id) if seat.kind not in PARTY_POSTS]
    there = {seat.member.id: seat.member for seat in seats if seat.member}
    return [
        each
        for each in there.values()
        if not each.linked
        and care.may_invite(tx, who, each.id)
        and (who.member is None or who.member.id != each.id)
    ]


@dataclass(frozen=True, slots=True)
class DevicePress:
    """A button under the request of a device. `member_id`: for whom it is let in."""

    asking: Asking
    link_id: int
    member_id: int = 0


def approve_device(tx: Tx, command: DevicePress, now: datetime) -> Member:
    """同意这台手机. Raises Refused: stale_button, not_allowed, link_decided."""
    who, link = _deciding(tx, command)
    if not link.is_in("asked", now):
        raise Refused("link_decided")
    found = {each.id: each for each in candidates(tx, who, link)}
    member = found.get(command.member_id)
    if member is None or not people.posts_of(tx, member.id):
        raise Refused("not_allowed")
    by, until = who.member.id if who.member else None, now + DEVICE_HOLDS
    for former in page_links.page_links_of(tx, member.id, now):
        if former.id != link.id:
            end_device(tx, former, who, now)
    page_links.approve_page_link(tx, link.id, member.id, by, until, now)
    for target in leaves.open_targets_of(tx, member.id):
        calling.renew_lists(tx, target, now)
        refreshing.refresh_about(tx, [target], now)
    known = replace(link, member_id=member.id)
    _log(tx, who.name, "device.approve", "button", known, now)
    _show(tx, link, now)
    return member


def refuse_device(tx: Tx, command: DevicePress, now: datetime) -> None:
    """不是本人: the device stays out, and its link is of no use any more. Raises Refused."""
    who, link = _deciding(tx, command)
    if not link.is_in("asked", now):
        raise Refused("link_decided")
    page_links.end_page_link(tx, link.id, who.member.id if who.member else None, now)
    _log(tx, who.name, "device.refuse", "button", link, now)
    _show(tx, link, now)


def revoke_device(tx: Tx, command: DevicePress, now: datetime) -> None:
    """收回: a link and its device are of no use any more. Raises Refused."""
    who, link = _deciding(tx, command)
    if not end_device(tx, link, who, now):
        raise Refused("link_over")


def _deciding(tx: Tx, command: DevicePress) -> tuple[Actor, PageLink]:
    who, link = asker(tx, command.asking), page_links.page_link(tx, command.link_id)
    if link is None:
        raise Refused("stale_button")
    if not may_decide(tx, who, link):
        raise Refused("not_allowed")
    return who, link


def end_device(tx: Tx, link: PageLink, who: Actor, now: datetime, path: str = "button") -> bool:
    """A link and its device are of no use any more; False where they were not."""
    by = who.member.id if who.member else None
    if not page_links.end_page_link(tx, link.id, by, now):
        return False
    _log(tx, who.name, "device.end", path, link, now)
    _show(tx, link, now)
    return True


def device_used(tx: Tx, member_id: int, now: datetime) -> None:
    """A member has answered on their device: it stays let in."""
    page_links.prolong_page_link(tx, member_id, now + DEVICE_HOLDS, now)


def _log(tx: Tx, by: str, action: str, path: str, link: PageLink, now: datetime) -> None:
    about, unit_id = link.member_id, link.unit_id
    audit.record(tx, now, by, action, path=path, unit_id=unit_id, member_id=about)


def leave_device(tx: Tx, link_id: int, now: datetime) -> None:
    """退出这台手机, on the device itself."""
    link = page_links.page_link(tx, link_id)
    if link is not None and link.member_id is not None:
        end_device(tx, link, rights.of_member(tx, link.member_id), now, path="web")


def end_own_phone(tx: Tx, command: DevicePress, now: datetime) -> None:
    """退出 in /devices: one's own phone is out. Raises Refused("not_allowed")."""
    who, link = asker(tx, command.asking), page_links.page_link(tx, command.link_id)
    if link is None or who.member is None or link.member_id != who.member.id:
        raise Refused("not_allowed")
    end_device(tx, link, who, now, path="chat")
    message = pressed_screen(tx, command.asking)
    if message is not None and message.kind == DevicesArgs.kind:
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def _show(tx: Tx, link: PageLink, now: datetime) -> None:
    for message in outbox.messages_about(tx, DeviceRequestArgs.kind, link.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
    _show_makers(tx, link, now)


def _show_makers(tx: Tx, link: PageLink, now: datetime) -> None:
    for message in outbox.messages_about(tx, PageLinkArgs.kind, link.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
