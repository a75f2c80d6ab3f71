"""Views of messages with remarks and replies."""

from __future__ import annotations

from datetime import datetime

from bot.chat.answering.talk import NoteView, ReplyView, SentView, Talk, WhomView
from bot.messages.answering import NoteArgs, ReplySentArgs, ReplyWhomArgs, ReplyWordsArgs
from bot.store.answering import threads
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.answering import reply_ways
from bot.usecases.talks import talk


def note_view(tx: Tx, message: BotMessage, _now: datetime) -> NoteView | None:
    """The remarks of one message."""
    args = message.args_as(NoteArgs)
    if args.by is not None:
        return NoteView([_of_old(tx, message, args)])
    told = threads.told_by(tx, message.id)
    reader = message.member_id or 0
    return NoteView([talk(tx, each, reader) for each in told]) if told else None


def _of_old(tx: Tx, message: BotMessage, args: NoteArgs) -> Talk:
    """A remark stored in the message itself by an older version; it cannot be replied to."""
    return Talk(
        id=0,
        kind="doubt" if args.doubt else "note",
        by=named.anybody(tx, args.by or 0),
        unit=named.spot(tx, people.unit(tx, args.unit_id or 0), message.member_id or 0),
        instruction=instructions.instruction(tx, message.subject_id or 0),
        words=args.text,
        copied=args.text is None,
    )


def reply_view(tx: Tx, message: BotMessage, _now: datetime) -> ReplyView:
    """A reply."""
    reply = threads.remark(tx, message.subject_id or 0)
    asked = talk(tx, threads.remark(tx, reply.answers_id or 0), message.member_id or 0)
    by = named.anybody(tx, reply.member_id)
    return ReplyView(by, reply.words, reply.copied, asked, aloud=message.kind == "reply_posted")


def sent_view(tx: Tx, message: BotMessage, _now: datetime) -> SentView:
    """Whom a reply has reached."""
    reply, args = threads.remark(tx, message.subject_id or 0), message.args_as(ReplySentArgs)
    return SentView(
        reply_id=reply.id,
        told=[named.anybody(tx, each) for each in args.told],
        way=args.way,
        group=reply_ways.may_post(tx, reply),
        posted=bool(outbox.messages_about(tx, "reply_posted", reply.id)),
        refused=args.refused,
    )


def whom_view(tx: Tx, message: BotMessage, _now: datetime) -> WhomView:
    """The possible recipients of words, or the chosen one."""
    args = message.args_as(ReplyWhomArgs)
    found = [threads.remark(tx, each) for each in args.remarks]
    talks = [talk(tx, each, message.member_id or 0) for each in found]
    return WhomView(talks, chosen=args.number is None)


def reply_words_view(tx: Tx, message: BotMessage, _now: datetime) -> Talk:
    """Whom the requested words go to."""
    remark = threads.remark(tx, message.args_as(ReplyWordsArgs).remark)
    return talk(tx, remark, message.member_id or 0)
