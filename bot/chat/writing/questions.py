"""加问题: the questions of a draft, and how to write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import question_kind
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import Text, bold, lines, name_list, shorten
from bot.chat.texts import N_, Translator
from bot.instructions.forms.office_table import PAGE, LeftOut
from bot.instructions.forms.question import MOST_QUESTIONS, FormQuestion
from bot.instructions.model import Instruction

_LABEL = 30
_MOST_LEFT = 8


@dataclass(frozen=True, slots=True)
class AskedTable:
    """The office's own table that a draft fills in, its columns that are not asked, and what it
    lists that is none of the units asked."""

    file_name: str
    left_out: Sequence[LeftOut]
    unlisted: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """The questions of a draft so far; `version`: of the draft."""

    instruction: Instruction
    version: int
    questions: Sequence[FormQuestion]
    table: AskedTable | None = None
    page: int = 0
    days: int | None = None
    """Up to this age, what is known is not asked."""
    tied: Mapping[int, str] = field(default_factory=dict)
    """By number: the words of the known question that one is tied to."""
    alike: Mapping[int, str] = field(default_factory=dict)
    """By number: the words of a known question that may ask the same."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-len(self.questions) // PAGE), 1)

    @property
    def shown(self) -> list[tuple[int, FormQuestion]]:
        """The questions of this page, with their numbers."""
        start = min(self.page, self.pages - 1) * PAGE
        return [*enumerate(self.questions, start=1)][start : start + PAGE]


def render_questions(view: QuestionsView, t: Translator) -> Outgoing:
    """Each with what is asked for; a press takes one out, or asks for another kind of answer."""
    text = lines(bold(_how(view, t)), *_examples(view, t), *_asked(view, t), *_left_out(view, t),
                 _unlisted(view, t))  # fmt: skip
    rows = [_buttons(view, at, each, t) for at, each in view.shown]
    done = Button(t("Done"), pack(Action.PREVIEW, view.instruction.id))
    below = (*_same(view, t), _turning(view, t), _age(view, t), [done])
    keyboard = [row for row in (*rows, *below) if row]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _buttons(view: QuestionsView, at: int, asked: FormQuestion, t: Translator) -> list[Button]:
    number = view.instruction.id
    label = shorten(f"{at}. {asked.words}", _LABEL)
    drop = pack(Action.QUESTIONS, number, "drop", at, view.version)
    if view.table is None:
        return [Button("✕ " + label, drop)]
    kind = pack(Action.QUESTIONS, number, "kind", at, view.version)
    return [Button(f"{at}. ⇄ {shorten(question_kind(asked, t), _LABEL)}", kind), Button("✕", drop)]


def _same(view: QuestionsView, t: Translator) -> list[list[Button]]:
    """≈ 2. 同“低洼户数”？: a person says whether two questions ask the same."""
    number, shown = view.instruction.id, {at for at, _ in view.shown}
    found = []
    for at, words in sorted({**view.alike, **view.tied}.items()):
        if at in shown:
            tied = at in view.tied
            short = shorten(words, _LABEL)
            label = t("≈ {n}. same as “{words}”?", n=at, words=short)
            if tied:
                label = t("✓ {n}. same as “{words}”", n=at, words=short)
            what = "untie" if tied else "tie"
            found.append([Button(label, pack(Action.QUESTIONS, number, what, at, view.version))])
    return found


_AGES = {
    None: N_("Known answers: ask again"),
    7: N_("Known for a week: not asked"),
    30: N_("Known for a month: not asked"),
    365: N_("Known for a year: not asked"),
}


def _age(view: QuestionsView, t: Translator) -> list[Button]:
    if not view.questions:
        return []
    label = t(_AGES.get(view.days, _AGES[None]))
    return [Button("⇄ " + label, pack(Action.QUESTIONS, view.instruction.id, "age", view.version))]


def _turning(view: QuestionsView, t: Translator) -> list[Button]:
    page, number = min(view.page, view.pages - 1), view.instruction.id
    found = []
    if page:
        found.append(Button(t("‹ Previous"), pack(Action.QUESTIONS, number, "page", page - 1)))
    if page + 1 < view.pages:
        found.append(Button(t("Next ›"), pack(Action.QUESTIONS, number, "page", page + 1)))
    return found


def _how(view: QuestionsView, t: Translator) -> str:
    if view.table is not None:
        return t(
            "“{file}” asks this of each unit. Press what is guessed wrong, then “Done”. The same "
            "file comes back filled in.",
            file=shorten(view.table.file_name, 2 * _LABEL),
        )
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
        for at, each in view.shown
    ]


_WHY = {"formula": N_("is reckoned"), "given": N_("is filled in already")}


def _left_out(view: QuestionsView, t: Translator) -> list[str]:
    """Not asked: 小计（自动计算）、租客姓名（住户的个人信息）."""
    left = view.table.left_out if view.table else ()
    said = [
        t(
            "{words} ({choices})",
            words=shorten(each.words, _LABEL),
            choices=t(_WHY.get(each.why, N_("personal data, not collected here"))),
        )
        for each in left[:_MOST_LEFT]
    ]
    return [t("Not asked: {columns}", columns=t(", ").join(said))] if said else []


def _unlisted(view: QuestionsView, t: Translator) -> str | None:
    """没对上名单：幸福里 7栋. Rows that stay empty, most likely of a name written otherwise."""
    found = view.table.unlisted if view.table else ()
    if not found:
        return None
    names = name_list([shorten(each, _LABEL) for each in found], _MOST_LEFT, t)
    return t("Rows of the table that are no unit here and stay empty: {names}", names=names)
