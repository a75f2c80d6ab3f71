"""Answers to the questions of a form, by button and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.errors import Refused
from bot.instructions.forms.amounts import MOST_AMOUNT
from bot.instructions.forms.form_words import YES
from bot.instructions.forms.office_table import PAGE
from bot.instructions.forms.question import QuestionKind
from bot.instructions.forms.reading_answer import Known, level_answer, read_answer
from bot.instructions.forms.reading_reply import read_form
from bot.instructions.forms.refusing import holds_number
from bot.roster.fold import fold
from bot.store.forms.questions import Asked, pictured
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.forms import filling as filled
from bot.usecases.forms.filling import Form, FormPress


@dataclass(frozen=True, slots=True)
class SayPress:
    """A press that answers a question: `what` is "n" with a number, "c" with the position of a
    choice, "yes", "no", "same", "none", "today", "yesterday", "sure", "again" or "done"."""

    press: FormPress
    ordinal: int
    what: str
    number: int = 0


def say_by_button(tx: Tx, command: SayPress, now: datetime) -> None:
    """Take the answer, and go on to the next question."""
    form = filled.open_form(tx, command.press, now)
    asked = form.current
    if asked is None or asked.ordinal != command.ordinal:
        raise Refused("stale_button")
    match command.what:
        case "sure":
            _take(tx, form, asked, form.values[asked.id].value, now, sure=True)
        case "again":
            _ask_again(tx, form, asked, now)
        case "c" if asked.question.kind is QuestionKind.SEVERAL:
            _tick(tx, form, asked, command.number, now)
        case "done" if asked.id in form.values:
            filled.go_on(tx, form.filling, now, below=False)
        case _:
            value = _value(form, asked, command, _today(tx, now))
            _take(tx, form, asked, value, now, sure=False)


def _value(form: Form, asked: Asked, command: SayPress, today: date) -> str:
    """The value a button stands for. Raises Refused("stale_button")."""
    kind, what, choices = asked.question.kind, command.what, asked.question.choices
    if what == "same" and asked.id in form.last:
        return form.last[asked.id].value
    if what == "n" and kind is QuestionKind.NUMBER and 0 <= command.number <= MOST_AMOUNT:
        return str(command.number)
    if what in ("yes", "no") and kind is QuestionKind.YES_NO:
        return what
    if what == "c" and kind is QuestionKind.CHOICE and 0 <= command.number < len(choices):
        return choices[command.number]
    if what == "none" and kind is QuestionKind.SEVERAL:
        return ""
    if what in ("today", "yesterday") and kind is QuestionKind.DATE:
        return read_answer(asked.question, what, Known(today)).value or ""
    raise Refused("stale_button")


def _take(tx: Tx, form: Form, asked: Asked, value: str, now: datetime, *, sure: bool) -> None:
    filled.put_said(tx, form, {asked.id: value}, sure=sure)
    filled.go_on(tx, form.filling, now, below=False)


def _ask_again(tx: Tx, form: Form, asked: Asked, now: datetime) -> None:
    """改一下 under a value that is far off: the question is asked anew."""
    tx.run("drop_filling_value", filling_id=form.filling.id, question_id=asked.id)
    filled.show_form(tx, form.filling, now)


def _tick(tx: Tx, form: Form, asked: Asked, position: int, now: datetime) -> None:
    """Tick or untick one of several choices."""
    choices = asked.question.choices
    if not 0 <= position < len(choices):
        raise Refused("stale_button")
    said = form.values.get(asked.id)
    ticked = set(said.value.splitlines() if said else ()) ^ {choices[position]}
    value = "\n".join(each for each in choices if each in ticked)
    filled.put_said(tx, form, {asked.id: value})
    filled.show_form(tx, form.filling, now)


def all_the_same(tx: Tx, press: FormPress, now: datetime) -> None:
    """全部不变: every question of the page is answered as last time, where that is known."""
    form = filled.open_form(tx, press, now)
    if not form.last:
        raise Refused("stale_button")
    same = {each.id: form.last[each.id].value for each in form.page if each.id in form.last}
    filled.put_said(tx, form, same, sure=True)
    filled.go_on(tx, form.filling, now, below=False)


def wait_for_words(tx: Tx, press: FormPress, now: datetime) -> None:
    """打数字: what is typed next answers the question."""
    filled.show_form(tx, filled.open_form(tx, press, now).filling, now)


@dataclass(frozen=True, slots=True)
class ChangePress:
    """改一下: which answer is to be changed; 0 asks for it, -1 and lower on a further page."""

    press: FormPress
    ordinal: int = 0


def change_answer(tx: Tx, command: ChangePress, now: datetime) -> None:
    """Ask which answer is to be changed, or ask that question anew. What was handed in can be
    changed until the instruction is closed."""
    form = filled.pressed_form(tx, command.press, now)
    if form.filling.state != "open":
        member = filled.member_of(tx, form.filling)
        filled.begin_form(tx, member, form.target, form.filling.path, now)
        return
    if command.ordinal <= 0:
        start = 1 - command.ordinal * PAGE if command.ordinal else None
        filled.show_form(tx, replace(form.filling, ordinal=start, choosing=True), now)
        return
    if command.ordinal not in {each.ordinal for each in form.asked}:
        raise Refused("stale_button")
    filled.show_form(tx, replace(form.filling, ordinal=command.ordinal, choosing=False), now)


@dataclass(frozen=True, slots=True)
class FormWords:
    """Words typed, or a photo sent, while a form is being filled in; both None for what is
    neither."""

    telegram_id: int
    filling_id: int
    text: str | None
    photo: str | None = None
    """Telegram's id of a photo."""


