"""有困难: what the next one up reads, and what the one who asked hears."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.helping.emergency import emergency_line
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import lines, topic
from bot.chat.texts import N_, Translator
from bot.chat.titles import headline
from bot.instructions.model import Instruction

REASONS = {
    "nobody_home": N_("Nobody opens the door"),
    "refused": N_("Somebody does not agree"),
    "need_hands": N_("We need more hands"),
    "broken": N_("Something is broken"),
}
"""What the trouble may be; own words say the rest."""


@dataclass(frozen=True, slots=True)
class HelpView:
    """A request as those above see it; `mistake`: it was none."""

    request_id: int
    instruction: Instruction | None
    asker: Named
    unit: Spot
    state: str
    reason: str | None
    words: str | None
    taken_by: Named | None
    mistake: bool = False


@dataclass(frozen=True, slots=True)
class HelpWordsView:
    """The question what the trouble is; `answered` once it is known; `mistake`: there is none.

    `open`: nobody has taken it yet; `region`: where life may be at stake, whose numbers to name.
    """

    request_id: int
    answered: bool
    mistake: bool = False
    open: bool = True
    region: str | None = None


@dataclass(frozen=True, slots=True)
class HelpAnswerView:
    """Who sees to it."""

    instruction: Instruction | None
    helper: Named
    solved: bool


def render_help(view: HelpView, t: Translator) -> Outgoing:
    """Who is stuck with what, and two buttons until it is solved."""
    head = _head(view, t)
    reason = t(REASONS[view.reason]) if view.reason in REASONS else None
    words = t("“{words}”", words=view.words) if view.words else None
    text = lines(head, reason, words, _state(view, t))
    return Outgoing(text=text.plain, keyboard=_buttons(view, t))


def _head(view: HelpView, t: Translator) -> str:
    facts = {"unit": spot_list([view.unit], 1, t), "who": address(view.asker, t)}
    if view.instruction is None:
        return t("{unit} {who} asks for help.", **facts)
    number, title = view.instruction.number, topic(headline(view.instruction, t))
    return t("{unit} {who} needs help with #{number} {title}.", number=number, title=title, **facts)


def _state(view: HelpView, t: Translator) -> str | None:
    if view.mistake:
        return t("Pressed by mistake; nothing to do.")
    if view.state == "solved":
        return t("Solved. Thank you!")
    if view.taken_by is not None:
        return t("{who} is seeing to it.", who=address(view.taken_by, t))
    return None


def _buttons(view: HelpView, t: Translator) -> list[list[Button]]:
    solved = Button(t("Solved"), pack(Action.HELP_SOLVED, view.request_id))
    if view.state == "open":
        return [[Button(t("I'll see to it"), pack(Action.HELP_TAKE, view.request_id)), solved]]
    return [[solved]] if view.state == "taken" else []


def render_help_words(view: HelpWordsView, t: Translator) -> Outgoing:
    """One question, four buttons, or own words; and a way back."""
    if view.mistake:
        return Outgoing(text=t("All right, nobody will be sent. Your “Received” stays noted."))
    if view.answered:
        return Outgoing(text=t("Thank you, passed on. Help is on its way."))
    rows = [
        [Button(t(text), pack(Action.HELP_REASON, view.request_id, reason))]
        for reason, text in REASONS.items()
    ]
    if view.open:
        mistake = pack(Action.HELP_MISTAKE, view.request_id)
        rows.append([Button(t("Pressed by mistake"), mistake)])
    text = t("What is the trouble? Press one, or write it here.")
    if view.region is not None:
        text = emergency_line(view.region, t) + "\n" + text
    return Outgoing(text=text, keyboard=rows)


def render_help_answer(view: HelpAnswerView, t: Translator) -> Outgoing:
    """The one who asked hears who took it."""
    who = address(view.helper, t)
    if view.instruction is None:
        return Outgoing(text=_about_nothing(view, who, t))
    number = view.instruction.number
    if view.solved:
        return Outgoing(text=t("#{number}: {who} marked it as solved.", number=number, who=who))
    return Outgoing(text=t("#{number}: {who} is seeing to it now.", number=number, who=who))


def _about_nothing(view: HelpAnswerView, who: str, t: Translator) -> str:
    if view.solved:
        return t("{who} marked your request for help as solved.", who=who)
    return t("{who} is seeing to your request for help now.", who=who)
