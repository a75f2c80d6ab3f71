"""加问题: the questions of a draft, typed one a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.added_words import Addition, addition
from bot.instructions.forms.columns import other_kind
from bot.instructions.forms.facts import KnownQuestion, alike, next_age
from bot.instructions.forms.office_table import MOST_COLUMNS, PAGE
from bot.instructions.forms.question import MOST_QUESTIONS, FormQuestion, questions_in
from bot.instructions.model import Instruction
from bot.messages.writing import PreviewArgs
from bot.store.forms import facts, office_tables, questions
from bot.store.forms.questions import Asked
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx, to_micros
from bot.store.writing import drafts, expectations
from bot.usecases import issuers, rights
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
    if addition(typed.text, typed.house.lexicon) is not Addition.WORDS:
        raise Refused("question_unclear")
    known = [each.question for each in questions.asked_in(tx, draft.id)]
    most = MOST_COLUMNS if office_tables.has_table(tx, draft.id) else MOST_QUESTIONS
    new = put_questions(tx, draft, _joined(known, questions_in(typed.text), most), now)
    _expect(tx, new, typed.chat_id, now)
    previews.show_preview_below(tx, new, typed.chat_id, now, typed.message_id, _SHOWN)


def _joined(
    known: Sequence[FormQuestion], more: Sequence[FormQuestion], most: int
) -> list[FormQuestion]:
    found = [*known, *more]
    if len(found) > most:
        raise Refused("many_questions", most=most)
    if len({each.folded for each in found}) < len(found):
        raise Refused("question_twice")
    return found


@dataclass(frozen=True, slots=True)
class QuestionPress:
    """A press about one question of the `version` of the draft that was seen."""

    press: PreviewPress
    version: int
    ordinal: int


def drop_question(tx: Tx, command: QuestionPress, now: datetime) -> None:
    """Remove it; the others move up."""
    draft, asked = _seen(tx, command, now)
    kept = [each.question for each in asked if each.ordinal != command.ordinal]
    _change(tx, command, draft, kept, now)


def turn_kind(tx: Tx, command: QuestionPress, now: datetime) -> None:
    """Ask for another kind of answer."""
    draft, asked = _seen(tx, command, now)
    turned = [
        other_kind(each.question) if each.ordinal == command.ordinal else each.question
        for each in asked
    ]
    _change(tx, command, draft, turned, now)


def turn_age(tx: Tx, command: QuestionPress, now: datetime) -> None:
    """Choose up to which age what is known is not asked again."""
    draft, _ = _seen(tx, command, now)
    facts.set_reuse(tx, draft.id, next_age(facts.reuse_of(tx, draft.id)))
    _show_again(tx, command, draft, now)


def known_alike(tx: Tx, question: FormQuestion) -> KnownQuestion | None:
    """A known question that may ask the same; a person decides."""
    return alike(question, facts.questions_known(tx, question.kind))


def may_tie(tx: Tx, issuer_id: int) -> bool:
    """Whether somebody may say that two questions ask the same. That holds for everybody who asks,
    so only whoever has the whole tree in their care says it."""
    tops = issuers.roots(tx, rights.of_member(tx, issuer_id))
    return all(any(top.holds(root) for top in tops) for root in people.roots(tx))


def _tying(tx: Tx, command: QuestionPress, now: datetime) -> tuple[Instruction, Sequence[Asked]]:
    draft, asked = _seen(tx, command, now)
    if not may_tie(tx, draft.issuer_id):
        who = _who_ties(tx)
        raise Refused("tie_above", who="、".join(who)) if who else Refused("tie_nobody")
    return draft, asked


def _who_ties(tx: Tx) -> list[str]:
    """The names of those who may."""
    seats = [seat for root in people.roots(tx) for seat in people.holders_of(tx, root.id)]
    found = {seat.member.id: seat.member.name for seat in seats if seat.member}
    return [name for member_id, name in found.items() if may_tie(tx, member_id)]


def tie_question(tx: Tx, command: QuestionPress, now: datetime) -> None:
    """The issuer says that it asks the same as a known one."""
    draft, asked = _tying(tx, command, now)
    question = asked[command.ordinal - 1].question
    known = known_alike(tx, question)
    if known is None:
        raise Refused("changed_meanwhile")
    facts.tie(tx, question, known, now)
    audit.record(tx, now, audit.by(draft.issuer_id), "fact.tie", instruction_id=draft.id)
    _show_again(tx, command, draft, now)


def untie_question(tx: Tx, command: QuestionPress, now: datetime) -> None:
    """It does not after all."""
    draft, asked = _tying(tx, command, now)
    facts.untie(tx, asked[command.ordinal - 1].question)
    audit.record(tx, now, audit.by(draft.issuer_id), "fact.untie", instruction_id=draft.id)
    _show_again(tx, command, draft, now)


def _show_again(tx: Tx, command: QuestionPress, draft: Instruction, now: datetime) -> None:
    args = replace(_SHOWN, page=(command.ordinal - 1) // PAGE)
    previews.show_preview(tx, draft, command.press.chat_id, now, args)


def _seen(tx: Tx, command: QuestionPress, now: datetime) -> tuple[Instruction, Sequence[Asked]]:
    draft = changing.draft(tx, command.press, now).instruction
    if to_micros(draft.touched_at) != command.version:
        raise Refused("changed_meanwhile")
    asked = questions.asked_in(tx, draft.id)
    if command.ordinal not in {each.ordinal for each in asked}:
        raise Refused("stale_button")
    return draft, asked


def _change(
    tx: Tx,
    command: QuestionPress,
    draft: Instruction,
    found: Sequence[FormQuestion],
    now: datetime,
) -> None:
    _show_again(tx, command, put_questions(tx, draft, found, now), now)


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """A page of the questions of a draft."""

    press: PreviewPress
    page: int


def turn_questions(tx: Tx, command: QuestionsPage, now: datetime) -> None:
    """Show another page of the questions."""
    found = changing.draft(tx, command.press, now)
    args = replace(_SHOWN, page=max(command.page, 0))
    previews.show_preview(tx, found.instruction, command.press.chat_id, now, args)


def put_questions(
    tx: Tx, draft: Instruction, found: Sequence[FormQuestion], now: datetime
) -> Instruction:
    """With these questions a draft needs an answer, one from each unit."""
    questions.set_questions(tx, draft.id, found)
    needs_answer = draft.needs_answer or bool(found)
    everyone = draft.everyone and not found
    asking = replace(draft, needs_answer=needs_answer, everyone=everyone)
    new = drafting.touched_draft(asking, now)
    drafts.save(tx, new)
    return new
