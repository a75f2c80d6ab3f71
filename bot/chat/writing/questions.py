"""加问题: the questions of a draft, and how to write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import question_kind
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import Text, bold, lines, shorten
from bot.chat.texts import Translator
from bot.instructions.forms.question import MOST_QUESTIONS, FormQuestion
from bot.instructions.model import Instruction

_LABEL = 30


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """The questions of a draft so far; `version`: of the draft."""

    instruction: Instruction
    version: int
    questions: Sequence[FormQuestion]


def render_questions(view: QuestionsView, t: Translator) -> Outgoing:
    """Each with what is asked for; a press takes one out."""
    number = view.instruction.id
    text = lines(bold(_how(view, t)), *_examples(view, t), *_asked(view, t))
    rows = [
        [
            Button(
                "✕ " + shorten(f"{at}. {each.words}", _LABEL),
                pack(Action.QUESTIONS, number, "drop", at, view.version),
            )
        ]
        for at, each in enumerate(view.questions, start=1)
    ]
    rows.append([Button(t("Done"), pack(Action.PREVIEW, number))])
    return Outgoing(text=text.plain, entities=text.entities, keyboard=rows)


def _how(view: QuestionsView, t: Translator) -> str:
    left = MOST_QUESTIONS - len(view.questions)
    if not view.questions:
        return t("Please write the questions here, one a line, {n} at most. Such as:", n=left)
    if not left:
        return t("These questions are asked; there is no room for more:")
    return t("These questions are asked. Write more, one a line, or press “Done”:")


def _examples(view: QuestionsView, t: Translator) -> list[str]:
    if view.questions:
        return []
    return [
        t("How many households lie low (households)"),
        t("Barriers in place: yes/no"),
        t("Lift: running/stopped/in repair"),
        t("What else is missing?"),
    ]


def _asked(view: QuestionsView, t: Translator) -> list[Text | str]:
    return [
        t("{n}. {words}: {kind}", n=at, words=each.words, kind=question_kind(each, t))
        for at, each in enumerate(view.questions, start=1)
    ]
