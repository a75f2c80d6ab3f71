"""Words in private that nothing waits for (answering): the writer is offered to pass them to the
next one up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.answering.unsent import UnsentView
from bot.errors import Refused
from bot.instructions.house import House
from bot.instructions.reading.reader import is_small_talk
from bot.instructions.upwards import next_one_up
from bot.messages.answering import UnsentArgs
from bot.messages.helping import HelpHeardArgs
from bot.roster.model import Member, Unit
from bot.store.answering import threads
from bot.store.answering.threads import Remark, RemarkKind
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import issuers, named, notices, rights
from bot.usecases.answering import remarks
from bot.usecases.answering.remarks import Note
from bot.usecases.cascade import bot_messages
from bot.usecases.forms.saying import UNCLEAR_WORDS, FormWords, say_in_words
from bot.usecases.notices import AskHelpText
from bot.usecases.typed.told_writer import Reply
from bot.usecases.writing import drafting
from bot.usecases.writing.drafting import Taken, Writing

KIND = UnsentArgs.kind
_LONGEST = 500
"""Characters of the words kept for passing on."""


def hear_unsent(tx: Tx, command: Reply, operators: frozenset[int], now: datetime) -> None:
    """Say that the words went to nobody, and offer to pass them on or to make a notice of them.

    Answer words and thanks get an explanation instead.
    """
    member = people.member_by_telegram(tx, command.telegram_id)
    small = command.text is not None and is_small_talk(command.text, command.lexicon)
    if member is None or small:
        notices.explain_use(tx, AskHelpText(command.telegram_id, command.chat_id, operators), now)
        return
    args = UnsentArgs(
        by=member.id,
        text=command.text and command.text[:_LONGEST],
        caption=command.caption and command.caption[:_LONGEST],
        number=command.message_id,
    )
    _reply(tx, command.chat_id, member, args, now)


def _reply(tx: Tx, chat_id: int, member: Member, args: UnsentArgs, now: datetime) -> None:
    saying = Saying(
        chat_id=chat_id, args=args, lane=Lane.REPLY, member_id=member.id, reply_to=args.number
    )
    outbox.say(tx, saying, now)


def may_issue(tx: Tx, telegram_id: int) -> bool:
    """Whether somebody's words can become a draft."""
    return bool(issuers.roots(tx, rights.actor(tx, telegram_id)))


@dataclass(frozen=True, slots=True)
class TypedIntoForm:
    """Words or a photo for an open form, and the message they are."""

    words: FormWords
    message_id: int


def type_into_form(tx: Tx, command: TypedIntoForm, now: datetime) -> None:
    """Take words as answers to the open form. What an issuer writes and the form does not
    understand may be a notice, however short: 停水. They are told both. Raises Refused."""
    words = command.words
    try:
        say_in_words(tx, words, now)
    except Refused as refused:
        member = people.member_by_telegram(tx, words.telegram_id)
        offered = words.text and refused.reason in UNCLEAR_WORDS
        if member is None or not offered or not may_issue(tx, words.telegram_id):
            raise
        args = UnsentArgs(
            by=member.id, text=words.text, caption=None, number=command.message_id,
            unclear=refused.reason,
        )  # fmt: skip
        _reply(tx, words.telegram_id, member, args, now)


def _above(tx: Tx, member: Member) -> tuple[Unit | None, list[Member]]:
    """The lowest unit in which somebody has a post, and the next one up from there."""
    seats = sorted(people.posts_of(tx, member.id), key=lambda s: (-len(s.unit.path), s.rank))
    for seat in seats[:1]:
        above = people.holders_upwards(tx, seat.unit.id)
        return seat.unit, next_one_up(seat.unit, above, but=member.id)
    return None, []


@dataclass(frozen=True, slots=True)
class PassingUp:
    """A press of 转给……."""

    telegram_id: int
    chat_id: int
    message_id: int


