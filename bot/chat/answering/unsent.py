"""这句话还没有转给任何人: words that were not passed on, and what can become of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.sentences import SENTENCES
from bot.chat.text import name_list
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class UnsentView:
    """The next one up from the writer or, once `passed`, who was told.

    `drafted`: the words became a draft; `writes`: they can; `posted`: the writer holds a post;
    `unclear`: the sentence that says what an open form made of them.
    """

    whom: Sequence[Named]
    passed: bool
    drafted: bool = False
    writes: bool = False
    posted: bool = True
    unclear: str | None = None


def render_unsent(view: UnsentView, t: Translator) -> Outgoing:
    """Says that nobody was told, with buttons that tell the next one up or make a notice of it."""
    who = name_list([address(each, t) for each in view.whom], 2, t)
    rows = []
    if view.whom and not view.passed:
        rows.append([Button(t("Pass on to {who}", who=who), pack(Action.TELL_ABOVE))])
    if view.writes:
        rows.append([as_notice(t)])
    return Outgoing(text=_text(view, who, t), keyboard=rows)


def as_notice(t: Translator) -> Button:
    """写成通知."""
    return Button(t("Make it a notice"), pack(Action.AS_NOTICE))


def _text(view: UnsentView, who: str, t: Translator) -> str:
    if view.passed:
        return t("Passed on to {who}.", who=who)
    if view.drafted:
        return t("It is a draft now, see below; nothing has been sent.")
    if view.unclear is not None:
        return t(SENTENCES[view.unclear])
    text = t("These words have not been passed on to anybody yet.")
    if view.whom or view.writes:
        return text
    if not view.posted:
        return text + t(" You hold no post at present; please phone your liaison.")
    return text + t(" Nobody above you can be reached here yet; please phone.")
