"""解绑: a member's Telegram account is taken away, by themself or from above."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.people.unlinking import UnlinkView
from bot.errors import Refused
from bot.messages.people import UnlinkArgs
from bot.roster.model import Member
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.people import links, people
from bot.store.tx import Tx
from bot.usecases import care, link_requests, rights
from bot.usecases.cascade.bot_messages import own_message_pressed
from bot.usecases.doors import one_time
from bot.usecases.groups import claims
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.named import seat_names_of
from bot.usecases.notices import notify
from bot.usecases.people import leaving
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class AskUnlink:
    """解绑: of this member, or of the asker (0)."""

    asking: Asking
    member_id: int = 0


@dataclass(frozen=True, slots=True)
class UnlinkPress:
    """A button of the question."""

    telegram_id: int
    chat_id: int
    message_id: int
    operators: frozenset[int]


def ask_unlink(tx: Tx, command: AskUnlink, now: datetime) -> None:
    """Ask whether the account is really to be taken away. Raises Refused: not_allowed,
    not_linked, stranger."""
    who = asker(tx, command.asking)
    own = who.member.id if who.member else 0
    member = _linked(tx, who, command.member_id or own)
    args = UnlinkArgs(own=member.id == own)
    saying = Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY, subject_id=member.id)
    outbox.say(tx, saying, now)


def unlink_sure(tx: Tx, command: UnlinkPress, now: datetime) -> None:
    """确定解绑: the account is nobody's any more. Raises Refused, also where another account was
    linked since the question."""
    who, message = _pressed(tx, command, now)
    member = _linked(tx, who, message.subject_id or 0)
    old = member.telegram_id or 0
    waiting = link_requests.decided_by(tx, rights.actor(tx, old))
    if not links.unlink(tx, member.id, message.sent_at or now):
        raise Refused("linked_anew")
    audit.record(tx, now, who.name, "member.unlink", path="button", member_id=member.id)
    one_time.revoke_links_of(tx, member.id, now)
    leaving.account_left(tx, people.member(tx, member.id), old, now)
    for asked in waiting:
        link_requests.put_before(tx, asked, command.operators, [], now)
    claims.refresh_claims(tx, [seat.unit.id for seat in people.posts_of(tx, member.id)], now)
    own = old == command.telegram_id
    notify(tx, old, "unlinked_self" if own else "unlinked_above", now)
    if not own:
        _turn(tx, message, now, done=True)


def unlink_keep(tx: Tx, command: UnlinkPress, now: datetime) -> None:
    """不解绑: everything stays as it is."""
    _, message = _pressed(tx, command, now)
    _turn(tx, message, now, kept=True)


def _pressed(tx: Tx, command: UnlinkPress, now: datetime) -> tuple[Actor, BotMessage]:
    message = own_message_pressed(tx, command, UnlinkArgs.kind, now)
    args = message.args_as(UnlinkArgs)
    if args.done or args.kept:
        raise Refused("stale_button")
    return rights.actor(tx, command.telegram_id, command.operators), message


def _linked(tx: Tx, who: Actor, member_id: int) -> Member:
    """The linked member, if the actor may unlink them."""
    own = who.member is not None and who.member.id == member_id
    try:
        member = people.member(tx, member_id)
    except LookupError:
        raise Refused("not_linked") from None
    if not own and not care.may_invite(tx, who, member_id):
        raise Refused("not_allowed")
    if not member.linked or not member.on_roster:
        raise Refused("not_linked")
    return member


def _turn(
    tx: Tx, message: BotMessage, now: datetime, *, done: bool = False, kept: bool = False
) -> None:
    args = replace(message.args_as(UnlinkArgs), done=done, kept=kept)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


def unlink_view(tx: Tx, message: BotMessage, _now: datetime) -> UnlinkView:
    """Whose account it is about."""
    args, member = message.args_as(UnlinkArgs), people.member(tx, message.subject_id or 0)
    seats = seat_names_of(tx, people.posts_of(tx, member.id))
    return UnlinkView(member.name, seats, own=args.own, done=args.done, kept=args.kept)
