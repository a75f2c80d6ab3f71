"""填报: a form is filled in in private, one question a message, until it is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.forms.office_table import PAGE
from bot.instructions.forms.outlying import far_off
from bot.instructions.model import AnswerPath, Instruction, InstructionState, Target, TargetState
from bot.messages.forms import FormArgs
from bot.roster.model import Member
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.forms import fillings, forms, questions
from bot.store.forms.fillings import FilledValue, Filling
from bot.store.forms.forms import FormAnswer
from bot.store.forms.questions import Asked
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import rights
from bot.usecases.cascade import bot_messages

KIND = FormArgs.kind
EXPECTED = "form_words"
"""The kind of the question for a typed answer."""

WORDS_WAIT = timedelta(hours=1)
OVER = frozenset({TargetState.WITHDRAWN, TargetState.CLOSED})
"""States in which a target is asked for nothing any more."""

Values = Mapping[int, FilledValue]
"""What was said, by question."""


@dataclass(frozen=True, slots=True)
class FormPress:
    """A press on a form that is being filled in."""

    telegram_id: int
    chat_id: int
    message_id: int
    filling_id: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is being filled in: its questions, what its writer said so far, what was
    reported by anybody, and what was known before."""

    filling: Filling
    instruction: Instruction
    target: Target
    asked: Sequence[Asked]
    said: Values
    reported: Mapping[int, FormAnswer]
    last: Mapping[int, FormAnswer]

    @property
    def values(self) -> Values:
        """What would count if it were handed in: what was said, over what is reported."""
        reported = {key: FilledValue(each.value, sure=True) for key, each in self.reported.items()}
        return {**reported, **self.said}

    @property
    def overtaken(self) -> Values:
        """What was said before somebody else answered the same otherwise."""
        return {
            key: replace(said, replaces=self.replaced(key))
            for key, said in self.said.items()
            if said.replaces != self.replaced(key) and said.value != self.reported[key].value
        }

    def replaced(self, question_id: int) -> int:
        """The id of the answer that another one would replace, 0 for none."""
        found = self.reported.get(question_id)
        return 0 if found is None else found.id

    @property
    def current(self) -> Asked | None:
        """The question asked now."""
        at = None if self.filling.choosing else self.filling.ordinal
        return next((each for each in self.asked if each.ordinal == at), None)

    @property
    def page(self) -> Sequence[Asked]:
        """The questions that are asked together with the present one."""
        start = ((self.filling.ordinal or 1) - 1) // PAGE * PAGE
        return self.asked[start : start + PAGE]

    def doubtful(self, asked: Asked) -> bool:
        """Whether what was said is far off and was not confirmed."""
        said, last = self.values.get(asked.id), self.last.get(asked.id)
        if said is None or said.sure:
            return False
        return far_off(asked.question, said.value, last.value if last else None)

    @property
    def next(self) -> int | None:
        """The next question that lacks an answer, or whose answer is in doubt."""
        lacking = (each for each in self.asked if each.id not in self.values or self.doubtful(each))
        found = next(lacking, None)
        return found.ordinal if found else None


def form_of(tx: Tx, filling: Filling) -> Form:
    """All that is known of a form being filled in."""
    target = instructions.target(tx, filling.target_id)
    asked = questions.asked_in(tx, target.instruction_id)
    return Form(
        filling,
        instructions.instruction(tx, target.instruction_id),
        target,
        asked,
        fillings.filled_values(tx, filling.id),
        forms.answers_of(tx, target.id),
        forms.last_answers(tx, target.instruction_id, target.unit.id, asked),
    )


def to_fill_in(tx: Tx, instruction: Instruction, member_id: int) -> list[Target]:
    """The targets whose form a member fills in, those without answers first."""
    if instruction.state is not InstructionState.RUNNING:
        return []
    found = asked_to_fill_in(tx, instruction, member_id)
    return [each for each in found if each.state not in OVER]


def asked_to_fill_in(tx: Tx, instruction: Instruction, member_id: int) -> list[Target]:
    """The same, also where the instruction is over."""
    if instruction.form_tier is None:
        return []
    found = [
        each.target
        for each in answers.held_by(tx, instruction.id, member_id)
        if of_post(Right.FILL_IN, each.kind)
        and instruction.asks_form(each.target.unit.tier)
        and each.target.opened_at is not None
    ]
    return sorted(found, key=lambda each: bool(forms.answers_of(tx, each.id)))


