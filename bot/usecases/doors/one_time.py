"""One-time links: made for the holder of one post, revoked, and checked when one is opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.messages.people import LinkUsedArgs, OneTimeLinkArgs
from bot.roster.model import Member
from bot.roster.one_time import (
    LINK_HOLDS,
    LINK_PREFIX,
    LinkFault,
    link_payload,
    token_hash,
)
from bot.roster.seats import Seat
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit
from bot.store.people import one_time_links as links
from bot.store.people import people
from bot.store.people.one_time_links import OneTimeLink
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.rights import Actor

SHOWN_AGAIN = timedelta(days=1)
"""A link that holds for longer than this is shown again instead of being followed by another."""


@dataclass(frozen=True, slots=True)
class MakeLink:
    """A press on 一次性链接; `seed`: fresh and random."""

    asking: Asking
    post_id: int
    seed: str = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RevokeLink:
    """A press on 作废."""

    asking: Asking
    link_id: int


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """Somebody opened a link: the account, and what it is called at Telegram."""

    account: int
    nickname: str
    payload: str = field(repr=False)


def make_link(tx: Tx, command: MakeLink, now: datetime) -> None:
    """Make a link for the holder of a post and show it to the asker; a living one of theirs is
    shown again. Raises Refused: not_allowed, post_gone, vacant_already, linked_already."""
    who = asker(tx, command.asking)
    seat, member = care.holder_to_invite(tx, who, command.post_id)
    link = _living(tx, who, seat, member, now) or _made(tx, who, seat, member, command, now)
    saying = Saying(
        chat_id=who.telegram_id, args=OneTimeLinkArgs(), lane=Lane.REPLY, subject_id=link.id
    )
    outbox.say(tx, saying, now)


def _living(tx: Tx, who: Actor, seat: Seat, member: Member, now: datetime) -> OneTimeLink | None:
    found = links.open_links_of(tx, member.id)
    mine = (e for e in found if (e.chat_id, e.post_id) == (who.telegram_id, seat.post.id))
    return next((each for each in mine if each.until - now > SHOWN_AGAIN), None)


def _made(
    tx: Tx, who: Actor, seat: Seat, member: Member, command: MakeLink, now: datetime
) -> OneTimeLink:
    link = OneTimeLink(
        id=0,
        post_id=seat.post.id,
        member_id=member.id,
        chat_id=who.telegram_id,
        seed=command.seed,
        token_hash=token_hash(link_payload(command.key, command.seed)),
        state="open",
        until=now + LINK_HOLDS,
    )
    unit_id = seat.unit.id
    audit.record(tx, now, who.name, "link.make", path="chat", unit_id=unit_id, member_id=member.id)
    return links.keep_link(tx, link, now)


def revoke_link(tx: Tx, command: RevokeLink, now: datetime) -> None:
    """作废: the asker's own link is of no use any more. Raises Refused."""
    asking, link = command.asking, links.one_time_link(tx, command.link_id)
    if link is None or link.chat_id != asking.telegram_id:
        raise Refused("stale_button")
    if not links.settle_one_time_link(tx, link.id, "revoked", now):
        raise Refused("link_over")
    who = rights.actor(tx, asking.telegram_id, asking.operators)
    audit.record(tx, now, who.name, "link.revoke", path="button", member_id=link.member_id)
    _show(tx, link, now)


def revoke_links_of(tx: Tx, member_id: int, now: datetime) -> None:
    """No open link makes anybody known as this member any more."""
    for link in links.open_links_of(tx, member_id):
        links.settle_one_time_link(tx, link.id, "revoked", now)
        _show(tx, link, now)


def opened_link(tx: Tx, opened: OpenedLink, now: datetime) -> Member | LinkFault | None:
    """As whom a link makes an account known, and its single use; or why it does not; None for any
    other payload, and for somebody it has made known before."""
    if not opened.payload.startswith(LINK_PREFIX):
        return None
    link = links.link_of_token(tx, token_hash(opened.payload))
    if link is None:
        return LinkFault.UNKNOWN
    known = people.member_by_telegram(tx, opened.account)
    if known is not None and known.id == link.member_id:
        return None
    if known is not None and people.posts_of(tx, known.id):
        return LinkFault.OTHERS
    fault = link_fault(tx, link, now)
    if fault is None and link.chat_id == opened.account:
        fault = LinkFault.OWN
    if fault is not None or not links.settle_one_time_link(tx, link.id, "used", now):
        return fault or LinkFault.USED
    _tell_maker(tx, link, opened.nickname, now)
    return people.member(tx, link.member_id)


def link_fault(tx: Tx, link: OneTimeLink, now: datetime) -> LinkFault | None:
    """Why nobody can use a link at present."""
    if not link.open:
        return LinkFault(link.state)
    if now >= link.until:
        return LinkFault.EXPIRED
    member = _holder(tx, link)
    maker = rights.actor(tx, link.chat_id)
    if member is None or not care.may_invite(tx, maker, member.id):
        return LinkFault.CHANGED
    return LinkFault.LINKED if member.linked else None


def _holder(tx: Tx, link: OneTimeLink) -> Member | None:
    """The member the link is for, while they hold its post."""
    try:
        member = people.seat(tx, link.post_id).member
    except LookupError:
        return None
    return member if member is not None and member.id == link.member_id else None


def _tell_maker(tx: Tx, link: OneTimeLink, nickname: str, now: datetime) -> None:
    """Whoever made it learns who came: a link may have gone astray."""
    _show(tx, link, now)
    args = LinkUsedArgs(nickname=nickname)
    saying = Saying(chat_id=link.chat_id, args=args, lane=Lane.REPLY, subject_id=link.id)
    outbox.say(tx, saying, now)


def _show(tx: Tx, link: OneTimeLink, now: datetime) -> None:
    for message in outbox.messages_about(tx, OneTimeLinkArgs.kind, link.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
