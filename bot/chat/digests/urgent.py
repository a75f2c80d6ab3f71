"""The message to a supervisor when an urgent instruction starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import ending, title
from bot.chat.looking.values import Wall
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import tier_counts
from bot.chat.text import bold, lines
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.instructions.model import Instruction
from bot.roster.model import TierWord

_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class UrgentView:
    """An urgent instruction, its issuer, and how many units it asks of the reader's, by tier."""

    instruction: Instruction
    issuer: Named
    units: Sequence[tuple[TierWord, int]]
    wall: Wall


def render_urgent(view: UrgentView, t: Translator) -> Outgoing:
    """Title, issuer and number of units, with a button to its status."""
    head = bold(title(view.instruction, t))
    if ended := ending(view.instruction, t):
        text = lines(head, ended).shortened(_LIMIT)
        return Outgoing(text=text.plain, entities=text.entities)
    who = address(view.issuer, t)
    sent = t("{who} sends it to {units}.", who=who, units=tier_counts(view.units, t))
    text = lines(head, sent, _until(view, t)).shortened(_LIMIT)
    see = Button(t("See how it goes"), pack(Action.STATUS, view.instruction.id))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=[[see]])


def _until(view: UrgentView, t: Translator) -> str | None:
    deadline = view.instruction.deadline_at
    if not view.instruction.needs_answer or deadline is None:
        return None
    time = clock_time(deadline, view.wall.now, view.wall.zone, t)
    return t("Answers are asked for by {time}; I tell you of what gets stuck.", time=time)
