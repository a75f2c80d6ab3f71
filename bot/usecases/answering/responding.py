"""Replies to remarks and help requests (answering).

A reply goes to the person who wrote the remark, in private or else in the group under their words;
what they answer goes up again. None of this answers the instruction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.reading.levelled import level_phrase
from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import is_small_talk, read_by_rules
from bot.messages.answering import CopyArgs, ReplyWhomArgs, ReplyWordsArgs
from bot.messages.args import Args
from bot.roster.model import Member
from bot.store.answering import answers, threads
from bot.store.answering.threads import Remark, RemarkKind
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.store.writing.expectations import Expectation
from bot.usecases import notices, rights
from bot.usecases.answering import reply_ways
from bot.usecases.answering.remarks import Note

TOLD_OF = frozenset({"note", "copy", "help", "reply", "reply_words", "reply_whom"})
"""Message kinds that show a remark: a reply to them goes to its writer."""
_NEVER_MIND = frozenset({"取消", "算了", "不回了", "不用回了", "cancel", "never mind"})
WORDS_WAIT = timedelta(minutes=10)
"""How long the next words in the private chat are taken as the reply."""


def answers_to(tx: Tx, message: BotMessage, member: Member) -> list[Remark]:
    """The remarks that a member's reply to a message answers; empty where it showed none."""
    if message.kind not in TOLD_OF:
        return []
    if message.kind == "reply":
        found = _named(tx, [message.subject_id])
        return [each for each in found if each.to_id == member.id]
    if message.member_id != member.id:
        return []
    if message.kind == "note":
        return threads.told_by(tx, message.id)
    if message.kind == "help":
        asked = threads.of_help(tx, message.subject_id or 0)
        return [asked] if asked else []
    return _named(tx, _shown(message))


def _shown(message: BotMessage) -> Sequence[int | None]:
    """The remarks a copy or a question names."""
    if message.kind == ReplyWhomArgs.kind:
        return message.args_as(ReplyWhomArgs).remarks
    if message.kind == ReplyWordsArgs.kind:
        return [message.args_as(ReplyWordsArgs).remark]
    return [message.args_as(CopyArgs).remark]


def _named(tx: Tx, ids: Sequence[int | None]) -> list[Remark]:
    found = []
    for each in ids:
        try:
            found.append(threads.remark(tx, each or 0))
        except LookupError:
            continue
    return found


def hear_reply(tx: Tx, message: BotMessage, member: Member, note: Note, now: datetime) -> bool:
    """Handle words in reply to a message that showed a remark; False where it did not, or where the
    words are the member's own 收到 or call for help about an instruction."""
    about = answers_to(tx, message, member)
    if not about:
        return False
    if message.kind == "reply" and note.text is not None:
        if is_small_talk(note.text):
            return _heard_out(tx, about[0], member, note, now)
        if _new_trouble(tx, about[0], member, note.text):
            return False
    if message.kind == "reply_words":
        expectations.clear(tx, message.chat_id)
    if message.kind != "reply_words" or not _never_mind(tx, note, now):
        write_back(tx, member, about, note, now)
    return True


def _new_trouble(tx: Tx, reply: Remark, member: Member, text: str) -> bool:
    """Whether words in reply to an answer ask for help with an instruction that is still open."""
    if reply.help_id is not None or read_by_rules(text).meaning is not Meaning.HELP:
        return False
    return any(
        each.id == reply.instruction_id for each in answers.instructions_asking(tx, member.id)
    )


def _heard_out(tx: Tx, reply: Remark, member: Member, note: Note, now: datetime) -> bool:
    """Whether the words only acknowledge a reply (好的), which is no new question."""
    waiting = {each.id for each in answers.waiting_for(tx, member.id)}
    if reply.instruction_id in waiting:
        return False
    if note.chat_id == member.telegram_id:
        notices.notify(tx, note.chat_id, "heard_out", now, reply_to=note.message_id)
    return True


def _never_mind(tx: Tx, note: Note, now: datetime) -> bool:
    """Whether somebody who was asked for words declines; they get a confirmation."""
    if note.text is None or level_phrase(note.text) not in _NEVER_MIND:
        return False
    notices.notify(tx, note.chat_id, "nothing_sent", now, reply_to=note.message_id)
    return True


