"""The living chase: one message with all that is silent for a person; new silences join or replace
it. Subject: escalation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.outgoing import utf16
from bot.instructions.draft import LONGEST
from bot.instructions.model import Instruction, Target
from bot.messages.cascade import ChaseArgs, FilesArgs
from bot.roster.model import Member
from bot.store.cascade import instructions, opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.escalation import chases
from bot.store.tx import Tx
from bot.usecases.cascade import cards

DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete its own messages for 48 hours."""
ANSWERED_LATELY = timedelta(hours=24)
"""A new chase still shows answers to the former one for this long."""
WHOLE_TEXTS = LONGEST
"""UTF-16 code units of instructions' text in a reminder; what does not fit is sent as a card."""


@dataclass(frozen=True, slots=True)
class SilentUnits:
    """Silent units of one instruction: the reader's own, or with "above" those below the reader."""

    instruction: Instruction
    targets: Sequence[Target]
    role: str

    @property
    def ids(self) -> list[int]:
        """The targets' ids."""
        return [each.id for each in self.targets]

    @property
    def lane(self) -> Lane:
        """The lane of a message about it."""
        return Lane.REPLY if self.instruction.urgent else Lane.REMINDER


def tell_silence(
    tx: Tx, member: Member, silence: SilentUnits, now: datetime, *, ring: bool = False
) -> None:
    """Tell a member of silent units.

    Within the bundling time they join the living chase by an edit; later, or with `ring`, a new
    message with everything replaces it, and the former is deleted once the new one has arrived.
    """
    former = chases.living_chase(tx, member.id)
    if former is None or not _joins(former, silence, ring, now):
        message_id = _say(tx, member, silence, former, now)
    else:
        message_id = former.message.id
        outbox.refresh(tx, former.message, now)
    opening.put_on(tx, message_id, silence.ids, silence.role, now)
    if silence.role == "own":
        _show_text(tx, message_id, member, silence, now)


def _joins(former: chases.LivingChase, silence: SilentUnits, ring: bool, now: datetime) -> bool:
    if former.message.sent_at is None:
        return True
    ladder = silence.instruction.ladder
    return not ring and former.created_at >= now - (ladder.bundle if ladder else timedelta())


def _say(
    tx: Tx, member: Member, silence: SilentUnits, former: chases.LivingChase | None, now: datetime
) -> int:
    chat = member.telegram_id or 0
    if silence.role == "own" and not chases.has_card(tx, silence.ids, chat):
        _send_files(tx, silence, chat, now)
    saying = Saying(chat_id=chat, args=ChaseArgs(), lane=silence.lane, member_id=member.id)
    message_id = outbox.say(tx, saying, now)
    if former is not None:
        since = now - ANSWERED_LATELY
        chases.carry_over(tx, former.message.id, message_id, member.id, since, now)
    return message_id


def follow(tx: Tx, member: Member, former: chases.LivingChase, now: datetime) -> None:
    """What a reminder in a former account's chat holds is told to the member's present one."""
    saying = Saying(
        chat_id=member.telegram_id or 0, args=ChaseArgs(), lane=Lane.REPLY, member_id=member.id
    )
    since = now - ANSWERED_LATELY
    message_id = outbox.say(tx, saying, now)
    chases.carry_over(tx, former.message.id, message_id, member.id, since, now)
    chases.close_chase(tx, former.message.id, now)


def _send_files(tx: Tx, silence: SilentUnits, chat_id: int, now: datetime) -> None:
    """Send an instruction's files before the reminder with its text, once."""
    instruction = silence.instruction
    there = outbox.messages_about(tx, "files", instruction.id)
    if not opening.attachments(tx, instruction.id) or any(e.chat_id == chat_id for e in there):
        return
    args, lane = FilesArgs(), silence.lane
    outbox.say(tx, Saying(chat_id=chat_id, args=args, lane=lane, subject_id=instruction.id), now)


def _show_text(
    tx: Tx, message_id: int, member: Member, silence: SilentUnits, now: datetime
) -> None:
    """Nobody is asked about a text they were not shown: a text that does not fit into the reminder
    is sent as a card."""
    unseen = chases.without_card(tx, message_id)
    texts = [instructions.instruction(tx, each).text for each in unseen]
    if silence.instruction.id in unseen and sum(map(utf16, texts)) > WHOLE_TEXTS:
        chat = member.telegram_id or 0
        cards.put_on_card(tx, silence.instruction, chat, silence.ids, now)


def arrived(tx: Tx, message: BotMessage, now: datetime) -> None:
    """A chase has arrived: delete the member's former ones."""
    for former in chases.open_chases(tx, message.member_id or 0):
        if former.id < message.id:
            chases.close_chase(tx, former.id, now)
            _retire(tx, former, now)


def _retire(tx: Tx, former: BotMessage, now: datetime) -> None:
    if former.sent_at is None or former.sent_at > now - DELETABLE:
        outbox.take_away(tx, former, now)
    else:
        make_a_line(tx, former, now)


def make_a_line(tx: Tx, former: BotMessage, now: datetime) -> None:
    """Turn a chase that cannot be deleted into one line that refers to the new one."""
    tx.run("message_is_back", message_id=former.id)
    outbox.refresh(tx, former, now, args=ChaseArgs(replaced=True))


def posts_lost(tx: Tx, member_id: int, now: datetime) -> None:
    """Somebody holds posts no more: their message asks them no more about these units, and goes
    where nothing is left to ask."""
    former = chases.living_chase(tx, member_id)
    if former is None or not chases.forget_not_held(tx, former.message):
        return
    if any(each.unanswered for each, _ in instructions.targets_on(tx, former.message.id)):
        outbox.refresh(tx, former.message, now)
        return
    chases.close_chase(tx, former.message.id, now)
    outbox.take_away(tx, former.message, now)
