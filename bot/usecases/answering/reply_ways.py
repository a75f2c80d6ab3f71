"""How a reply reaches its recipient, and the group of their unit (answering)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.upwards import next_one_up
from bot.messages.answering import ReplyArgs, ReplyPostedArgs, ReplySentArgs, ReplyWay
from bot.messages.args import Args
from bot.roster.model import Member
from bot.store.answering import threads
from bot.store.answering.threads import Remark, RemarkKind
from bot.store.cascade import instructions as kept
from bot.store.cascade import opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.groups import groups
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import remarks
from bot.usecases.answering.remarks import Note
from bot.usecases.cascade import refreshing
from bot.usecases.rights import Actor
from bot.usecases.taking_up import require_take_up


@dataclass(frozen=True, slots=True)
class Place:
    """A message in a group that a reply may be placed under."""

    chat_id: int
    number: int | None


def require_care(tx: Tx, who: Actor, remark: Remark) -> Member:
    """The member who may reply: one with the unit in care, or who began the thread.

    Raises Refused("not_allowed").
    """
    if who.member is None:
        raise Refused("not_allowed")
    if not (remark.to_id == who.member.id == _asker(tx, remark)):
        require_take_up(tx, who, people.unit(tx, remark.unit_id), remark.help_id)
    return who.member


def send_reply(tx: Tx, who: Actor, remark: Remark, note: Note, now: datetime) -> None:
    """Deliver a reply to the remark's writer, and confirm that."""
    member = require_care(tx, who, remark)
    reply = threads.add(tx, _reply(remark, member, note), now)
    if remark.member_id == _asker(tx, remark):
        way, told = _down(tx, remark, reply, note, now), [remark.member_id]
    else:
        way, told = _up(tx, remark, reply, note, now)
    _log(tx, reply, way, now)
    _show(tx, remark, reply, now)
    if note.chat_id == member.telegram_id:
        args = ReplySentArgs(way=way, told=tuple(told))
        _say(tx, args, note.chat_id, member, reply, now, reply_to=note.message_id)


def _asker(tx: Tx, remark: Remark) -> int:
    return threads.remark(tx, remark.root_id).member_id


def _reply(remark: Remark, member: Member, note: Note) -> Remark:
    return Remark(
        kind=RemarkKind.REPLY, instruction_id=remark.instruction_id, unit_id=remark.unit_id,
        member_id=member.id, to_id=remark.member_id, thread_id=remark.root_id,
        answers_id=remark.id, help_id=remark.help_id, chat_id=note.chat_id,
        number=note.message_id, words=note.words,
        copied=note.text is None,
    )  # fmt: skip


def _down(tx: Tx, remark: Remark, reply: Remark, note: Note, now: datetime) -> ReplyWay:
    """Deliver to the asker in private, else in the group in which they asked."""
    asker = people.member(tx, remark.member_id)
    if asker.reachable:
        way, place = ReplyWay.PRIVATE, Place(asker.telegram_id or 0, None)
    elif asked := _group_of(tx, remark):
        way, place = ReplyWay.GROUP, asked
    else:
        return ReplyWay.NOBODY
    _say(tx, ReplyArgs(), place.chat_id, asker, reply, now, reply_to=place.number)
    if note.text is None:
        remarks.pass_on_copy(tx, reply, note, place.chat_id, asker, now)
    return way


def _up(
    tx: Tx, remark: Remark, reply: Remark, note: Note, now: datetime
) -> tuple[ReplyWay, list[int]]:
    """Deliver to whoever replied before, else to the next one up."""
    before = people.member(tx, remark.member_id)
    unit = people.unit(tx, remark.unit_id)
    above = people.holders_upwards(tx, unit.id)
    still = any(seat.member and seat.member.id == before.id for seat in above)
    told = [before] if before.reachable and still else next_one_up(unit, above, reply.member_id)
    for each in told:
        remarks.tell_remark(tx, reply, each, note, now)
    return ReplyWay.PRIVATE if told else ReplyWay.NOBODY, [each.id for each in told]


def _group_of(tx: Tx, remark: Remark) -> Place | None:
    """Where in a group the remark was written, while the bot may write there."""
    if remark.chat_id >= 0:
        return None
    group = groups.group_by_chat(tx, remark.chat_id)
    return Place(remark.chat_id, remark.number) if group and group.may_write else None


