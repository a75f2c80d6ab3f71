"""撤回 and 取消 as words in private: whatever is open, they never become a draft's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Instruction
from bot.roster.permissions import Right
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts, expectations
from bot.usecases.answering import adding_words
from bot.usecases.notices import notify
from bot.usecases.sent import correction_drafts, ending
from bot.usecases.sent.ending import Ending, EndingOutcome
from bot.usecases.templates import repeating
from bot.usecases.writing import changing, choosing, previews, questioning


@dataclass(frozen=True, slots=True)
class Everyday:
    """Such a word: who wrote it, and its message id."""

    telegram_id: int
    message_id: int
    operators: frozenset[int] = frozenset()


def withdraw_newest(tx: Tx, command: Everyday, now: datetime) -> None:
    """撤回: ask whether to withdraw the writer's newest instruction, or undo it where nothing has
    left; words that wait to be relayed come first. A draft above it is shown again instead: it has
    not been sent."""
    chat = command.telegram_id
    if adding_words.take_back_relay(tx, chat, now):
        return
    draft, sent = _draft(tx, chat), _sent(tx, chat)
    if draft is not None and (sent is None or draft.id > sent.id):
        notify(tx, chat, "not_sent_yet", now)
        previews.show_preview_below(tx, draft, chat, now, command.message_id)
    elif sent is None or not _ends(tx, command, sent, now):
        notify(tx, chat, "nothing_to_withdraw", now, reply_to=command.message_id)


def _ends(tx: Tx, command: Everyday, sent: Instruction, now: datetime) -> bool:
    """Press 撤回 on the summary in the writer's chat; False where none has arrived there."""
    chat = command.telegram_id
    shown = [each for each in outbox.messages_about(tx, previews.KIND, sent.id)
             if each.chat_id == chat and each.telegram_id is not None]  # fmt: skip
    if not shown:
        return False
    press = Ending(chat, chat, shown[-1].telegram_id or 0, sent.id, Right.WITHDRAW,
                   command.operators)  # fmt: skip
    if ending.press_ending(tx, press, now) is EndingOutcome.UNDONE:
        notify(tx, chat, "taken_back", now)
        draft = instructions.instruction(tx, sent.id)
        previews.show_preview_below(tx, draft, chat, now, command.message_id)
    return True


def cancels(tx: Tx, command: Everyday, now: datetime) -> bool:
    """Whether 取消 is answered here: it belongs to no question that takes it as its own answer."""
    asked = expectations.expected(tx, command.telegram_id, now)
    return asked is None or asked.kind in _GIVEN_UP


_GIVEN_UP = (changing.EXPECTED, choosing.EXPECTED, correction_drafts.EXPECTED, "help_words",
             questioning.EXPECTED, repeating.EXPECTED)  # fmt: skip
"""Questions that 取消 gives up for a time."""


def cancel(tx: Tx, command: Everyday, now: datetime) -> None:
    """取消: give up the question for a time, or say where to drop the open draft."""
    chat, draft = command.telegram_id, _draft(tx, command.telegram_id)
    asked = expectations.expected(tx, chat, now)
    if asked is not None and asked.kind == "help_words":
        notify(tx, chat, "help_stands", now, reply_to=command.message_id)
        return
    if draft is None:
        notify(tx, chat, "nothing_to_cancel", now, reply_to=command.message_id)
        return
    if asked is not None:
        expectations.clear(tx, chat)
    else:
        notify(tx, chat, "drop_draft", now)
    previews.show_preview_below(tx, draft, chat, now, command.message_id)


def _draft(tx: Tx, telegram_id: int) -> Instruction | None:
    member = people.member_by_telegram(tx, telegram_id)
    return None if member is None else drafts.newest(tx, member.id)


def _sent(tx: Tx, telegram_id: int) -> Instruction | None:
    """The newest instruction of somebody that has been sent and has not ended."""
    member = people.member_by_telegram(tx, telegram_id)
    return None if member is None else drafts.newest_sent(tx, member.id)
