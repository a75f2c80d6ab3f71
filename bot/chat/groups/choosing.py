"""选群: the button that opens Telegram's own list of groups, and the answer to a choice."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.outgoing import AskGroup, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class ChooseGroupView:
    """The units whose group is asked for; `request` comes back with the choice."""

    units: tuple[Spot, ...]
    request: int


@dataclass(frozen=True, slots=True)
class GroupChosenView:
    """The chosen group, and the units it serves."""

    title: str
    units: tuple[Spot, ...]


def render_choose_group(view: ChooseGroupView, t: Translator) -> Outgoing:
    """The question; its button stands where the keyboard is."""
    units = spot_list(view.units, len(view.units), t)
    text = t("Please press “Choose the group” below and take the group of {units}.", units=units)
    return Outgoing(text=text, ask_group=AskGroup(t("Choose the group"), view.request))


def render_group_chosen(view: GroupChosenView, t: Translator) -> Outgoing:
    """Which group it is now; the button goes."""
    units = spot_list(view.units, len(view.units), t)
    text = t("“{title}” is the group of {units}. Thank you!", title=view.title, units=units)
    return Outgoing(text=text, remove_keyboard=True)
