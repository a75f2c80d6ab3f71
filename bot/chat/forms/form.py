"""A form being filled in: one question a message, a last look, what was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import filled_words, value_words
from bot.chat.outgoing import Button, Keyboard, Outgoing, utf16
from bot.chat.places import Spot, spot_list
from bot.chat.text import Text, bold, lines, shorten, topic
from bot.chat.texts import Translator
from bot.instructions.forms.office_table import PAGE
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.model import Instruction

_LIMIT = 4096
_ROOM = 3600
"""UTF-16 code units of a message for the answers of a form; long ones are cut there."""
_LABEL = 28
_FEW = (0, 1, 2, 3, 4)
_ABREAST = 3

FormStage = Literal["question", "far", "look", "choose", "sent", "left"]


@dataclass(frozen=True, slots=True)
class Before:
    """What a unit answered last time, and when."""

    value: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A form in one chat. `ordinal`: the question asked now, counted from 1; `values`, `reported`
    (what counts now) and `before` by ordinal; `older`: that was before a correction; `for_others`:
    somebody above fills it in (代填)."""

    filling_id: int
    instruction: Instruction
    spot: Spot
    stage: FormStage
    questions: Sequence[FormQuestion]
    ordinal: int
    values: Mapping[int, str]
    reported: Mapping[int, str]
    before: Mapping[int, Before]
    older: bool
    for_others: bool
    zone: ZoneInfo

    @property
    def page(self) -> Sequence[int]:
        """The numbers of the questions that are asked together with the present one."""
        start = (max(self.ordinal, 1) - 1) // PAGE * PAGE + 1
        return range(start, min(start + PAGE, len(self.questions) + 1))

    @property
    def current(self) -> FormQuestion:
        """The question asked now."""
        return self.questions[self.ordinal - 1]


def render_form(view: FormView, t: Translator) -> Outgoing:
    """The stage it is at, with the buttons of that stage."""
    text, keyboard = _STAGES[view.stage](view, t)
    text = lines(bold(_heading(view, t)), text).shortened(_LIMIT)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _heading(view: FormView, t: Translator) -> str:
    unit, number = spot_list([view.spot], 1, t), view.instruction.number
    facts = {"number": number, "title": topic(view.instruction.title), "unit": unit}
    if view.for_others:
        return t("#{number} {title} · filled in for {unit}", **facts)
    return t("#{number} {title} · {unit}", **facts)


Shown = tuple[Text | str, Keyboard]


def _question(view: FormView, t: Translator) -> Shown:
    """1/3　低洼住户几户？（上次 3 户，11 月 2 日)."""
    question = view.current
    line = f"{view.ordinal}/{len(view.questions)}　{question.words}"
    before = view.before.get(view.ordinal)
    if before is not None:
        said = shorten(value_words(question, before.value, t), 60)
        line += t(" (last time {value}, {day})", value=said, day=_day(before.at, view.zone, t))
    rows = [*_same(view, t), *_BUTTONS[question.kind](view, t), *_all_same(view, t)]
    return lines(line, _how(question, t)), [row for row in rows if row]


def _day(at: datetime, zone: ZoneInfo, t: Translator) -> str:
    day: date = at.astimezone(zone).date()
    return t("{month}/{day}", month=day.month, day=day.day)


def _how(question: FormQuestion, t: Translator) -> str:
    match question.kind:
        case QuestionKind.NUMBER:
            return t("Press a number, or just type it.")
        case QuestionKind.TEXT:
            return t("Please just write it here.")
        case QuestionKind.PHOTO:
            return t("Please send the photo here.")
        case QuestionKind.DATE:
            return t("Please press, or write the day, such as 12/5.")
        case QuestionKind.SEVERAL:
            return t("Press all that apply, then “That is all”.")
    return t("Please press one.")


def _say(view: FormView, label: str, *what: int | str) -> Button:
    return Button(label, pack(Action.FORM_SAY, view.filling_id, view.ordinal, *what))


def _same(view: FormView, t: Translator) -> list[list[Button]]:
    before = view.before.get(view.ordinal)
    if before is None:
        return []
    said = shorten(value_words(view.current, before.value, t), _LABEL)
    return [[_say(view, t("Same as last time: {value}", value=said), "same")]]


def _all_same(view: FormView, t: Translator) -> list[list[Button]]:
    """全部不变: before anything was said on the page, where two answers or more are known. What is
    not known is asked."""
    page = set(view.page)
    known = page & view.before.keys()
    if page & view.values.keys() or len(known) < 2:
        return []
    label = t("Nothing has changed")
    if known < page:
        label = t("The {n} known ones have not changed", n=len(known))
    return [[Button(label, pack(Action.FORM_SAME, view.filling_id))]]


def _numbers(view: FormView, t: Translator) -> list[list[Button]]:
    few = [_say(view, str(each), "n", each) for each in _FEW]
    return [few, [Button(t("Type a number"), pack(Action.FORM_TYPE, view.filling_id))]]


