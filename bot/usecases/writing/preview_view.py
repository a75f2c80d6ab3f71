"""The view of the issuer's message: the draft, a choice, the undo time, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.persons import Named
from bot.chat.writing.choosing import DeadlineView
from bot.chat.writing.issuing import BlankView, ConfirmView, PreviewView, TooLateView
from bot.chat.writing.questions import AskedTable, QuestionsView
from bot.chat.writing.sending import GoneView, NightView, OftenView, PendingView
from bot.chat.writing.summary import (
    MOST_BRANCHES,
    MOST_TOLD,
    Corrected,
    NextLine,
    SummaryView,
)
from bot.instructions import deadline, moment
from bot.instructions.blanks import blanks_in
from bot.instructions.counts import Progress
from bot.instructions.forms.office_table import OfficeTable, unlisted_rows
from bot.instructions.forms.question import FormQuestion
from bot.instructions.model import Instruction, InstructionState
from bot.messages.writing import ConfirmArgs, HowToWriteArgs, PreviewArgs, TooLateArgs
from bot.store.answering import answers
from bot.store.cascade import instructions, versions
from bot.store.delivery.outbox import BotMessage
from bot.store.escalation import chases
from bot.store.forms import facts, forms, office_tables, questions
from bot.store.house import house
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import issuers, named, rights
from bot.usecases.board.next_step import next_step
from bot.usecases.issuers import Planned
from bot.usecases.looking.unit_view import top_branches
from bot.usecases.talks import talks_about
from bot.usecases.writing import draft_view, issuing, questioning
from bot.usecases.writing import draft_view as drawn
from bot.usecases.writing.approving_view import waits_for_second, would_ring


def preview_view(tx: Tx, message: BotMessage, now: datetime) -> PreviewView | None:
    """The present content; None where the draft was deleted before the preview was sent."""
    args = message.args_as(PreviewArgs)
    if args.handed_over:
        return GoneView("handed_over")
    instruction = _instruction(tx, message)
    if instruction is None:
        gone = GoneView(args.gone or "cancelled")
        return None if message.telegram_id is None else gone
    if instruction.state is InstructionState.DRAFT:
        return _draft(tx, instruction, args, now)
    if instruction.state is InstructionState.PENDING:
        return waits_for_second(tx, instruction, now) or _pending(tx, instruction, now)
    return _summary(tx, instruction, now)


def _instruction(tx: Tx, message: BotMessage) -> Instruction | None:
    if message.subject_id is None:
        return None
    try:
        return instructions.instruction(tx, message.subject_id)
    except LookupError:
        return None


def _draft(tx: Tx, instruction: Instruction, args: PreviewArgs, now: datetime) -> PreviewView:
    screen = args.screen
    if screen == "deadline":
        zone = house.zone(tx)
        return DeadlineView(instruction, moment.offered(now, zone), now, zone)
    if screen == "questions":
        return _questions(tx, instruction, args.page)
    if screen == "blank" and (left := blanks_in(instruction.text)):
        return BlankView(instruction, left[0])
    if screen == "lines":
        return drawn.lines_view(tx, instruction, args)
    if instruction.corrects_id is not None:
        return draft_view.correction_view(tx, instruction, args, now)
    found = issuers.planned(tx, instruction)
    if screen == "scope":
        return draft_view.scope_view(tx, instruction, found, args)
    if screen == "night" and instruction.urgent:
        return _night(tx, instruction, found, now)
    if screen == "often" and instruction.needs_answer:
        burden = issuers.burden_of(tx, found, now)
        version = issuing.draft_version(instruction)
        return OftenView(instruction, version, found.plan.total, burden)
    return drawn.draft_view(tx, instruction, found, now)


def _questions(tx: Tx, instruction: Instruction, page: int) -> QuestionsView:
    asked = [each.question for each in questions.asked_in(tx, instruction.id)]
    found = office_tables.table_layout(tx, instruction.id)
    name = office_tables.table_name(tx, instruction.id)
    table = AskedTable(name, found.left_out, _unlisted(tx, instruction, found)) if found else None
    return QuestionsView(
        instruction,
        issuing.draft_version(instruction),
        asked,
        table,
        page,
        facts.reuse_of(tx, instruction.id),
        *_sameness(tx, instruction, asked),
    )


_MOST_LISTED = 1_000
"""In longer tables the rows are not compared on this screen, which is shown at every press."""


def _unlisted(tx: Tx, instruction: Instruction, table: OfficeTable) -> list[str]:
    """What is listed in a table and is no unit in its issuer's care, from the upper tier down."""
    if len(table.rows) > _MOST_LISTED:
        return []
    tops = issuers.roots(tx, rights.of_member(tx, instruction.issuer_id))
    units = {each.id: each for top in tops for each in people.subtree(tx, top)}
    rows = unlisted_rows(table, units)
    return [" ".join(name for name in names if name) for names in rows]