def place_in_group(tx: Tx, remark: Remark) -> Place | None:
    """Where in the unit's group a reply can be shown to all: under the words it answers, else under
    the card, else on its own."""
    asked = threads.remark(tx, remark.root_id)
    if found := _group_of(tx, asked):
        return found
    if asked.instruction_id is not None:
        target = kept.target_of(tx, asked.instruction_id, asked.unit_id)
        cards = opening.cards_of(tx, target.id) if target else []
        for card in cards:
            if card.telegram_id is not None and _may_write(tx, card.chat_id):
                return Place(card.chat_id, card.telegram_id)
    group = groups.group_of(tx, asked.unit_id)
    return Place(group.chat_id, None) if group and group.may_write else None


def _may_write(tx: Tx, chat_id: int) -> bool:
    group = groups.group_by_chat(tx, chat_id) if chat_id < 0 else None
    return group is not None and group.may_write


def may_post(tx: Tx, reply: Remark) -> bool:
    """Whether a reply came from above and the unit has a group to show it in."""
    return reply.to_id == _asker(tx, reply) and place_in_group(tx, reply) is not None


def place_reply(tx: Tx, who: Actor, reply: Remark, now: datetime) -> None:
    """Show a reply in the unit's group as well, once.

    Raises Refused where there is no group, or the reply is not the actor's own.
    """
    require_take_up(tx, who, people.unit(tx, reply.unit_id), reply.help_id)
    if who.member is None or reply.member_id != who.member.id:
        raise Refused("not_allowed")
    place = place_in_group(tx, reply)
    if place is None:
        raise Refused("no_group_to_post")
    if outbox.messages_about(tx, "reply_posted", reply.id):
        raise Refused("already_posted")
    _say(tx, ReplyPostedArgs(), place.chat_id, None, reply, now, reply_to=place.number)
    for each in outbox.messages_about(tx, "reply_sent", reply.id):
        outbox.refresh(tx, each, now, lane=Lane.REPLY)


def reply_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    """A reply did not get through: it goes another way where there is one, and whoever wrote it is
    told in a new message how it stands."""
    tx.run("message_gone", message_id=message.id, now=now)
    reply = threads.remark(tx, message.subject_id or 0)
    way = ReplyWay.PRIVATE
    if message.kind == "reply":
        way = _another_way(tx, reply, message, now)
        _log(tx, reply, way, now)
    for told in outbox.messages_about(tx, "reply_sent", reply.id):
        outbox.take_away(tx, told, now)
        refused = message.kind == ReplyPostedArgs.kind
        args = replace(told.args_as(ReplySentArgs), way=way, refused=refused)
        by = people.member(tx, reply.member_id)
        _say(tx, args, told.chat_id, by, reply, now, reply_to=told.reply_to)


def _another_way(tx: Tx, reply: Remark, message: BotMessage, now: datetime) -> ReplyWay:
    """From the private chat into the group in which it was asked; from the group there is none."""
    asked = threads.remark(tx, reply.answers_id or 0)
    place = _group_of(tx, asked) if message.chat_id > 0 else None
    if place is None:
        return ReplyWay.NOBODY
    asker = people.member(tx, asked.member_id)
    _say(tx, ReplyArgs(), place.chat_id, asker, reply, now, reply_to=place.number)
    if reply.copied:
        note = Note(None, reply.chat_id, reply.number or 0, reply.words)
        remarks.pass_on_copy(tx, reply, note, place.chat_id, asker, now)
    return ReplyWay.GROUP


def _show(tx: Tx, remark: Remark, reply: Remark, now: datetime) -> None:
    """Update all messages that show the remark."""
    for message in threads.messages_telling(tx, remark.id):
        outbox.refresh(tx, message, now)
    if reply.help_id is not None:
        refreshing.refresh_help(tx, reply.help_id, now)
    if reply.instruction_id is not None:
        instruction = kept.instruction(tx, reply.instruction_id)
        refreshing.summary_at_end(tx, instruction, now)


def _log(tx: Tx, reply: Remark, way: ReplyWay, now: datetime) -> None:
    audit.record(
        tx, now, audit.by(reply.member_id), "remark.reply", path=way.value,
        instruction_id=reply.instruction_id, unit_id=reply.unit_id, member_id=reply.to_id,
    )  # fmt: skip


def _say(
    tx: Tx,
    args: Args,
    chat_id: int,
    to: Member | None,
    reply: Remark,
    now: datetime,
    *,
    reply_to: int | None,
) -> None:
    saying = Saying(
        chat_id=chat_id, args=args, lane=Lane.REPLY, subject_id=reply.id,
        member_id=to.id if to else None, reply_to=reply_to,
    )  # fmt: skip
    outbox.say(tx, saying, now)
