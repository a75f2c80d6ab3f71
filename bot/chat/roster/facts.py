"""这栋的底数: what is known of a unit, a page at a time; each can be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.forms.fact_words import FactLine, fact_line
from bot.chat.looking import buttons
from bot.chat.looking.values import Pages
from bot.chat.outgoing import Button, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.text import bold, lines, shorten, unit_name
from bot.chat.texts import Translator
from bot.instructions.data_table import DataSubject
from bot.roster.model import Unit

_LABEL = 40
_NAME = 20
_LIMIT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsView:
    """What is known of a unit, or a list of the reader's own. `change`: the reader may correct
    it."""

    units: Sequence[Spot]
    facts: Sequence[FactLine]
    below: Sequence[tuple[Unit, int]] = ()
    """The units right below, or those to choose from, and of how many at and below each something
    is known."""
    pages: Pages
    change: bool
    unit_id: int = 0


def render_facts(view: FactsView, t: Translator) -> Outgoing:
    """One line a fact or unit below, one button a correction or unit."""
    heading = t("{unit}: what is known", unit=spot_list(view.units, len(view.units), t))
    none = t("Nothing yet. What is filled in is kept here.")
    below = [_below(*each, t) for each in view.below]
    said = [*(fact_line(each, t) for each in view.facts), *below] or [none]
    more = buttons.page_line(view.pages, t)
    text = lines(bold(heading), *said, more or None).shortened(_LIMIT)
    rows = [[_change(each, t)] for each in view.facts] if view.change else []
    into = buttons.in_rows((_into(each) for each, _ in view.below), 2)
    turning, back = buttons.turning(view.pages, t), buttons.back_button(t)
    known = view.unit_id and (view.facts or view.below)
    files = buttons.file_buttons(DataSubject.FACTS, view.unit_id, t) if known else []
    keyboard = [*rows, *into, turning, files, back]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=[r for r in keyboard if r])


def _below(unit: Unit, known: int, t: Translator) -> str:
    name = unit_name(unit.name, _NAME)
    return t.n("{unit}: known of {n} unit", "{unit}: known of {n} units", known, unit=name)


def _into(unit: Unit) -> Button:
    return Button(unit_name(unit.name, _NAME), pack(Action.FACTS, unit.id))


def _change(fact: FactLine, t: Translator) -> Button:
    label = t("Change {label}", label=shorten(fact.question.label, _LABEL))
    return Button(label, pack(Action.FACT_CHANGE, fact.id))
