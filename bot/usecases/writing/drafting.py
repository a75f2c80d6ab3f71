"""Drafting: private messages are gathered into one open draft, and edits of them change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal

from bot.errors import Refused
from bot.instructions import correction
from bot.instructions import draft as rule
from bot.instructions.house import House
from bot.instructions.mentioned import times_in
from bot.instructions.model import (
    Attachment,
    DeadlineFrom,
    Instruction,
    InstructionState,
    Urgency,
)
from bot.instructions.reading.reader import is_small_talk
from bot.messages.writing import EditUnreadArgs, TooLateArgs
from bot.roster.model import Unit
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit, operators
from bot.store.tx import Tx
from bot.store.writing import drafts, parts
from bot.store.writing.parts import DraftPart
from bot.usecases import issuers, rights
from bot.usecases.rights import Actor
from bot.usecases.screens import drop_leave_question
from bot.usecases.writing import previews

TOO_LATE = "too_late"
"""The kind of the answer to messages or edits that come after sending."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One private message, new or edited: text, or a file with or without a caption.

    `message_id`: its id, where known.
    """

    telegram_id: int
    chat_id: int
    house: House
    text: str | None = None
    file: Attachment | None = None
    album: str | None = None
    message_id: int | None = None
    file_name: str | None = None


class Taken(Enum):
    """What a private message was taken for."""

    BEGUN = auto()
    JOINED = auto()
    SMALL_TALK = auto()
    """An answer word or thanks: never part of an instruction."""
    NOT_ISSUER = auto()
    """The writer may not issue."""
    TOO_LATE = auto()
    """The rest of its album has been sent."""


def gather(tx: Tx, command: Writing, now: datetime) -> Taken:
    """Add a message to the writer's open draft, or begin one with it."""
    who = rights.actor(tx, command.telegram_id, command.house.operators)
    tops = issuers.roots(tx, who)
    if not tops:
        return Taken.NOT_ISSUER
    if command.file is None and is_small_talk(command.text or "", command.house.lexicon):
        return Taken.SMALL_TALK
    writer = _writer(tx, who, now)
    if _comes_late(tx, writer, command, now):
        return Taken.TOO_LATE
    draft = drafts.newest(tx, writer)
    joins = draft is not None and _joins(tx, draft, now)
    if draft is not None and _says_send(command):
        previews.show_preview_below(tx, draft, command.chat_id, now, command.message_id)
        return Taken.SMALL_TALK
    if draft is None or not joins:
        draft = _begin(tx, writer, tops, command.house, now)
    _add(tx, draft, command)
    drop_leave_question(tx, command.chat_id, now)
    draft = join_parts(tx, draft, command.house, now)
    previews.show_preview_below(tx, draft, command.chat_id, now, command.message_id)
    return Taken.JOINED if joins else Taken.BEGUN


_SEND = frozenset({"发送", "發送", "send"})


def _says_send(command: Writing) -> bool:
    """发送 where no such button is in sight: the preview says what it lacks."""
    return command.file is None and (command.text or "").strip().lower() in _SEND


def _joins(tx: Tx, draft: Instruction, now: datetime) -> bool:
    """Whether a message now is a part of a draft. A correction that was begun waits for its first
    words."""
    if draft.corrects_id is not None and not parts.parts_of_draft(tx, draft.id):
        return now - draft.touched_at <= correction.BEGUN_WAITS
    return rule.joins(draft.touched_at, now)


def _comes_late(tx: Tx, issuer_id: int, command: Writing, now: datetime) -> bool:
    """Whether the rest of the album was sent without this message; the writer is told."""
    sent = parts.sent_with_album(tx, issuer_id, command.album) if command.album else None
    if sent is not None:
        _tell_too_late(tx, sent, "piece", command, now)
    return sent is not None


def _writer(tx: Tx, who: Actor, now: datetime) -> int:
    """The id of the member who writes; an operator who is nobody on the roster becomes one."""
    return who.member.id if who.member else operators.as_member(tx, who.telegram_id, now)


def _begin(tx: Tx, writer: int, tops: Sequence[Unit], house: House, now: datetime) -> Instruction:
    tiers = issuers.issuing_tiers(tx, writer, [tier.code for tier in house.tiers])
    ladder = house.ladders[Urgency.ROUTINE]
    draft = drafts.begin_draft(tx, writer, tops[0], tiers, ladder, now)
    drafts.set_scope(tx, draft.id, tops)
    return draft


