"""The first reply to a typed trouble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.helping.emergency import emergency_line
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import shorten
from bot.chat.texts import Translator

_QUOTED = 100


@dataclass(frozen=True, slots=True)
class HelpHeardView:
    """The asker's words, who was told, and whether life may be in danger, in which region.

    `request_id`: the request that can be reported as not solved.
    """

    said: str
    told: Sequence[Named]
    danger: bool
    region: str
    request_id: int | None = None


def render_help_heard(view: HelpHeardView, t: Translator) -> Outgoing:
    """The emergency numbers where life may be in danger, then who was told."""
    lines = [emergency_line(view.region, t)] if view.danger else []
    text = "\n".join([*lines, _told(view, t)])
    if view.request_id is None:
        return Outgoing(text=text)
    still = Button(t("Not solved yet"), pack(Action.HELP_STILL, view.request_id))
    return Outgoing(text=text, keyboard=[[still]])


def _told(view: HelpHeardView, t: Translator) -> str:
    said = shorten(view.said, _QUOTED)
    if not view.told:
        return t("“{said}” is noted as your request for help.", said=said)
    names = t(", ").join(address(each, t) for each in view.told)
    return t("{names} has been told at once: “{said}”", names=names, said=said)