def _sameness(
    tx: Tx, instruction: Instruction, asked: Sequence[FormQuestion]
) -> tuple[dict[int, str], dict[int, str]]:
    """By number: what a question is tied to, and what it may be."""
    ties = facts.ties_in(tx, instruction.id)
    numbered = [*enumerate(asked, start=1)]
    tied = {at: ties[each.key, each.kind] for at, each in numbered
            if (each.key, each.kind) in ties}  # fmt: skip
    free = [(at, questioning.known_alike(tx, each)) for at, each in numbered if at not in tied]
    return tied, {at: known.words for at, known in free if known is not None}


def _pending(tx: Tx, instruction: Instruction, now: datetime) -> PendingView:
    sends_at = instruction.sends_at or now
    held = deadline.held_until(instruction, sends_at)
    return PendingView(instruction, sends_at - now, held, now, house.zone(tx))


def _night(tx: Tx, instruction: Instruction, found: Planned, now: datetime) -> NightView:
    return NightView(
        instruction=instruction,
        version=issuing.draft_version(instruction),
        wakes=would_ring(tx, instruction, found),
        now=now,
        zone=house.zone(tx),
    )


def _summary(tx: Tx, instruction: Instruction, now: datetime) -> SummaryView:
    talks, more = talks_about(tx, instruction.id, instruction.issuer_id)
    found = progress.progress_of(tx, instruction.id)
    counts = _may_count(instruction, found)
    branches, all_branches = top_branches(tx, instruction, MOST_BRANCHES) if counts else ([], 0)
    return SummaryView(
        instruction=instruction,
        progress=found,
        fates=progress.fates_of(tx, instruction.id),
        waiting=named.waited_for(tx, instruction.id),
        leaves_at=deadline.held_until(instruction, now),
        now=now,
        zone=house.zone(tx),
        talks=talks,
        next=_next(tx, instruction, now),
        more_talks=more,
        corrected=_corrected(tx, instruction),
        people=_people(tx, instruction),
        sums=forms.sums_below(tx, instruction.id),
        table=office_tables.has_table(tx, instruction.id),
        branches=branches,
        more_branches=all_branches - len(branches),
        told=_told(tx, instruction) if counts else (),
    )


def _may_count(instruction: Instruction, found: Progress) -> bool:
    """Whether its branches and who was told are counted for each edit. Those of a district stand on
    its board: here they would hold up whoever answers."""
    running = instruction.state is InstructionState.RUNNING and instruction.needs_answer
    return running and found.total <= _COUNTED


_COUNTED = 2000
"""Targets up to which that takes no time."""


def _told(tx: Tx, instruction: Instruction) -> list[tuple[Named, int]]:
    """Who was told of those who are silent still, and of how many units."""
    found = chases.told_of_silence(tx, instruction.id, MOST_TOLD)
    return [(named.anybody(tx, member), n) for member, n in found]


def _people(tx: Tx, instruction: Instruction) -> tuple[int, int] | None:
    if not instruction.everyone:
        return None
    found = answers.people_asked(tx, instruction.id)
    return found.done, found.total


def _corrected(tx: Tx, instruction: Instruction) -> Corrected | None:
    """What was corrected last, and when."""
    if not instruction.corrections:
        return None
    newest = versions.versions_of(tx, instruction.id)[-1]
    return Corrected(instruction.corrections, newest.at, newest.changed or "")


def _next(tx: Tx, instruction: Instruction, now: datetime) -> NextLine | None:
    """Who is told of the silent next, and when; nobody while its cards wait or after its end."""
    if instruction.state is not InstructionState.RUNNING or not instruction.needs_answer:
        return None
    here = [Part(unit) for unit in progress.issued_units(tx, instruction.id)]
    found = next_step(tx, instruction, here)
    return NextLine(found.at, found.people) if found and found.at > now else None


def confirm_view(tx: Tx, message: BotMessage, _now: datetime) -> ConfirmView | None:
    """The question for confirmation, while it applies."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    if instruction.state is not InstructionState.RUNNING:
        return None
    found = progress.progress_of(tx, instruction.id)
    sent = progress.fates_of(tx, instruction.id).delivered
    return ConfirmView(instruction, message.args_as(ConfirmArgs).act, sent, found.silent)


def too_late_view(tx: Tx, message: BotMessage, _now: datetime) -> TooLateView | None:
    """What was sent before; None where it is a draft again."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    if instruction.state is InstructionState.DRAFT:
        return None
    return TooLateView(instruction, message.args_as(TooLateArgs).what)


def withdrawn_note_view(tx: Tx, message: BotMessage, _now: datetime) -> Instruction | None:
    """The withdrawn instruction."""
    return instructions.instruction(tx, message.subject_id or 0)


def how_to_write_view(tx: Tx, message: BotMessage, _now: datetime) -> bool:
    """Whether the reader may issue; for operators the handler decided that."""
    if message.args_as(HowToWriteArgs).operator:
        return True
    return bool(issuers.roots(tx, rights.actor(tx, message.chat_id)))


def edit_unread_view(_tx: Tx, _message: BotMessage, _now: datetime) -> bool:
    """Words were changed that are not read again; it is always said."""
    return True
