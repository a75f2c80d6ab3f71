"""道声辛苦, as those who answered read it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.outgoing import Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import topic
from bot.chat.texts import Translator
from bot.chat.titles import headline
from bot.instructions.model import Instruction


@dataclass(frozen=True, slots=True)
class WellDoneView:
    """An instruction that was answered, and its issuer."""

    instruction: Instruction
    issuer: Named


def render_well_done(view: WellDoneView, t: Translator) -> Outgoing:
    """One line."""
    facts = {"who": address(view.issuer, t), "title": topic(headline(view.instruction, t))}
    return Outgoing(text=t("{who}: thank you all for “{title}”, well done!", **facts))
