"""The buttons of a preview: mode, answer, quiet hours, tiers, deadline, discarding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.errors import Refused
from bot.instructions import moment
from bot.instructions.house import House
from bot.instructions.model import DeadlineFrom, Instruction, InstructionState, Urgency
from bot.messages.writing import PreviewArgs
from bot.roster.model import Unit
from bot.store.cascade import instructions
from bot.store.delivery.outbox import BotMessage
from bot.store.forms import questions
from bot.store.house.audit import by
from bot.store.tx import Tx
from bot.store.writing import drafts, expectations
from bot.usecases import issuers, rights
from bot.usecases.cascade import bot_messages
from bot.usecases.writing import drafting, previews
from bot.usecases.writing.drafting import Writing

EXPECTED = "deadline"
"""The kind of the question for a typed deadline."""

ANSWER_WAIT = timedelta(minutes=10)
_LONGEST_TIME = 15


@dataclass(frozen=True, slots=True)
class PreviewPress:
    """A press on a preview, with the instruction its button names."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int
    house: House


@dataclass(frozen=True, slots=True)
class OwnInstruction:
    """The presser's own instruction, the pressed message, and where they may issue."""

    instruction: Instruction
    message: BotMessage
    tops: tuple[Unit, ...]

    @property
    def shown(self) -> PreviewArgs:
        """What the message shows."""
        return self.message.args_as(PreviewArgs)


def mine(tx: Tx, press: PreviewPress, now: datetime) -> OwnInstruction:
    """The pressed instruction, if it is the presser's own and they may still issue.

    Raises Refused.
    """
    message = bot_messages.message_pressed(tx, press.chat_id, press.message_id, now)
    named = message.kind == previews.KIND and message.subject_id == press.instruction_id
    if not named or message.args_as(PreviewArgs).handed_over:
        raise Refused("stale_button")
    instruction = instructions.instruction(tx, press.instruction_id)
    return OwnInstruction(
        instruction, message, _tops(tx, press.telegram_id, press.house, instruction)
    )


def draft(
    tx: Tx, press: PreviewPress, now: datetime, *, correcting: bool = False
) -> OwnInstruction:
    """As `mine`, for a draft. `correcting`: it may be the text of a correction; nothing else of one
    can be chosen."""
    found = mine(tx, press, now)
    if found.instruction.state is not InstructionState.DRAFT:
        raise Refused("stale_button")
    if found.instruction.corrects_id is not None and not correcting:
        raise Refused("stale_button")
    return found


def _tops(tx: Tx, telegram_id: int, house: House, instruction: Instruction) -> tuple[Unit, ...]:
    who = rights.actor(tx, telegram_id, house.operators)
    tops = issuers.roots(tx, who)
    if who.member is None or who.member.id != instruction.issuer_id or not tops:
        raise Refused("not_allowed")
    return tuple(tops)


