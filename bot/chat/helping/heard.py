"""The first reply to a typed trouble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.answering.unsent import as_notice
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
    alone: bool = False
    """Nobody can be told."""
    writes: bool = False
    """The words can become a notice."""


def render_help_heard(view: HelpHeardView, t: Translator) -> Outgoing:
    """The emergency numbers where life may be in danger, then who was told."""
    lines = [emergency_line(view.region, t)] if view.danger else []
    text = "\n".join([*lines, _told(view, t)])
    rows = []
    if view.request_id is not None and not view.alone:
        rows.append([Button(t("Not solved yet"), pack(Action.HELP_STILL, view.request_id))])
    if view.writes:
        rows.append([as_notice(t)])
    return Outgoing(text=text, keyboard=rows)


def _told(view: HelpHeardView, t: Translator) -> str:
    said = shorten(view.said, _QUOTED)
    if view.alone:
        return t(
            "“{said}” is noted, but nobody above you can be reached here, so nobody has been told."
            " Please phone at once!",
            said=said,
        )
    if not view.told:
        return t("“{said}” is noted as your request for help.", said=said)
    names = t(", ").join(address(each, t) for each in view.told)
    return t("{names} has been told at once: “{said}”", names=names, said=said)


@dataclass(frozen=True, slots=True)
class NobodyToldView:
    """Trouble of somebody for whom nobody can be told; `known`: the bot knows them."""

    known: bool
    region: str


def render_nobody_told(view: NobodyToldView, t: Translator) -> Outgoing:
    """The emergency numbers, and plainly that nobody was told."""
    if view.known:
        text = t("You hold no post here, so nobody has been told of this. Please phone at once!")
        return Outgoing(text=f"{emergency_line(view.region, t)}\n{text}")
    text = t(
        "I don't know you yet, so nobody has been told of this. Please phone your building lead or"
        " the branch at once!"
    )
    share = t("Share my phone number")
    return Outgoing(text=f"{emergency_line(view.region, t)}\n{text}", ask_contact=share)
