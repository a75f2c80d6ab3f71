"""What is known of units: looked at, corrected by those who answer for them, and exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.looking.values import LINES_A_PAGE, pages
from bot.chat.roster.facts import FactsView
from bot.errors import Refused
from bot.instructions.forms.question import QuestionKind
from bot.instructions.forms.reading_answer import Known, read_answer
from bot.instructions.forms.refusing import holds_number
from bot.roster.model import Unit
from bot.roster.permissions import Right
from bot.store.forms import facts
from bot.store.forms.facts import Fact, FactSaid
from bot.store.house import audit, house
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import care, named
from bot.usecases.looking import navigating
from bot.usecases.looking.known_facts import known_fact
from bot.usecases.looking.navigating import Asking, ShowPlace, asker
from bot.usecases.rights import Actor
from bot.usecases.screens import ScreenPlace

EXPECTED = "fact_words"
"""The kind of the question for a corrected fact."""

_WAIT = timedelta(minutes=10)


def facts_place(tx: Tx, who: Actor, mine: Sequence[Part], unit_id: int, page: int) -> FactsView:
    """A unit's facts; 0 for the reader's own unit, or a list of them. Raises Refused."""
    own = [care.part_at(tx, mine, unit_id).unit] if unit_id else own_units(tx, who)
    if len(own) > 1:
        return _list_of(tx, own, page)
    (unit,) = own
    found, below = facts.facts_of(tx, unit.id), facts.units_with_facts(tx, unit.id)
    shown = pages(page, LINES_A_PAGE, max(len(found), len(below)))
    return FactsView(
        units=[named.whole_spot(tx, unit)],
        facts=[known_fact(tx, each) for each in shown.of(found)],
        below=shown.of(below),
        pages=shown,
        change=who.may(Right.FILL_IN, unit),
        unit_id=unit.id,
    )


def own_units(tx: Tx, who: Actor) -> list[Unit]:
    """The lowest units in which somebody holds a post. Raises Refused("not_allowed")."""
    heights = house.heights(tx)
    units = {seat.unit.id: seat.unit for seat in who.seats if who.may(Right.SEE, seat.unit)}
    if not units:
        raise Refused("not_allowed")
    lowest = min(heights.get(each.tier, 0) for each in units.values())
    found = [each for each in units.values() if heights.get(each.tier, 0) == lowest]
    return sorted(found, key=lambda each: each.path)


def _list_of(tx: Tx, units: Sequence[Unit], page: int) -> FactsView:
    """Units to choose from, each with of how many at and below it something is known."""
    shown = pages(page, LINES_A_PAGE, len(units))
    known = [
        (each, bool(facts.facts_of(tx, each.id))
         + sum(count for _, count in facts.units_with_facts(tx, each.id)))
        for each in shown.of(units)
    ]  # fmt: skip
    spots = [named.whole_spot(tx, each) for each in units]
    return FactsView(units=spots, facts=(), below=known, pages=shown, change=False)


@dataclass(frozen=True, slots=True)
class FactPress:
    """A press on a fact that is to be corrected."""

    asking: Asking
    fact_id: int


def ask_fact(tx: Tx, command: FactPress, now: datetime) -> Fact:
    """Take the next words as what is true instead. Raises Refused."""
    who = asker(tx, command.asking)
    found = _rightful(tx, who, command.fact_id)
    expectations.expect(tx, who.telegram_id, EXPECTED, found.id, None, now + _WAIT)
    return found


def _rightful(tx: Tx, who: Actor, fact_id: int) -> Fact:
    found = facts.fact(tx, fact_id)
    if found is None:
        raise Refused("stale_button")
    who.require(Right.FILL_IN, people.unit(tx, found.unit_id))
    return found


@dataclass(frozen=True, slots=True)
class FactWords:
    """What was typed as the corrected fact."""

    asking: Asking
    fact_id: int
    text: str


def type_fact(tx: Tx, command: FactWords, now: datetime) -> None:
    """Keep what was typed, and show what is known. Raises Refused where it is not understood."""
    who = asker(tx, command.asking)
    found = _rightful(tx, who, command.fact_id)
    if who.member is None:
        raise Refused("not_allowed")
    said = FactSaid(_read(tx, found, command.text, now), who.member.id, "corrected", now)
    facts.keep_facts(tx, found.unit_id, [(found.question, said)], now)
    people.mark_alive(tx, who.member.id, now)
    expectations.clear(tx, who.telegram_id)
    audit.record(tx, now, who.name, "fact.correct", unit_id=found.unit_id)
    place = ScreenPlace("facts", (found.unit_id,))
    navigating.go(tx, ShowPlace(command.asking, "roster", place), now)


def _read(tx: Tx, found: Fact, words: str, now: datetime) -> str:
    if holds_number(words):
        raise Refused("form_personal")
    today = now.astimezone(house.zone(tx)).date()
    read = read_answer(found.question, words, Known(today, found.value))
    if read.value is None or (not read.sure and found.question.kind is not QuestionKind.TEXT):
        raise Refused(UNCLEAR[found.question.kind])
    return read.value


UNCLEAR = {
    QuestionKind.NUMBER: "form_number",
    QuestionKind.YES_NO: "form_yes_no",
    QuestionKind.CHOICE: "form_choice",
    QuestionKind.SEVERAL: "form_choice",
    QuestionKind.DATE: "form_date",
    QuestionKind.TEXT: "form_text",
    QuestionKind.PHOTO: "form_photo_form",
}