def show_part(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Return to the preview."""
    found = draft(tx, press, now, correcting=True)
    expectations.clear(tx, press.chat_id)
    previews.show_preview(tx, found.instruction, press.chat_id, now)


def toggle_urgent(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Toggle between routine and urgent."""
    old = draft(tx, press, now).instruction
    urgency = Urgency.ROUTINE if old.urgent else Urgency.URGENT
    ladder = press.house.ladders[urgency]
    _save(tx, press, replace(old, urgency=urgency, ladder=ladder, quiet_first=False), now)


def toggle_needs_answer(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Toggle between needing an answer and informing."""
    old = draft(tx, press, now).instruction
    if questions.asked_in(tx, old.id):
        raise Refused("stale_button")
    _save(tx, press, replace(old, needs_answer=not old.needs_answer), now)


def toggle_everyone(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Toggle between every holder and one of each unit."""
    old = draft(tx, press, now).instruction
    if questions.asked_in(tx, old.id):
        raise Refused("stale_button")
    _save(tx, press, replace(old, everyone=not old.everyone), now)


def toggle_drill(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Toggle between a drill and what is meant."""
    old = draft(tx, press, now).instruction
    _save(tx, press, replace(old, drill=not old.drill), now)


def toggle_quiet_first(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Toggle between sending silently in quiet hours and waiting for their end."""
    old = draft(tx, press, now).instruction
    _save(tx, press, replace(old, quiet_first=not old.quiet_first), now)


def discard(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """取消: discard the draft."""
    found = draft(tx, press, now, correcting=True)
    expectations.clear(tx, press.chat_id)
    actor = by(found.instruction.issuer_id)
    drafting.throw_away(tx, found.instruction, actor, "cancelled", now)


def ask_deadline(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Offer deadlines; the next words are taken as a typed one."""
    found = draft(tx, press, now)
    until = now + ANSWER_WAIT
    expectations.expect(tx, press.chat_id, EXPECTED, found.instruction.id, None, until)
    previews.show_preview(tx, found.instruction, press.chat_id, now, PreviewArgs(screen="deadline"))


@dataclass(frozen=True, slots=True)
class DeadlineChoice:
    """A deadline chosen by button: one of moment.PRESETS, "none" for the usual one, or "at" with a
    time from the text, in minutes since 1970."""

    press: PreviewPress
    code: str
    minute: int = 0

    def at(self, now: datetime) -> datetime | None:
        """The chosen instant; None for the usual one."""
        if self.code == "at":
            return _minute(self.minute)
        return moment.preset(self.code, now, self.press.house.zone)


def _minute(number: int) -> datetime:
    try:
        return datetime.fromtimestamp(60 * number, UTC)
    except (OverflowError, ValueError, OSError):
        raise Refused("stale_button") from None


def choose_deadline(tx: Tx, choice: DeadlineChoice, now: datetime) -> None:
    """Set the chosen deadline."""
    found = draft(tx, choice.press, now)
    at = choice.at(now)
    if at is None and choice.code != "none":
        raise Refused("stale_button")
    expectations.clear(tx, choice.press.chat_id)
    _save(tx, choice.press, _due(found.instruction, at, now), now)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words in private while a deadline or places are asked for; `message_id`: their id."""

    telegram_id: int
    chat_id: int
    text: str
    house: House
    message_id: int | None = None


def type_deadline(tx: Tx, typed: Typed, now: datetime) -> None:
    """Set the typed deadline; the question stays pending where it is not understood.

    Words too long for a time, or without a draft any more, go on as writing.
    """
    old, at = asked_about(tx, typed, EXPECTED, now), moment.parse(typed.text, now, typed.house.zone)
    if old is None or (at is None and len(typed.text) > _LONGEST_TIME):
        expectations.clear(tx, typed.chat_id)
        drafting.gather(tx, written(typed), now)
        return
    if at is None:
        raise Refused("deadline_unclear")
    expectations.clear(tx, typed.chat_id)
    new = drafting.touched_draft(_due(old, at, now), now)
    drafts.save(tx, new)
    previews.show_preview_below(tx, new, typed.chat_id, now, typed.message_id)


def written(typed: Typed) -> Writing:
    """Typed words as a part of the draft."""
    who = (typed.telegram_id, typed.chat_id, typed.house)
    return Writing(*who, typed.text, message_id=typed.message_id)


def asked_about(tx: Tx, typed: Typed, kind: str, now: datetime) -> Instruction | None:
    """The draft a question is about, if it is still the writer's and still a draft."""
    asked = expectations.expected(tx, typed.chat_id, now)
    if asked is None or asked.kind != kind or asked.subject_id is None:
        return None
    try:
        found = instructions.instruction(tx, asked.subject_id)
        _tops(tx, typed.telegram_id, typed.house, found)
    except (LookupError, Refused):
        return None
    return found if found.state is InstructionState.DRAFT else None


def _due(old: Instruction, at: datetime | None, now: datetime) -> Instruction:
    if at is not None and at <= now:
        raise Refused("deadline_passed")
    if at is not None and at > now + moment.FARTHEST:
        raise Refused("deadline_far")
    given, chosen = at is not None, DeadlineFrom.CHOSEN
    return replace(old, deadline_at=at, deadline_given=given, deadline_from=chosen)


def _save(tx: Tx, press: PreviewPress, new: Instruction, now: datetime) -> None:
    new = drafting.touched_draft(new, now)
    drafts.save(tx, new)
    previews.show_preview(tx, new, press.chat_id, now)