def pass_up(tx: Tx, command: PassingUp, now: datetime) -> None:
    """Pass the words on as a remark about no instruction.

    Raises Refused: "stale_button" where that was done or nobody is above any more, "not_allowed"
    for others than the writer.
    """
    message = bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    member = people.member_by_telegram(tx, command.telegram_id)
    if message.kind != KIND or (args := message.args_as(UnsentArgs)).told is not None:
        raise Refused("stale_button")
    own = command.chat_id == command.telegram_id
    if member is None or not own or args.by != member.id:
        raise Refused("not_allowed")
    unit, told = _above(tx, member)
    if unit is None or not told:
        raise Refused("stale_button")
    note = Note(args.text, message.chat_id, args.number, args.caption)
    _tell(tx, note, member, unit, told, now)
    args = replace(args, told=tuple(each.id for each in told))
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


def _tell(
    tx: Tx, note: Note, member: Member, unit: Unit, told: list[Member], now: datetime
) -> None:
    begun = Remark(
        kind=RemarkKind.NOTE, instruction_id=None, unit_id=unit.id, member_id=member.id,
        chat_id=note.chat_id, number=note.message_id, words=note.words,
        copied=note.text is None,
    )  # fmt: skip
    remark = threads.add(tx, begun, now)
    for each in told:
        remarks.tell_remark(tx, remark, each, note, now)
    audit.record(
        tx, now, audit.by(member.id), "note.pass", path=begun.kind.value, unit_id=unit.id,
        facts={"told": [each.id for each in told]},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class WritingUp:
    """A press of 写成通知."""

    telegram_id: int
    chat_id: int
    message_id: int
    house: House


def write_notice(tx: Tx, command: WritingUp, now: datetime) -> None:
    """Make the words a draft, or add them to the open one.

    Raises Refused: "stale_button" where that was done, "not_allowed" for others than the writer and
    for those who may not issue.
    """
    message = bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    member = people.member_by_telegram(tx, command.telegram_id)
    words, number = _as_written(message)
    own = member is not None and message.member_id == member.id
    if not own or command.chat_id != command.telegram_id:
        raise Refused("not_allowed")
    writing = Writing(command.telegram_id, command.chat_id, command.house, words, message_id=number)
    if drafting.gather(tx, writing, now) not in (Taken.BEGUN, Taken.JOINED):
        raise Refused("not_allowed")
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=_drafted(message))


def _drafted(message: BotMessage) -> UnsentArgs | HelpHeardArgs:
    if message.kind == KIND:
        return replace(message.args_as(UnsentArgs), drafted=True)
    return replace(message.args_as(HelpHeardArgs), drafted=True)


def _as_written(message: BotMessage) -> tuple[str, int | None]:
    """The words of a message with the button, and which message they were."""
    if message.kind == KIND:
        args = message.args_as(UnsentArgs)
        return _once(args.text, args.number, args.drafted)
    if message.kind == HelpHeardArgs.kind:
        heard = message.args_as(HelpHeardArgs)
        return _once(heard.said, message.reply_to, heard.drafted)
    raise Refused("stale_button")


def _once(words: str | None, number: int | None, done: bool) -> tuple[str, int | None]:
    if done or not words:
        raise Refused("stale_button")
    return words, number


def unsent_view(tx: Tx, message: BotMessage, _now: datetime) -> UnsentView:
    """Who could be told, or who was."""
    args = message.args_as(UnsentArgs)
    writes = bool(args.text) and not args.drafted and may_issue(tx, message.chat_id)
    if args.unclear is not None:
        return UnsentView((), False, drafted=args.drafted, writes=writes, unclear=args.unclear)
    if args.told is not None:
        told = tuple(named.anybody(tx, each) for each in args.told)
        return UnsentView(told, passed=True, drafted=args.drafted, writes=writes)
    unit, above = _above(tx, people.member(tx, args.by))
    whom = tuple(named.of(tx, each) for each in above)
    return UnsentView(whom, False, drafted=args.drafted, writes=writes, posted=unit is not None)
