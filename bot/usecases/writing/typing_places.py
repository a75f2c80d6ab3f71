"""Typed places while recipients are chosen: 和平苑3-5, 不要幸福里."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import Instruction
from bot.instructions.place_words import (
    ScopeChange,
    TypedPlaces,
    looks_like_places,
    places_in,
)
from bot.instructions.reading.reader import is_small_talk
from bot.roster.model import Unit
from bot.store.house import house
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import issuers
from bot.usecases.issuers import Planned
from bot.usecases.writing import changing, choosing, drafting, previews
from bot.usecases.writing.changing import Typed


def type_places(tx: Tx, typed: Typed, now: datetime) -> None:
    """Choose the typed places; where they are not understood, the question stays pending.

    Other words, or words without a draft any more, go on as writing.
    """
    draft = changing.asked_about(tx, typed, choosing.EXPECTED, now)
    if draft is None:
        _write_on(tx, typed, now)
        return
    planned = issuers.planned(tx, draft)
    known = [each.unit for each in planned.standings]
    open_unit = previews.shown_in(tx, draft, typed.chat_id).unit
    here = next((unit for unit in known if unit.id == open_unit), None)
    places = places_in(typed.text, known, house.lowest_tier(tx), here)
    if places is not None:
        _choose(tx, draft, planned, places, typed, now)
    elif looks_like_places(typed.text, known) or is_small_talk(typed.text, typed.house.lexicon):
        raise Refused("places_unclear")
    else:
        _write_on(tx, typed, now)


def _write_on(tx: Tx, typed: Typed, now: datetime) -> None:
    expectations.clear(tx, typed.chat_id)
    drafting.gather(tx, changing.written(typed), now)


def _choose(
    tx: Tx, draft: Instruction, planned: Planned, places: TypedPlaces, typed: Typed, now: datetime
) -> None:
    """Change the scope and show it below. Raises Refused where nothing is called so, or where a
    number may mean several buildings."""
    if places.several:
        raise Refused("places_several", names="、".join(places.several))
    if not places.units:
        raise Refused("places_missing", names="、".join(places.missing))
    new = choosing.save_scope(tx, draft, planned.tops, _scope(tx, planned, places), now)
    choosing.expect_places(tx, new, typed.chat_id, now)
    shown = previews.shown_in(tx, draft, typed.chat_id)
    args = replace(shown, screen="scope", missing=places.missing)
    previews.show_preview_below(tx, new, typed.chat_id, now, typed.message_id, args)


def _scope(tx: Tx, planned: Planned, places: TypedPlaces) -> list[Unit]:
    """The scope after the change; everything, as it is by default, is replaced by what is typed."""
    found, tops = list(planned.scope), planned.tops
    everything = {each.id for each in found} == {each.id for each in tops}
    change = places.change
    if change is ScopeChange.ONLY or (change is ScopeChange.CHOOSE and everything):
        found = []
    ticked = change is not ScopeChange.REMOVE
    for unit in places.units:
        found = choosing.ticked_or_not(tx, tops, found, unit, ticked=ticked)
    return found