def _add(tx: Tx, draft: Instruction, command: Writing) -> None:
    place = (command.chat_id, command.message_id)
    part = parts.add_part(tx, draft.id, place, (command.text or "").strip())
    if command.file is not None:
        rule.room_for_file(len(parts.files(tx, draft.id)))
        parts.add_file(tx, part, command.file, command.file_name, command.album)


def join_parts(tx: Tx, draft: Instruction, house: House, now: datetime) -> Instruction:
    """A draft built from its parts: text, title, and the deadline in the text."""
    files = parts.files(tx, draft.id)
    new = replace(
        draft,
        text=rule.put_together(part.text for part in parts.parts_of_draft(tx, draft.id)),
        file_kind=files[0].kind if files else None,
        file_name=files[0].name if files else None,
    )
    new = touched_draft(_with_deadline(new, house, now), now)
    drafts.save(tx, new)
    return new


def _with_deadline(draft: Instruction, house: House, now: datetime) -> Instruction:
    """With the deadline given in the text, unless the issuer has chosen one."""
    if draft.deadline_from is DeadlineFrom.CHOSEN:
        return draft
    due = times_in(draft.text, now, house.zone).due
    source = DeadlineFrom.TEXT if due else None
    return replace(draft, deadline_at=due, deadline_given=due is not None, deadline_from=source)


class Edited(Enum):
    """The result of an edit."""

    CHANGED = auto()
    NOTHING = auto()
    """The message belongs to no draft, or its text did not change."""
    TOO_LATE = auto()


def edit(tx: Tx, command: Writing, now: datetime) -> Edited:
    """Apply an edit of a message to its draft.

    What was sent stays; the writer is told what to do instead.
    """
    part = parts.at(tx, command.chat_id, command.message_id or 0)
    who = rights.actor(tx, command.telegram_id, command.house.operators)
    draft = instructions.instruction(tx, part.instruction_id) if part else None
    if part is None or draft is None or who.member is None or who.member.id != draft.issuer_id:
        return Edited.NOTHING
    if draft.state is not InstructionState.DRAFT:
        _tell_too_late(tx, draft.id, "edit", command, now)
        return Edited.TOO_LATE
    if not issuers.roots(tx, who):
        raise Refused("not_allowed")
    _change(tx, part, command)
    previews.show_preview(tx, join_parts(tx, draft, command.house, now), command.chat_id, now)
    return Edited.CHANGED


def edit_or_say(tx: Tx, command: Writing, now: datetime) -> None:
    """As `edit`; who changes other words is told, once a message, that they are not read again."""
    if edit(tx, command, now) is not Edited.NOTHING or command.message_id is None:
        return
    told = outbox.messages_about(tx, EditUnreadArgs.kind, command.message_id)
    if any(each.chat_id == command.chat_id for each in told):
        return
    saying = Saying(
        chat_id=command.chat_id, args=EditUnreadArgs(), lane=Lane.REPLY,
        subject_id=command.message_id, reply_to=command.message_id,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def _change(tx: Tx, part: DraftPart, command: Writing) -> None:
    parts.set_text(tx, part, (command.text or "").strip())
    if command.file is not None:
        parts.replace_file(tx, part, command.file, command.file_name)


def _tell_too_late(
    tx: Tx, sent: int, what: Literal["edit", "piece"], command: Writing, now: datetime
) -> None:
    """Tell it once: an earlier notice about the same is deleted."""
    for message in outbox.messages_about(tx, TOO_LATE, sent):
        outbox.take_away(tx, message, now)
    saying = Saying(
        chat_id=command.chat_id,
        args=TooLateArgs(what=what),
        lane=Lane.REPLY,
        subject_id=sent,
        reply_to=command.message_id,
    )
    outbox.say(tx, saying, now)


def touched_draft(draft: Instruction, now: datetime) -> Instruction:
    """The draft changed at this moment; no two states of a draft have the same instant."""
    return replace(draft, touched_at=max(now, draft.touched_at + timedelta(microseconds=1)))


def expire_drafts(tx: Tx, most: int, now: datetime) -> int:
    """Delete drafts untouched for a day, `most` at a time; returns how many were due."""
    found = drafts.untouched(tx, now - rule.EXPIRES_AFTER, most)
    for draft in found:
        throw_away(tx, draft, audit.CLOCK, "expired", now)
    return len(found)


def throw_away(tx: Tx, draft: Instruction, actor: str, reason: str, now: datetime) -> None:
    """Delete a draft; its preview says why. The log keeps the id apart, as it may be used again."""
    previews.part(tx, draft, reason, now)
    drafts.discard(tx, draft.id)
    audit.record(tx, now, actor, "draft.discard", path=reason, facts={"draft": draft.id})
