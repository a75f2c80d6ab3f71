"""What whoever typed a trouble hears at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.helping.emergency import emergency_line
from bot.chat.outgoing import Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import shorten
from bot.chat.texts import Translator

_QUOTED = 100


@dataclass(frozen=True, slots=True)
class HelpHeardView:
    """Their words, who was told, and whether life may be at stake, in which region."""

    said: str
    told: Sequence[Named]
    danger: bool
    region: str


def render_help_heard(view: HelpHeardView, t: Translator) -> Outgoing:
    """The emergency numbers where life is at stake, then who has been told."""
    lines = [emergency_line(view.region, t)] if view.danger else []
    return Outgoing(text="\n".join([*lines, _told(view, t)]))


def _told(view: HelpHeardView, t: Translator) -> str:
    said = shorten(view.said, _QUOTED)
    if not view.told:
        return t("“{said}” is noted as your request for help.", said=said)
    names = t(", ").join(address(each, t) for each in view.told)
    return t("{names} has been told at once: “{said}”", names=names, said=said)
