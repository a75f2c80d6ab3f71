"""加问题: the questions of a draft, typed one a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.forms.question import MOST_QUESTIONS, FormQuestion, questions_in
from bot.instructions.model import Instruction
from bot.instructions.reading.reader import is_small_talk
from bot.messages.writing import PreviewArgs
from bot.store.forms import questions
from bot.store.tx import Tx, to_micros
from bot.store.writing import drafts, expectations
from bot.usecases.writing import changing, drafting, previews
from bot.usecases.writing.changing import PreviewPress, Typed

EXPECTED = "questions"
"""The kind of the question for questions."""

_SHOWN = PreviewArgs(screen="questions")


def ask_questions(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Show the questions; the next words are taken as more of them."""
    found = changing.draft(tx, press, now)
    _expect(tx, found.instruction, press.chat_id, now)
    previews.show_preview(tx, found.instruction, press.chat_id, now, _SHOWN)


def _expect(tx: Tx, draft: Instruction, chat_id: int, now: datetime) -> None:
    until = now + changing.ANSWER_WAIT
    expectations.expect(tx, chat_id, EXPECTED, draft.id, None, until)


def type_questions(tx: Tx, typed: Typed, now: datetime) -> None:
    """Add the typed questions. Raises Refused for one that is not taken; none is then.

    Words without a draft any more go on as writing.
    """
    draft = changing.asked_about(tx, typed, EXPECTED, now)
    if draft is None:
        expectations.clear(tx, typed.chat_id)
        drafting.gather(tx, changing.written(typed), now)
        return
    if is_small_talk(typed.text, typed.house.lexicon):
        raise Refused("question_unclear")
    known = [each.question for each in questions.asked_in(tx, draft.id)]
    new = _set(tx, draft, _joined(known, questions_in(typed.text)), now)
    _expect(tx, new, typed.chat_id, now)
    previews.show_preview_below(tx, new, typed.chat_id, now, typed.message_id, _SHOWN)


def _joined(known: Sequence[FormQuestion], more: Sequence[FormQuestion]) -> list[FormQuestion]:
    found = [*known, *more]
    if len(found) > MOST_QUESTIONS:
        raise Refused("many_questions", most=MOST_QUESTIONS)
    if len({each.folded for each in found}) < len(found):
        raise Refused("question_twice")
    return found


@dataclass(frozen=True, slots=True)
class DroppingQuestion:
    """Remove a question from the `version` of the draft that was seen."""

    press: PreviewPress
    version: int
    ordinal: int


def drop_question(tx: Tx, command: DroppingQuestion, now: datetime) -> None:
    """Remove it; the others move up."""
    draft = changing.draft(tx, command.press, now).instruction
    if to_micros(draft.touched_at) != command.version:
        raise Refused("changed_meanwhile")
    asked = questions.asked_in(tx, draft.id)
    kept = [each.question for each in asked if each.ordinal != command.ordinal]
    if len(kept) == len(asked):
        raise Refused("stale_button")
    new = _set(tx, draft, kept, now)
    previews.show_preview(tx, new, command.press.chat_id, now, _SHOWN)


def _set(tx: Tx, draft: Instruction, found: Sequence[FormQuestion], now: datetime) -> Instruction:
    """With these questions a draft needs an answer, one from each unit."""
    questions.set_questions(tx, draft.id, found)
    needs_answer = draft.needs_answer or bool(found)
    everyone = draft.everyone and not found
    asking = replace(draft, needs_answer=needs_answer, everyone=everyone)
    new = drafting.touched_draft(asking, now)
    drafts.save(tx, new)
    return new
