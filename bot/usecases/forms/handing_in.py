"""交上去: the answers of a form count, and are its unit's answer to the instruction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions.forms.outlying import far_off
from bot.instructions.model import AnswerPath, Instruction, Target
from bot.roster.model import Member, PostKind
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.cascade import versions
from bot.store.forms import facts, fillings, forms, questions
from bot.store.forms.facts import FactSaid
from bot.store.forms.forms import FormAnswer, GivenBy, NewAnswer
from bot.store.forms.questions import Asked
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import recording
from bot.usecases.answering.recording import Given
from bot.usecases.cascade import refreshing
from bot.usecases.forms import branch_sums
from bot.usecases.forms import filling as filled
from bot.usecases.forms.filling import FormPress


class LookAgain(Enum):
    """Why a form is to be looked at once more before it counts."""

    CORRECTED = auto()
    """The text was corrected meanwhile."""
    ANSWERED = auto()
    """Somebody else answered the same questions otherwise meanwhile."""


def hand_in(tx: Tx, press: FormPress, now: datetime) -> str | LookAgain:
    """Store what was said and acknowledge; the presser's next unit is asked right after. Returns
    the name of the unit.

    Raises Refused while an answer is missing.
    """
    form = filled.open_form(tx, press, now)
    if form.next is not None:
        raise Refused("form_unfinished")
    if recording.answers_older_text(tx, form.target, form.filling.said_at):
        filled.show_form(tx, replace(form.filling, said_at=now), now, below=True)
        return LookAgain.CORRECTED
    if overtaken := form.overtaken:
        for question_id, said in overtaken.items():
            fillings.put_value(tx, form.filling.id, question_id, said)
        filled.show_form(tx, form.filling, now, below=True)
        return LookAgain.ANSWERED
    member = filled.member_of(tx, form.filling)
    values = {each: said.value for each, said in form.said.items()}
    by = GivenBy(member.id, form.filling.path, now, press.chat_id)
    record_form(tx, form.instruction, form.target, values, by, now)
    filled.show_form(tx, replace(form.filling, state="sent", ordinal=None), now)
    if form.filling.path is not AnswerPath.PROXY:
        _next_unit(tx, form.instruction, member, now)
    return form.target.unit.name


def _next_unit(tx: Tx, instruction: Instruction, member: Member, now: datetime) -> None:
    for target in filled.to_fill_in(tx, instruction, member.id):
        if not forms.answers_of(tx, target.id):
            filled.begin_form(tx, member, target, AnswerPath.BUTTON, now)
            return


def record_form(
    tx: Tx,
    instruction: Instruction,
    target: Target,
    values: Mapping[int, str],
    by: GivenBy,
    now: datetime,
) -> None:
    """Store what differs from the latest answers as their next version, and acknowledge for the
    unit where it has not answered. `values`: what was said now; the other answers stay. It has
    reported once no answer is missing: a photo may come later."""
    asked = questions.asked_in(tx, instruction.id)
    before = forms.answers_of(tx, target.id)
    new = _new_answers(tx, target, asked, values, before)
    forms.put_answers(tx, target, new, by, now)
    if all(each.id in values or each.id in before for each in asked):
        forms.mark_reported(tx, target, now)
    if not instruction.drill:
        _keep(tx, instruction, target, asked, values, by, now)
    actor, counts = audit.by(by.member_id), {"answers": len(new), "again": bool(before)}
    audit.record(tx, now, actor, "form.hand_in", path=by.path.value, instruction_id=instruction.id,
                 unit_id=target.unit.id, facts=counts)  # fmt: skip
    _acknowledge(tx, instruction, target, by, now)


def _new_answers(
    tx: Tx,
    target: Target,
    asked: Sequence[Asked],
    values: Mapping[int, str],
    before: Mapping[int, FormAnswer],
) -> list[NewAnswer]:
    """What differs from the latest answers."""
    new = [
        each
        for each in asked
        if each.id in values and (each.id not in before or before[each.id].value != values[each.id])
    ]
    last = forms.last_answers(tx, target.instruction_id, target.unit.id, asked) if new else {}
    former = {key: each.value for key, each in last.items()}
    return [
        NewAnswer(
            each,
            values[each.id],
            far_off(each.question, values[each.id], former.get(each.id)),
            again=each.id in before,
        )
        for each in new
    ]


def _keep(
    tx: Tx,
    instruction: Instruction,
    target: Target,
    asked: Sequence[Asked],
    values: Mapping[int, str],
    by: GivenBy,
    now: datetime,
) -> None:
    """What was said is known of the unit, not what a drill made up; what was only handed in again
    may be known better."""
    said = [
        (each.question,
         FactSaid(values[each.id], by.member_id, by.path.value, by.said_at, instruction))
        for each in asked if each.id in values
    ]  # fmt: skip
    facts.keep_facts(tx, target.unit.id, said, now)


def _acknowledge(
    tx: Tx, instruction: Instruction, target: Target, by: GivenBy, now: datetime
) -> None:
    branch_sums.show_branch(tx, instruction, target, now)
    if not target.unanswered:
        people.mark_alive(tx, by.member_id, by.said_at)
        refreshing.refresh_about(tx, [target], now)
        refreshing.summary_at_end(tx, instruction, now)
        return
    held = next(
        (each for each in answers.held_by(tx, instruction.id, by.member_id)
         if each.target.id == target.id), Held(target, PostKind.LEAD)
    )  # fmt: skip
    member = people.member(tx, by.member_id)
    given = Given(by.chat_id, _shown(tx, instruction, member) if by.chat_id else None)
    recording.record_answer(tx, instruction, held, member, by.path, by.said_at, now, given)
    refreshing.after_answer(tx, instruction, [target], now)


def _shown(tx: Tx, instruction: Instruction, member: Member) -> int | None:
    """The newest version that a member can have seen; None where there is but one."""
    if not instruction.corrections:
        return None
    return versions.shown_to(tx, instruction.id, member.id, member.telegram_id or 0)
