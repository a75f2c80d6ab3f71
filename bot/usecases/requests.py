"""Link requests: who decides them, in one list each that is edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refused
from bot.roster.model import Member, PostKind, Unit
from bot.roster.seats import Seat
from bot.roster.vouching import may_vouch
from bot.store import audit, linking, outbox, people
from bot.store.linking import LinkRequest
from bot.store.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.usecases import pressing, rights
from bot.usecases.notices import notify
from bot.usecases.rights import Actor

KIND = "link_requests"
RINGS_AGAIN = timedelta(hours=1)
"""An edit rings nobody: after so long a new request brings the list as a new message."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the list: about which request, and whom or which page it names."""

    telegram_id: int
    chat_id: int
    message_id: int
    operators: frozenset[int]
    request_id: int = 0
    number: int = 0


def put_before(tx: Tx, asked: LinkRequest, operators: frozenset[int], now: datetime) -> None:
    """Show a request to those who decide it, and bring every other list up to date."""
    chats = {each.telegram_id or 0: False for each in deciders(tx, asked)}
    for chat in chats or dict.fromkeys(operators, True):
        _show_list(tx, chat, operator=chat in operators, now=now)
    refresh_lists(tx, now, but=set(chats))


def deciders(tx: Tx, asked: LinkRequest) -> list[Member]:
    """The liaisons nearest above who can be asked; nobody: it is for the operators."""
    theirs = people.posts_of(tx, asked.member_id) if asked.member_id else []
    if asked.member_id and not theirs:
        return []
    able = [seat for seat in _liaisons_near(tx, asked, theirs) if _can_decide(tx, seat, theirs)]
    nearest = able[0].unit.id if able else 0
    return [seat.member for seat in able if seat.member and seat.unit.id == nearest]


def decided_by(tx: Tx, who: Actor) -> list[LinkRequest]:
    """The open requests that are for somebody to decide."""
    return [each for each in linking.open_requests(tx) if _concerns(tx, who, each)]


def refresh_lists(tx: Tx, now: datetime, *, but: set[int] | None = None) -> None:
    """Bring the lists of all who decide up to date."""
    for message in linking.all_living(tx, KIND):
        if message.chat_id not in (but or ()):
            outbox.refresh(tx, message, now, lane=Lane.REPLY)


def show(tx: Tx, command: Pressed, now: datetime) -> None:
    """Go back to the list."""
    _, message = _screen(tx, command)
    _turn(tx, message, {}, now)


def find(tx: Tx, command: Pressed, now: datetime) -> None:
    """Look for a requester among those nobody has linked yet; `number` is the page."""
    who, message = _screen(tx, command)
    asked = _open(tx, who, command.request_id)
    _turn(tx, message, {"finding": asked.id, "page": max(command.number, 0)}, now)


def pick(tx: Tx, command: Pressed, now: datetime) -> None:
    """Name a member for a request; it is then to be confirmed."""
    who, message = _screen(tx, command)
    asked = _open(tx, who, command.request_id)
    member = _vouched(tx, who, command.number)
    _turn(tx, message, {"finding": asked.id, "picked": member.id}, now)


def refuse(tx: Tx, command: Pressed, now: datetime) -> None:
    """不是: the requester is told kindly, and may ask again."""
    who, _ = _screen(tx, command)
    asked = _open(tx, who, command.request_id)
    linking.settle(tx, asked, "refused", who.member.id if who.member else None, now)
    audit.record(tx, now, who.name, "link_request.refuse", path="button")
    notify(tx, asked.telegram_id, "link_refused", now)
    refresh_lists(tx, now)


def take(tx: Tx, command: Pressed, now: datetime) -> tuple[LinkRequest, Member, Actor]:
    """是本人, settled: the request, whom it was for, who said so. Linking follows."""
    who, message = _screen(tx, command)
    asked = _open(tx, who, command.request_id)
    if command.number not in (asked.member_id, message.args.get("picked")):
        raise Refused("link_changed")
    _turn(tx, message, {}, now)
    member = _vouched(tx, who, command.number)
    linking.settle(tx, asked, "approved", who.member.id if who.member else None, now)
    if people.member_by_telegram(tx, asked.telegram_id) is not None:
        raise Refused("link_decided")
    return asked, member, who


def _screen(tx: Tx, command: Pressed) -> tuple[Actor, BotMessage]:
    message = pressing.message_pressed(tx, command.chat_id, command.message_id)
    if message.kind != KIND or command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    return rights.actor(tx, command.telegram_id, command.operators), message


def _open(tx: Tx, who: Actor, request_id: int) -> LinkRequest:
    try:
        asked = linking.request(tx, request_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not asked.open:
        raise Refused("link_decided")
    if not _concerns(tx, who, asked) and not _may_decide(tx, who, asked):
        raise Refused("not_allowed")
    return asked


def _concerns(tx: Tx, who: Actor, asked: LinkRequest) -> bool:
    able = deciders(tx, asked)
    if who.member is not None and any(each.id == who.member.id for each in able):
        return True
    return who.operator and not able


def _may_decide(tx: Tx, who: Actor, asked: LinkRequest) -> bool:
    theirs = people.posts_of(tx, asked.member_id) if asked.member_id else []
    return who.operator or may_vouch(who.seats, theirs)


def _vouched(tx: Tx, who: Actor, member_id: int) -> Member:
    """The member, where the actor may say that an account is theirs."""
    try:
        member = people.member(tx, member_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not who.operator and not may_vouch(who.seats, people.posts_of(tx, member.id)):
        raise Refused("not_allowed")
    return member


def _liaisons_near(tx: Tx, asked: LinkRequest, theirs: list[Seat]) -> list[Seat]:
    near = theirs[0].unit.id if theirs else asked.unit_id
    tops: list[Unit] = [] if near else people.roots(tx)
    seats = people.holders_upwards(tx, near) if near else []
    seats += [seat for top in tops for seat in people.holders_of(tx, top.id)]
    return [seat for seat in seats if seat.kind is PostKind.LIAISON]


def _can_decide(tx: Tx, seat: Seat, theirs: list[Seat]) -> bool:
    member = seat.member
    if member is None or not member.linked or not member.reachable:
        return False
    return not theirs or may_vouch(people.posts_of(tx, member.id), theirs)


def _show_list(tx: Tx, chat: int, *, operator: bool, now: datetime) -> None:
    """One list a person: edited where it is new, written anew where it has been long."""
    current = linking.living(tx, KIND, chat)
    args = {"operator": operator}
    if current is not None and (current.sent_at is None or now - current.sent_at < RINGS_AGAIN):
        outbox.refresh(tx, current, now, lane=Lane.REPLY, args={**current.args, **args})
        return
    if current is not None:
        outbox.take_away(tx, current, now)
    outbox.say(tx, Saying(chat_id=chat, kind=KIND, lane=Lane.REPLY, args=args), now)


def _turn(tx: Tx, message: BotMessage, shown: dict[str, Any], now: datetime) -> None:
    args = {"operator": message.args.get("operator", False), **shown}
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)
