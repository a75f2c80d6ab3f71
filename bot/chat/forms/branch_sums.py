"""The sums of a branch, for its lead: 幸福里已报齐 3 栋，合起来是：…"""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import branch_sum_lines
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, lines
from bot.chat.texts import Translator
from bot.chat.titles import headline
from bot.instructions.forms.sums import FormSums
from bot.instructions.model import Instruction


@dataclass(frozen=True, slots=True)
class BranchSumsView:
    """A branch all of whose units have reported, and what that adds up to."""

    instruction: Instruction
    unit: str
    sums: FormSums


def render_branch_sums(view: BranchSumsView, t: Translator) -> Outgoing:
    """The sums, and a button to the names."""
    head = bold(f"#{view.instruction.number} {headline(view.instruction, t)}")
    text = lines(head, *branch_sum_lines(view.unit, view.sums, t))
    details = Button(t("See details"), pack(Action.STATUS, view.instruction.id))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=[[details]])
