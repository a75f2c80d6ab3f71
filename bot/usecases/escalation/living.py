"""The one living message of all that is silent for a person: what is new joins it or takes its
place. Subject: escalation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.outgoing import utf16
from bot.instructions.draft import LONGEST
from bot.instructions.model import Instruction, Target
from bot.roster.model import Member
from bot.store.cascade import instructions, opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.escalation import chases
from bot.store.tx import Tx
from bot.usecases.cascade import cards

DELETABLE = timedelta(hours=47)
"""Telegram deletes a bot's own messages for 48 hours."""
ANSWERED_LATELY = timedelta(hours=24)
"""So long a new message still says who answered what the former one asked."""
WHOLE_TEXTS = LONGEST
"""So much text a reminder carries whole, in UTF-16 units; what does not fit comes as a card."""


@dataclass(frozen=True, slots=True)
class SilentUnits:
    """Silent units of one instruction, and whether they are the reader's own or "above" whom they
    stand."""

    instruction: Instruction
    targets: Sequence[Target]
    role: str

    @property
    def ids(self) -> list[int]:
        """The targets' ids."""
        return [each.id for each in self.targets]

    @property
    def lane(self) -> Lane:
        """The lane of a message that tells of it."""
        return Lane.REPLY if self.instruction.urgent else Lane.REMINDER


def tell(
    tx: Tx, member: Member, silence: SilentUnits, now: datetime, *, ring: bool = False
) -> None:
    """Tell somebody of silent units.

    What comes within the bundle's time joins their living message by an edit. What comes later, or
    has to `ring`, is a new message with the whole; the former goes once that has arrived.
    """
    former = chases.living(tx, member.id)
    if former is None or not _joins(former, silence, ring, now):
        message_id = _say(tx, member, silence, former, now)
    else:
        message_id = former.message.id
        outbox.refresh(tx, former.message, now)
    opening.put_on(tx, message_id, silence.ids, silence.role, now)
    if silence.role == "own":
        _show_text(tx, message_id, member, silence, now)


def _joins(former: chases.Living, silence: SilentUnits, ring: bool, now: datetime) -> bool:
    if former.message.sent_at is None:
        return True
    ladder = silence.instruction.ladder
    return not ring and former.created_at >= now - (ladder.bundle if ladder else timedelta())


def _say(
    tx: Tx, member: Member, silence: SilentUnits, former: chases.Living | None, now: datetime
) -> int:
    chat = member.telegram_id or 0
    if silence.role == "own" and not chases.has_card(tx, silence.ids, chat):
        _send_files(tx, silence, chat, now)
    saying = Saying(chat_id=chat, kind="chase", lane=silence.lane, member_id=member.id)
    message_id = outbox.say(tx, saying, now)
    if former is not None:
        since = now - ANSWERED_LATELY
        chases.carry_over(tx, former.message.id, message_id, member.id, since, now)
    return message_id


def _send_files(tx: Tx, silence: SilentUnits, chat_id: int, now: datetime) -> None:
    """The files of an instruction go ahead of the reminder that carries its text, once."""
    instruction = silence.instruction
    there = outbox.messages_about(tx, "files", instruction.id)
    if not opening.attachments(tx, instruction.id) or any(e.chat_id == chat_id for e in there):
        return
    saying = Saying(chat_id=chat_id, kind="files", lane=silence.lane, subject_id=instruction.id)
    outbox.say(tx, saying, now)


def _show_text(
    tx: Tx, message_id: int, member: Member, silence: SilentUnits, now: datetime
) -> None:
    """Nobody is asked about a text they were not shown: where it does not fit into the reminder
    they get a card."""
    unseen = chases.without_card(tx, message_id)
    texts = [instructions.instruction(tx, each).text for each in unseen]
    if silence.instruction.id in unseen and sum(map(utf16, texts)) > WHOLE_TEXTS:
        chat = member.telegram_id or 0
        cards.put_on_card(tx, silence.instruction, chat, silence.ids, now)


def arrived(tx: Tx, message: BotMessage, now: datetime) -> None:
    """A chase has arrived: the former ones to the same person go."""
    for former in chases.open_chases(tx, message.member_id or 0):
        if former.id < message.id:
            chases.close(tx, former.id, now)
            _retire(tx, former, now)


def _retire(tx: Tx, former: BotMessage, now: datetime) -> None:
    if former.sent_at is None or former.sent_at > now - DELETABLE:
        outbox.take_away(tx, former, now)
    else:
        make_a_line(tx, former, now)


def make_a_line(tx: Tx, former: BotMessage, now: datetime) -> None:
    """A chase that cannot be deleted says in one line that another has taken its place."""
    tx.run("message_is_back", message_id=former.id)
    outbox.refresh(tx, former, now, args={**former.args, "replaced": True})