def begin_form(
    tx: Tx,
    member: Member,
    target: Target,
    path: AnswerPath,
    now: datetime,
    said: Mapping[int, str] | None = None,
) -> Filling:
    """Show a member the form of a target in private, with the answers it has.

    `said`: what they said already, by question.
    """
    filling = fillings.begin_filling(tx, target.id, member.id, member.telegram_id or 0, path, now)
    filling = replace(filling, path=path, said_at=now, choosing=False)
    put_said(tx, form_of(tx, filling), said or {})
    return go_on(tx, filling, now)


def put_said(tx: Tx, form: Form, said: Mapping[int, str], *, sure: bool = False) -> None:
    """Keep what was said, with the answers it would replace."""
    for question_id, value in said.items():
        kept = FilledValue(value, sure, form.replaced(question_id))
        fillings.put_value(tx, form.filling.id, question_id, kept)


def go_on(tx: Tx, filling: Filling, now: datetime, *, below: bool = True) -> Filling:
    """Ask the next question that lacks an answer, or show all for a last look."""
    form = form_of(tx, filling)
    return show_form(tx, replace(filling, ordinal=form.next, choosing=False), now, below=below)


def show_form(tx: Tx, filling: Filling, now: datetime, *, below: bool = False) -> Filling:
    """Store the state and show it, in place or as the last message; typed words answer it."""
    fillings.save_filling(tx, filling)
    shown = outbox.messages_about(tx, KIND, filling.id)
    if below:
        for message in shown:
            outbox.take_away(tx, message, now)
    if below or not shown:
        saying = Saying(
            chat_id=filling.chat_id, args=FormArgs(), lane=Lane.REPLY, subject_id=filling.id,
            member_id=filling.member_id,
        )  # fmt: skip
        outbox.say(tx, saying, now)
    else:
        outbox.refresh(tx, shown[-1], now, lane=Lane.REPLY)
    if filling.state == "open":
        until = now + WORDS_WAIT
        expectations.expect(tx, filling.chat_id, EXPECTED, filling.id, None, until)
    elif _expects(tx, filling, now):
        expectations.clear(tx, filling.chat_id)
    return filling


def _expects(tx: Tx, filling: Filling, now: datetime) -> bool:
    asked = expectations.expected(tx, filling.chat_id, now)
    return asked is not None and (asked.kind, asked.subject_id) == (EXPECTED, filling.id)


def pressed_form(tx: Tx, press: FormPress, now: datetime) -> Form:
    """The pressed form, if it is the presser's own and they may still fill it in.

    Raises Refused.
    """
    message = bot_messages.own_message_pressed(tx, press, KIND, now)
    if message.subject_id != press.filling_id:
        raise Refused("stale_button")
    return own_form(tx, press.telegram_id, press.filling_id)


def own_form(tx: Tx, telegram_id: int, filling_id: int) -> Form:
    """A form that somebody is filling in, by what they may do now. Raises Refused."""
    try:
        form = form_of(tx, fillings.filling(tx, filling_id))
    except LookupError:
        raise Refused("stale_button") from None
    who = rights.actor(tx, telegram_id)
    if who.member is None or who.member.id != form.filling.member_id:
        raise Refused("not_allowed")
    who.require(Right.FILL_IN, form.target.unit)
    over = form.target.state in OVER
    if over or form.instruction.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    return form


def open_form(tx: Tx, press: FormPress, now: datetime) -> Form:
    """As `pressed_form`, while it has not been handed in. Raises Refused."""
    form = pressed_form(tx, press, now)
    if form.filling.state != "open":
        raise Refused("stale_button")
    return form


def instruction_over(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """It was withdrawn or closed: nothing is filled in any more."""
    tx.run("drop_known_of_instruction", instruction_id=instruction.id)
    for filling in fillings.open_fillings(tx, instruction.id):
        show_form(tx, replace(filling, state="left", ordinal=None), now)


def leave_lost_forms(tx: Tx, member_id: int, now: datetime) -> None:
    """Somebody holds posts no more: forms that are not theirs any more are left."""
    for filling in fillings.open_fillings_by(tx, member_id):
        try:
            own_form(tx, filling.chat_id, filling.id)
        except Refused:
            show_form(tx, replace(filling, state="left", ordinal=None), now)


def member_of(tx: Tx, filling: Filling) -> Member:
    """Who fills it in."""
    return people.member(tx, filling.member_id)
