"""这句话还没有转给任何人: words that were not passed on, and to whom they can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import name_list
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class UnsentView:
    """The next one up from the writer or, once `passed`, who was told."""

    whom: Sequence[Named]
    passed: bool


def render_unsent(view: UnsentView, t: Translator) -> Outgoing:
    """Says that nobody was told, with a button that tells the next one up."""
    who = name_list([address(each, t) for each in view.whom], 2, t)
    if view.passed:
        return Outgoing(text=t("Passed on to {who}.", who=who))
    text = t("These words have not been passed on to anybody yet.")
    if not view.whom:
        return Outgoing(text=text)
    return Outgoing(
        text=text, keyboard=[[Button(t("Pass on to {who}", who=who), pack(Action.TELL_ABOVE))]]
    )
