"""The view of a form being filled in."""

from __future__ import annotations

from datetime import datetime

from bot.chat.forms.form import Before, FormStage, FormView
from bot.instructions.model import AnswerPath, InstructionState
from bot.store.delivery.outbox import BotMessage
from bot.store.forms import fillings
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.forms.filling import Form, form_of


def form_view(tx: Tx, message: BotMessage, _now: datetime) -> FormView | None:
    """The present stage; None where it was handed in or left before it was sent."""
    try:
        filling = fillings.filling(tx, message.subject_id or 0)
    except LookupError:
        return None
    form = form_of(tx, filling)
    stage = _stage(form)
    if message.telegram_id is None and stage == "left":
        return None
    values = {key: said.value for key, said in form.values.items()}
    if filling.state != "open":
        values = {key: said.value for key, said in form.reported.items()}
    return FormView(
        filling_id=filling.id,
        instruction=form.instruction,
        spot=named.spot(tx, form.target.unit, filling.member_id),
        stage=stage,
        questions=[each.question for each in form.asked],
        ordinal=filling.ordinal or 0,
        values={each.ordinal: values[each.id] for each in form.asked if each.id in values},
        reported={
            each.ordinal: form.reported[each.id].value
            for each in form.asked
            if each.id in form.reported
        },
        before={
            each.ordinal: Before(form.last[each.id].value, form.last[each.id].said_at)
            for each in form.asked
            if each.id in form.last
        },
        older=_older(form),
        for_others=filling.path is AnswerPath.PROXY,
        zone=house.zone(tx),
    )


def _older(form: Form) -> bool:
    """Whether what is reported answers a text that was corrected."""
    target = form.target
    return target.asked_version is not None and target.unanswered and bool(form.reported)


def _stage(form: Form) -> FormStage:
    filling = form.filling
    if filling.state == "sent":
        return "sent"
    if filling.state == "left" or form.instruction.state is not InstructionState.RUNNING:
        return "left"
    if filling.choosing:
        return "choose"
    if form.current is None:
        return "look"
    return "far" if form.doubtful(form.current) else "question"
