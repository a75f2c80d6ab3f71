"""The buttons of the list of link requests: it is them, it is not, choose who it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.messages.people import LinkRequestsArgs
from bot.roster.model import Member
from bot.roster.vouching import may_vouch
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane
from bot.store.house import audit
from bot.store.people import links, people
from bot.store.people.links import LinkRequest
from bot.store.tx import Tx
from bot.usecases import link_requests, rights
from bot.usecases.cascade.bot_messages import own_message_pressed
from bot.usecases.notices import notify
from bot.usecases.people import linking as becoming_known
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class LinkListPress:
    """A button of the list: the request, and the member or page it names."""

    telegram_id: int
    chat_id: int
    message_id: int
    operators: frozenset[int]
    request_id: int = 0
    number: int = 0


def show_requests(tx: Tx, command: LinkListPress, now: datetime) -> None:
    """Return to the list."""
    _, message = _screen(tx, command, now)
    _turn(tx, message, LinkRequestsArgs(), now)


def find(tx: Tx, command: LinkListPress, now: datetime) -> None:
    """Search the unlinked members; `number` is the page."""
    who, message = _screen(tx, command, now)
    asked = _open(tx, who, command.request_id)
    _turn(tx, message, LinkRequestsArgs(finding=asked.id, page=max(command.number, 0)), now)


def pick_member(tx: Tx, command: LinkListPress, now: datetime) -> None:
    """Choose a member for a request; it is to be confirmed then."""
    who, message = _screen(tx, command, now)
    asked = _open(tx, who, command.request_id)
    member = _vouched(tx, who, command.number)
    _turn(tx, message, LinkRequestsArgs(finding=asked.id, picked=member.id), now)


def refuse(tx: Tx, command: LinkListPress, now: datetime) -> None:
    """不是: tell the requester kindly that they may ask again."""
    who, message = _screen(tx, command, now)
    asked = _open(tx, who, command.request_id)
    _settle(tx, asked, "refused", who, now)
    audit.record(tx, now, who.name, "link_request.refuse", path="button")
    notify(tx, asked.telegram_id, "link_refused", now)
    _turn(tx, message, LinkRequestsArgs(), now)
    link_requests.decided(tx, asked, now)


def approve(tx: Tx, command: LinkListPress, now: datetime) -> Member:
    """是本人: link the requester to the shown member; returns the member."""
    who, message = _screen(tx, command, now)
    asked = _open(tx, who, command.request_id)
    if command.number not in (asked.member_id, message.args_as(LinkRequestsArgs).picked):
        raise Refused("link_changed")
    member = _vouched(tx, who, command.number)
    _settle(tx, asked, "approved", who, now)
    becoming_known.link(tx, member, asked.telegram_id, "approval", who.name, now)
    _turn(tx, message, LinkRequestsArgs(), now)
    link_requests.decided(tx, asked, now)
    return member


def _settle(tx: Tx, asked: LinkRequest, state: str, who: Actor, now: datetime) -> None:
    links.settle_link(tx, asked, state, who.member.id if who.member else None, now)


def _screen(tx: Tx, command: LinkListPress, now: datetime) -> tuple[Actor, BotMessage]:
    message = own_message_pressed(tx, command, link_requests.KIND, now)
    return rights.actor(tx, command.telegram_id, command.operators), message


def _open(tx: Tx, who: Actor, request_id: int) -> LinkRequest:
    """An open request that the actor decides."""
    try:
        asked = links.link_request(tx, request_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not asked.open:
        raise Refused("link_decided")
    if (
        not who.operator
        and not link_requests.concerns(tx, who, asked)
        and not _covers(tx, who, asked)
    ):
        raise Refused("not_allowed")
    return asked


def _covers(tx: Tx, who: Actor, asked: LinkRequest) -> bool:
    return asked.member_id is not None and _may_vouch(tx, who, asked.member_id)


def _vouched(tx: Tx, who: Actor, member_id: int) -> Member:
    """The member, if the actor may confirm their link."""
    try:
        member = people.member(tx, member_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not who.operator and not _may_vouch(tx, who, member.id):
        raise Refused("not_allowed")
    return member


def _may_vouch(tx: Tx, who: Actor, member_id: int) -> bool:
    return may_vouch(who.seats, people.posts_of(tx, member_id))


def _turn(tx: Tx, message: BotMessage, shown: LinkRequestsArgs, now: datetime) -> None:
    args = replace(shown, operator=message.args_as(LinkRequestsArgs).operator)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)