def _yes_no(view: FormView, t: Translator) -> list[list[Button]]:
    return [[_say(view, t("yes"), "yes"), _say(view, t("no"), "no")]]


def _choices(view: FormView, _t: Translator) -> list[list[Button]]:
    found = [_say(view, each, "c", at) for at, each in enumerate(view.current.choices)]
    return [found[at : at + _ABREAST] for at in range(0, len(found), _ABREAST)]


def _several(view: FormView, t: Translator) -> list[list[Button]]:
    ticked = view.values.get(view.ordinal, "").splitlines()
    found = [
        _say(view, ("☑ " if each in ticked else "☐ ") + each, "c", at)
        for at, each in enumerate(view.current.choices)
    ]
    rows = [found[at : at + _ABREAST] for at in range(0, len(found), _ABREAST)]
    done = _say(view, t("That is all"), "done") if ticked else _say(view, t("none of them"), "none")
    return [*rows, [done]]


def _days(view: FormView, t: Translator) -> list[list[Button]]:
    return [[_say(view, t("today"), "today"), _say(view, t("yesterday"), "yesterday")]]


def _nothing(_view: FormView, _t: Translator) -> list[list[Button]]:
    return []


_BUTTONS = {
    QuestionKind.NUMBER: _numbers,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _choices,
    QuestionKind.SEVERAL: _several,
    QuestionKind.DATE: _days,
    QuestionKind.TEXT: _nothing,
    QuestionKind.PHOTO: _nothing,
}


def _far(view: FormView, t: Translator) -> Shown:
    """低洼住户 300 户？上次是 3 户。"""
    question, value = view.current, view.values[view.ordinal]
    said = value_words(question, value, t)
    line = f"{question.label} {said}？"
    before = view.before.get(view.ordinal)
    if before is not None:
        last = value_words(question, before.value, t)
        line += t("Last time it was {value}.", value=last)
    buttons = [
        _say(view, t("It is {value}", value=value), "sure"),
        _say(view, t("Change it"), "again"),
    ]
    return line, [buttons]


def _filled(view: FormView, t: Translator) -> str:
    pairs = [(each, view.values[at]) for at, each in enumerate(view.questions, start=1)
             if at in view.values]  # fmt: skip
    whole = filled_words(pairs, t)
    return whole if utf16(whole) <= _ROOM else filled_words(pairs, t, _ROOM // len(pairs))


def _look(view: FormView, t: Translator) -> Shown:
    text = t("You report: {answers}", answers=_filled(view, t))
    older = t("What you do not change was reported before the correction.") if view.older else None
    return lines(text, _reported_otherwise(view, t), older), [
        [
            Button(t("Hand it in"), pack(Action.FORM_SEND, view.filling_id)),
            Button(t("Change it"), pack(Action.FORM_CHANGE, view.filling_id)),
        ]
    ]


def _reported_otherwise(view: FormView, t: Translator) -> str:
    """What counts now and would be replaced."""
    pairs = [
        (question, view.reported[at])
        for at, question in enumerate(view.questions, start=1)
        if at in view.reported and view.reported[at] != view.values.get(at)
    ]
    return t("Reported now: {answers}", answers=filled_words(pairs, t)) if pairs else ""


def _choose(view: FormView, t: Translator) -> Shown:
    rows = [
        [Button(_change_label(view, at, view.questions[at - 1], t),
                pack(Action.FORM_CHANGE, view.filling_id, at))]
        for at in view.page
    ]  # fmt: skip
    turning = _turning(view, t)
    return t("Which one should change? Press it."), [*rows, turning] if turning else rows


def _turning(view: FormView, t: Translator) -> list[Button]:
    page, last = (view.page[0] - 1) // PAGE, (len(view.questions) - 1) // PAGE
    found = []
    if page:
        data = pack(Action.FORM_CHANGE, view.filling_id, 1 - page)
        found.append(Button(t("‹ Previous"), data))
    if page < last:
        data = pack(Action.FORM_CHANGE, view.filling_id, -1 - page)
        found.append(Button(t("Next ›"), data))
    return found


def _change_label(view: FormView, at: int, question: FormQuestion, t: Translator) -> str:
    said = value_words(question, view.values.get(at, ""), t) if at in view.values else ""
    return shorten(f"{at}. {question.label} {said}".strip(), 2 * _LABEL)


def _sent(view: FormView, t: Translator) -> Shown:
    text = t("Handed in, thank you! {answers}", answers=_filled(view, t))
    change = Button(t("Change it"), pack(Action.FORM_CHANGE, view.filling_id))
    return text, [[change]]


def _left(_view: FormView, t: Translator) -> Shown:
    return t("This has ended; nothing needs to be filled in any more. Thank you!"), []


_STAGES = {
    "question": _question,
    "far": _far,
    "look": _look,
    "choose": _choose,
    "sent": _sent,
    "left": _left,
}
