"""更正: a running instruction gets a new text. Cards show it, one short message rings, and whoever
is to answer it is asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.writing.correcting import CorrectionNoteView
from bot.instructions import correction
from bot.instructions.model import Instruction, InstructionState
from bot.messages.cascade import CompleteArgs, FilesArgs, NudgeArgs, UrgentNoticeArgs
from bot.messages.people import CallListArgs
from bot.messages.writing import CorrectionNoteArgs
from bot.store.answering import answers
from bot.store.cascade import instructions, opening, versions
from bot.store.cascade.versions import NewText
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases.cascade import calling, cards, clocks, refreshing
from bot.usecases.cascade import opening as openings

KIND = CorrectionNoteArgs.kind


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction says, who gives it, and whether everybody is asked again (需重新确认)."""

    draft: Instruction
    actor: str
    member_id: int
    asks: bool


def apply_correction(tx: Tx, old: Instruction, given: Correction, now: datetime) -> Instruction:
    """Give an instruction its new text; returns it. Answers to the old text stay."""
    asks = given.asks and old.needs_answer
    new = correction.corrected(old, given.draft, now, asks=asks)
    changed = given.draft.changed or correction.changed_lines(old.text, new.text)
    said = NewText(given.member_id, changed, asks)
    version = versions.add_version(tx, new, said, now)
    versions.take_over_texts(tx, old.id, given.draft, version)
    new = _asked_anew(tx, instructions.instruction(tx, old.id), version, asks, now)
    facts = {"version": new.corrections + 1, "asks": asks}
    audit.record(tx, now, given.actor, "instruction.correct", instruction_id=old.id, facts=facts)
    _show(tx, new, given, now)
    return new


def _asked_anew(tx: Tx, new: Instruction, version: int, asks: bool, now: datetime) -> Instruction:
    """Whoever is to answer the new text waits again, and so does the instruction."""
    if not new.needs_answer:
        return new
    due = clocks.first_step(new, now)
    versions.ask_anew(tx, new, version, due, now, everybody=asks)
    if answers.somebody_unanswered(tx, new.id) and new.completed_at is not None:
        drafts.save(tx, replace(new, completed_at=None))
    return instructions.instruction(tx, new.id)


def _show(tx: Tx, new: Instruction, given: Correction, now: datetime) -> None:
    """Everything that shows the text is edited; each card and whoever was told gets a reply."""
    for kind in (CompleteArgs.kind, NudgeArgs.kind, CallListArgs.kind):
        for message in outbox.messages_about(tx, kind, new.id):
            outbox.take_away(tx, message, now)
    refreshing.refresh_about(tx, instructions.targets(tx, new.id), now)
    refreshing.refresh_summary(tx, new, now)
    for notice in outbox.messages_about(tx, UrgentNoticeArgs.kind, new.id):
        outbox.refresh(tx, notice, now)
    for card in outbox.messages_about(tx, "card", new.id):
        if card.telegram_id is not None:
            _on_card(tx, new, card, now, files=given.draft.file_kind is not None)
    openings.ring_again(tx, new, _args(new), given.actor, now)
    _tell_issuer(tx, new, given, now)
    if new.urgent:
        calling.list_calls(tx, new, now)


def _args(new: Instruction) -> CorrectionNoteArgs:
    return CorrectionNoteArgs(version=new.version_id or 0)


def _on_card(
    tx: Tx, new: Instruction, card: BotMessage, now: datetime, *, files: bool = False
) -> None:
    """The card shows the new text, its new files follow, and a reply to it rings."""
    lane = cards.card_lane(new)
    outbox.refresh(tx, card, now, lane=lane)
    carried = (FilesArgs(), _args(new)) if files else (_args(new),)
    for args in carried:
        saying = Saying(
            chat_id=card.chat_id, args=args, lane=lane, subject_id=new.id,
            reply_to=card.telegram_id, silent=new.quiet_first,
            not_before=cards.leaves_at(new, now),
        )  # fmt: skip
        outbox.say(tx, saying, now)


def cards_behind(tx: Tx, messages: list[BotMessage], now: datetime) -> None:
    """Cards that were on their way while the text was corrected have arrived with the old one."""
    for card in messages:
        instruction = instructions.instruction(tx, card.subject_id or 0)
        running = instruction.state is InstructionState.RUNNING
        if running and is_behind(card, instruction):
            _on_card(tx, instruction, card, now)


def is_behind(card: BotMessage, instruction: Instruction) -> bool:
    """Whether a card shows a text that has been corrected, as far as is known."""
    shown = card.shown_version or 0
    return instruction.corrections > 0 and shown < (instruction.version_id or 0)


def _tell_issuer(tx: Tx, new: Instruction, given: Correction, now: datetime) -> None:
    """Somebody else corrected it: the issuer hears of that."""
    issuer = people.member(tx, new.issuer_id)
    if issuer.id == given.member_id or issuer.telegram_id is None:
        return
    saying = Saying(
        chat_id=issuer.telegram_id, args=_args(new), lane=Lane.REPLY, subject_id=new.id,
        member_id=issuer.id,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def correction_note_view(tx: Tx, message: BotMessage, _now: datetime) -> CorrectionNoteView | None:
    """What changed; whether the card in this chat asks about it anew. None where the instruction
    ended before it was said."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    if message.telegram_id is None and instruction.state is not InstructionState.RUNNING:
        return None
    version = versions.version(tx, message.args_as(CorrectionNoteArgs).version)
    card = opening.card_in_chat(tx, instruction.id, message.chat_id)
    found = [] if card is None else instructions.targets_on(tx, card.id)
    lines = [each for each, role in found if role == "line"]
    asks = [each for each in lines if each.asked_version == version.id]
    return CorrectionNoteView(
        instruction,
        version.changed or "",
        asks=bool(asks),
        form=any(instruction.asks_form(each.unit.tier) for each in asks),
        again=card is not None and bool(versions.old_answers(tx, card.id)),
        told=card is None,
        everybody=version.asks,
    )