def write_back(tx: Tx, member: Member, about: Sequence[Remark], note: Note, now: datetime) -> None:
    """Reply to remarks; with several writers, ask whom the words are for.

    Raises Refused("not_allowed") where the member no longer has their units in care.
    """
    who = rights.actor(tx, member.telegram_id or 0)
    writers = dict.fromkeys(each.member_id for each in about)
    ones = [_foremost(tx, [each for each in about if each.member_id == one]) for one in writers]
    if len(ones) == 1:
        reply_ways.send_reply(tx, who, ones[0], note, now)
        return
    for each in ones:
        reply_ways.require_care(tx, who, each)
    args = ReplyWhomArgs(
        remarks=tuple(each.id for each in ones),
        text=note.text,
        caption=note.caption,
        number=note.message_id,
    )
    _say(tx, args, member, now, reply_to=note.message_id)


def _foremost(tx: Tx, ones: Sequence[Remark]) -> Remark:
    """Of one person's remarks, the newest unanswered question, else the newest."""
    open_ = [
        each
        for each in ones
        if each.kind is RemarkKind.DOUBT and not threads.replies_to(tx, each.id)
    ]
    return (open_ or list(ones))[-1]


@dataclass(frozen=True, slots=True)
class Picking:
    """A button that names a remark; 0 stands for all remarks of the message."""

    telegram_id: int
    chat_id: int
    message_id: int
    remark_id: int


def pick_recipient(tx: Tx, command: Picking, now: datetime) -> None:
    """A recipient of the words was chosen: one of those asked about, or all."""
    message = outbox.message_at(tx, command.chat_id, command.message_id)
    who = rights.actor(tx, command.telegram_id)
    if message is None or message.kind != ReplyWhomArgs.kind:
        raise Refused("stale_button")
    args = message.args_as(ReplyWhomArgs)
    if args.number is None:
        raise Refused("stale_button")
    if who.member is None or message.member_id != who.member.id:
        raise Refused("not_allowed")
    chosen = tuple(each for each in args.remarks if command.remark_id in (0, each))
    if not chosen:
        raise Refused("stale_button")
    note = Note(args.text, message.chat_id, args.number, args.caption)
    for each in _named(tx, chosen):
        reply_ways.send_reply(tx, who, each, note, now)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=ReplyWhomArgs(remarks=chosen))


def ask_words(tx: Tx, command: Picking, now: datetime) -> None:
    """回复: the next words in the private chat go to the remark's writer."""
    who = rights.actor(tx, command.telegram_id)
    found = _named(tx, [command.remark_id])
    if not found or command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    member = reply_ways.require_care(tx, who, found[0])
    _say(tx, ReplyWordsArgs(remark=command.remark_id), member, now)
    until = now + WORDS_WAIT
    expectations.expect(tx, command.chat_id, "reply_words", command.remark_id, {}, until)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that were asked for."""

    telegram_id: int
    note: Note
    asked: Expectation


def words_came(tx: Tx, command: Wording, now: datetime) -> None:
    """The words of the reply have come."""
    expectations.clear(tx, command.telegram_id)
    if _never_mind(tx, command.note, now):
        return
    who = rights.actor(tx, command.telegram_id)
    found = _named(tx, [command.asked.subject_id])
    if not found:
        raise Refused("stale_button")
    reply_ways.send_reply(tx, who, found[0], command.note, now)


def post_reply(tx: Tx, command: Picking, now: datetime) -> None:
    """也发到群里: show a reply in the unit's group."""
    who = rights.actor(tx, command.telegram_id)
    found = _named(tx, [command.remark_id])
    if not found or found[0].kind is not RemarkKind.REPLY:
        raise Refused("stale_button")
    reply_ways.place_reply(tx, who, found[0], now)


def _say(tx: Tx, args: Args, member: Member, now: datetime, *, reply_to: int | None = None) -> None:
    saying = Saying(
        chat_id=member.telegram_id or 0, args=args, lane=Lane.REPLY, member_id=member.id,
        reply_to=reply_to,
    )  # fmt: skip
    outbox.say(tx, saying, now)