def say_in_words(tx: Tx, command: FormWords, now: datetime) -> None:
    """Read what was typed: the answer to the question asked, or answers to several.

    Raises Refused where nothing is understood; the question stays.
    """
    form = filled.own_form(tx, command.telegram_id, command.filling_id)
    if form.filling.state == "open" and command.photo is not None:
        _take_photo(tx, form, command.photo, now)
        return
    if form.filling.state != "open" or command.text is None:
        raise Refused("form_words_only")
    if holds_number(command.text):
        raise Refused("form_personal")
    values = read_typed(tx, form, command.text, now).values
    if (confirmed := _confirmed(form, command.text, values)) is not None:
        filled.put_said(tx, form, confirmed, sure=True)
        filled.go_on(tx, form.filling, now)
        return
    if not values:
        raise Refused(_UNCLEAR[form.current.question.kind] if form.current else "form_look")
    filled.put_said(tx, form, values)
    filled.go_on(tx, form.filling, now)


def _confirmed(form: Form, words: str, values: Mapping[int, str]) -> dict[int, str] | None:
    """积水 60 厘米？ answered by 是, 对, or 60 once more: the value that is far off, confirmed."""
    asked = form.current
    if asked is None or not form.doubtful(asked):
        return None
    said = form.values[asked.id].value
    again = fold(level_answer(words)) in YES or dict(values) == {asked.id: said}
    return {asked.id: said} if again else None


def _take_photo(tx: Tx, form: Form, photo: str, now: datetime) -> None:
    """For the question asked, else the first that lacks one; the only one gets a better picture."""
    asked = pictured(form.asked)
    wanted = next((each for each in asked if form.current and each.id == form.current.id), None)
    wanted = wanted or next((each for each in asked if each.id not in form.values), None)
    wanted = wanted or (asked[0] if len(asked) == 1 else None)
    if wanted is None:
        raise Refused("form_photo_which" if asked else "form_words_only")
    filled.put_said(tx, form, {wanted.id: photo}, sure=True)
    filled.go_on(tx, form.filling, now)


_UNCLEAR = {
    QuestionKind.NUMBER: "form_number",
    QuestionKind.YES_NO: "form_yes_no",
    QuestionKind.CHOICE: "form_choice",
    QuestionKind.SEVERAL: "form_choice",
    QuestionKind.DATE: "form_date",
    QuestionKind.TEXT: "form_text",
    QuestionKind.PHOTO: "form_photo",
}
UNCLEAR_WORDS = frozenset({*_UNCLEAR.values(), "form_look"})
"""The reasons for which words are refused that answer nothing."""


@dataclass(frozen=True, slots=True)
class TypedAnswers:
    """What words say to a form. `sure`: to the question asked, or to all that follow, in one
    way."""

    values: Mapping[int, str]
    sure: bool


def read_typed(tx: Tx, form: Form, words: str, now: datetime) -> TypedAnswers:
    """What words say to the question asked, else to it and those after it."""
    today = _today(tx, now)
    rest = [each for each in form.page if each.ordinal >= (form.filling.ordinal or 1)
            and (each is form.current or each.question.kind is not QuestionKind.PHOTO)]  # fmt: skip
    last = [form.last[each.id].value if each.id in form.last else None for each in rest]
    if form.current is not None:
        one = read_answer(form.current.question, words, Known(today, last[0]))
        if one.value is not None and (one.sure or form.current.question.kind is QuestionKind.TEXT):
            return TypedAnswers({form.current.id: one.value}, one.sure)
        if form.current.question.kind is QuestionKind.PHOTO:
            return TypedAnswers({}, sure=False)
    read = read_form([each.question for each in rest], words, today, last)
    # Words that do not answer the question asked are no words for a later one either.
    free = read.values[0] is not None
    values = {
        each.id: value
        for each, value in zip(rest, read.values, strict=True)
        if value is not None and (free or each.question.kind is not QuestionKind.TEXT)
    }
    return TypedAnswers(values, read.sure)


def _today(tx: Tx, now: datetime) -> date:
    return now.astimezone(house.zone(tx)).date()
