"""Remarks, which come with an answer or instead of one, go to the next one up (answering).

Each person gets remarks bundled in one message: later ones join it by an edit, and after a while a
new message with all of them rings and replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.model import Instruction
from bot.instructions.upwards import next_one_up
from bot.messages.answering import CopyArgs, NoteArgs
from bot.roster.model import Member
from bot.store.answering import threads
from bot.store.answering.answers import Held
from bot.store.answering.threads import Remark, RemarkKind
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.cascade import refreshing

_LONGEST = 500
"""Characters of a remark that are kept and passed on."""
_MOST = 12
"""Remarks in one message at most."""
_SOON = timedelta(minutes=1)
"""How long remarks are bundled where no instruction sets the time."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was said: the text, or the place of a voice message or picture and its caption."""

    text: str | None
    chat_id: int
    message_id: int
    caption: str | None = None

    @property
    def words(self) -> str | None:
        """The readable text."""
        return (self.text or self.caption or "")[:_LONGEST] or None


def pass_up(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    held: Held,
    note: Note,
    now: datetime,
    *,
    doubt: bool = False,
) -> list[Member]:
    """Tell the next one up of a remark; returns who was told."""
    unit = held.target.unit
    kind = RemarkKind.DOUBT if doubt else RemarkKind.NOTE
    begun = Remark(
        kind=kind, instruction_id=instruction.id, unit_id=unit.id, member_id=member.id,
        chat_id=note.chat_id, number=note.message_id, words=note.words,
        copied=note.text is None,
    )  # fmt: skip
    remark = threads.add(tx, begun, now)
    if doubt:
        refreshing.summary_at_end(tx, instruction, now)
    told = next_one_up(unit, people.holders_upwards(tx, unit.id), but=member.id)
    for each in told:
        tell_remark(tx, remark, each, note, now)
    audit.record(
        tx,
        now,
        audit.by(member.id),
        "note.pass",
        path=kind.value,
        instruction_id=instruction.id,
        unit_id=unit.id,
        facts={"told": [each.id for each in told]},
    )
    return told


def tell_remark(tx: Tx, remark: Remark, to: Member, note: Note, now: datetime) -> None:
    """Show a remark to somebody, bundled with others.

    A voice message or picture is copied right behind the words that say whose it is.
    """
    if note.text is not None:
        _put_on(tx, remark, to, now)
        return
    threads.put_on_message(tx, remark.id, _say(tx, to, now))
    pass_on_copy(tx, remark, note, to.telegram_id or 0, to, now)


def pass_on_copy(
    tx: Tx, remark: Remark, note: Note, chat_id: int, to: Member | None, now: datetime
) -> None:
    """Copy the voice message or picture into a chat."""
    args = CopyArgs(
        chat_id=note.chat_id, number=note.message_id, caption=note.caption, remark=remark.id
    )
    saying = Saying(
        chat_id=chat_id, args=args, lane=Lane.REPLY, subject_id=remark.instruction_id,
        member_id=to.id if to else None,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def _put_on(tx: Tx, remark: Remark, to: Member, now: datetime) -> None:
    found = threads.open_bundle(tx, to.id, now)
    if found is None or found.told >= _MOST:
        message_id = _begin(tx, to, now + _window(tx, remark), now)
        threads.put_on_message(tx, remark.id, message_id)
        return
    threads.put_on_message(tx, remark.id, found.message_id)
    message = outbox.message(tx, found.message_id)
    if message.sent_at is not None:
        threads.rings(tx, message.id, min(found.until, now + _window(tx, remark)))
        outbox.refresh(tx, message, now)


def _say(tx: Tx, to: Member, now: datetime) -> int:
    args, chat_id = NoteArgs(), to.telegram_id or 0
    saying = Saying(chat_id=chat_id, args=args, lane=Lane.REPLY, member_id=to.id)
    return outbox.say(tx, saying, now)


def _begin(tx: Tx, to: Member, until: datetime, now: datetime) -> int:
    message_id = _say(tx, to, now)
    threads.begin_bundle(tx, message_id, to.id, until)
    return message_id


def _window(tx: Tx, remark: Remark) -> timedelta:
    """How long more remarks may join: the bundling time of the instruction's silences."""
    if remark.instruction_id is None or remark.help_id is not None:
        return _SOON
    ladder = instructions.instruction(tx, remark.instruction_id).ladder
    return ladder.bundle if ladder else _SOON


def remarks_due(tx: Tx, most: int, now: datetime) -> int:
    """Replace messages that remarks have joined by new ones, `most` at a time; returns how
    many were due."""
    found = threads.bundles_due(tx, most, now)
    for each in found:
        _ring_anew(tx, each, now)
    return len(found)


def _ring_anew(tx: Tx, message_id: int, now: datetime) -> None:
    old = outbox.message(tx, message_id)
    to = people.member(tx, old.member_id or 0)
    told = threads.told_by(tx, old.id)
    if old.gone_at is not None or not to.reachable or not told:
        threads.end_bundle(tx, old.id)
        return
    new_id = _begin(tx, to, now + _window(tx, told[-1]), now)
    threads.replace_bundle(tx, old.id, new_id)
    outbox.take_away(tx, old, now)


def remark_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    """Somebody who can be written to no more was not told of remarks: the next one up is."""
    tx.run("message_gone", message_id=message.id, now=now)
    threads.end_bundle(tx, message.id)
    if people.member(tx, message.member_id or 0).reachable:
        return
    for remark in threads.told_by(tx, message.id):
        unit = people.unit(tx, remark.unit_id)
        note = Note(None if remark.copied else remark.words, remark.chat_id, remark.number)
        for each in next_one_up(unit, people.holders_upwards(tx, unit.id), but=remark.member_id):
            tell_remark(tx, remark, each, note, now)
