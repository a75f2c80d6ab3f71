"""The steps of a change of the roster in chat: what words mean, and what is asked next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.messages.args import Args
from bot.roster import wire
from bot.roster.clean import tidy
from bot.roster.customs import OwnWord
from bot.roster.difference import Difference
from bot.roster.edit_changes import difference_of_edit
from bot.roster.edit_units import homes
from bot.roster.edits import Edit, EditSaid, EditVerb, person_of, seat_of, unit_of
from bot.roster.likeness import likest_first
from bot.roster.model import Member, PostKind, Roster, Unit
from bot.roster.posts import kinds_at, parse_post, title_and_aside
from bot.roster.typed_person import (
    Acquaintance,
    TypedPerson,
    acquainted,
    read_number,
    read_one_name,
    read_person,
)
from bot.roster.typed_unit import read_unit_name, read_unit_names
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import house
from bot.store.people import people
from bot.store.roster import edits
from bot.store.roster import roster as store
from bot.store.roster.edits import EditStage, RosterEdit
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.rights import Actor
from bot.usecases.roster.edit_rights import care_of_edits, foreign_to_editor, may_edit, require_edit
from bot.usecases.screens import ScreenPlace, screen_of

WORDS = "roster_words"
WORDS_WAIT = timedelta(minutes=10)


def own(tx: Tx, asking: Asking, edit_id: int) -> RosterEdit:
    """The asker's own change. Raises Refused("stale_button")."""
    found = edits.one(tx, edit_id)
    if found is None or found.chat_id != asking.telegram_id:
        raise Refused("stale_button")
    return found


def opened(tx: Tx, asking: Asking, edit_id: int) -> tuple[Actor, RosterEdit, Roster]:
    """The asker's undecided change, while they may still make it. Raises Refused."""
    who, found, roster = asker(tx, asking), own(tx, asking, edit_id), store.load_roster(tx)
    if not found.open:
        raise Refused("edit_decided")
    require_edit(tx, who, found.edit, roster)
    return who, found, roster


def mark_step(difference: Difference) -> str:
    """What a difference would change, in a few letters: the same for the same changes."""
    told = wire.dumps(replace(difference, roster_version=0))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def made(tx: Tx, edit: Edit, roster: Roster) -> Difference:
    """What a change would do as things stand. Raises Refused."""
    return difference_of_edit(edit, roster, tier_codes(tx))


def tier_codes(tx: Tx) -> list[str]:
    """The codes of the tiers, from the top down."""
    heights = house.heights(tx)
    return sorted(heights, key=lambda code: -heights[code])


@dataclass(frozen=True, slots=True)
class TypedEdit:
    """Words, the region whose numbers they may hold, and the office's own words for posts."""

    text: str
    region: str
    words: tuple[OwnWord, ...] = ()


def read_step(tx: Tx, who: Actor, edit: Edit, typed: TypedEdit, roster: Roster) -> EditSaid:
    """What typed words say for a change. Raises Refused."""
    return _READERS[edit.verb](tx, who, edit, typed, roster)


def _person(tx: Tx, who: Actor, edit: Edit, words: TypedEdit, roster: Roster) -> EditSaid:
    typed = read_person(words.text, words.region)
    said = EditSaid(typed.name, typed.phone, typed.note, account=edit.said.account)
    known = acquaintance(tx, who, replace(edit, said=said), roster)
    return replace(said, person=known.sure.id) if known.sure else said


def _number(_tx: Tx, _who: Actor, _edit: Edit, words: TypedEdit, _roster: Roster) -> EditSaid:
    phone, _ = read_number(words.text, words.region)
    return EditSaid(phone=phone)


def _name(_tx: Tx, _who: Actor, edit: Edit, words: TypedEdit, _roster: Roster) -> EditSaid:
    read_name = read_unit_name if edit.member is None else read_one_name
    return EditSaid(read_name(words.text))


def _post(tx: Tx, _who: Actor, edit: Edit, words: TypedEdit, roster: Roster) -> EditSaid:
    """A post by its word, which says its kind as in a file."""
    height = house.heights(tx).get(unit_of(edit, roster).tier, 0)
    title, note = title_and_aside(tidy(words.text))
    kind = parse_post(title, height, words.words)
    return EditSaid(kind=kind.value, title=title, note=note)


def _units(tx: Tx, _who: Actor, edit: Edit, words: TypedEdit, roster: Roster) -> EditSaid:
    lowest = tier_codes(tx)[-2:][:1] == [unit_of(edit, roster).tier]
    return EditSaid(names=read_unit_names(words.text, lowest=lowest))


_READERS: dict[EditVerb, Callable[[Tx, Actor, Edit, TypedEdit, Roster], EditSaid]] = {
    EditVerb.REPLACE: _person,
    EditVerb.PHONE: _number,
    EditVerb.RENAME: _name,
    EditVerb.ADD_POST: _post,
    EditVerb.ADD_UNIT: _units,
}


def picked_kind(tx: Tx, edit: Edit, value: int, roster: Roster) -> EditSaid:
    """The kind of a new post by its button."""
    kinds = list(PostKind)
    if not 1 <= value <= len(kinds) or kinds[value - 1] not in post_kinds(tx, edit, roster):
        raise Refused("stale_button")
    return EditSaid(kind=kinds[value - 1].value)


def post_kinds(tx: Tx, edit: Edit, roster: Roster) -> list[PostKind]:
    """The kinds of posts there are in a unit of that tier."""
    height = house.heights(tx).get(unit_of(edit, roster).tier, 0)
    return list(kinds_at(height))


def picked_home(tx: Tx, who: Actor, edit: Edit, value: int, roster: Roster) -> EditSaid:
    """Where a unit goes, by its button."""
    if value not in {each.id for each in homes_of(tx, who, edit, roster)}:
        raise Refused("stale_button")
    return EditSaid(parent=value)


def homes_of(tx: Tx, who: Actor, edit: Edit, roster: Roster) -> list[Unit]:
    """Where the asker may move a unit."""
    found = homes(unit_of(edit, roster), roster)
    return [each for each in found if may_edit(tx, who, EditVerb.MOVE, each)]


def acquaintance(tx: Tx, who: Actor, edit: Edit, roster: Roster) -> Acquaintance:
    """Whom a typed person may be."""
    unit_id, _ = seat_of(edit, roster)
    typed = TypedPerson(edit.said.name, edit.said.phone, edit.said.note)
    return acquainted(typed, unit_id, roster, foreign_to_editor(tx, who, roster))


def known_people(tx: Tx, who: Actor, edit: Edit, roster: Roster) -> list[Member]:
    """Everybody the asker may pick: who holds or held a post in their care, nearest first."""
    care = care_of_edits(tx, who)
    tops = [None] if care.paths is None else [people.unit_at(tx, path) for path in care.paths]
    found = {m.id: (m, path) for top in tops for m, path in edits.people_near(tx, top)}
    near = _branch(edit, roster)
    ranked = sorted(found.values(), key=lambda each: (not _within(each[1], near), each[1] or "~"))
    but = edit.member or _holder(edit, roster)
    known = [m for m, _ in ranked if m.id != but and m.id in roster.members]
    if edit.verb is EditVerb.MERGE:
        foreign = foreign_to_editor(tx, who, roster, EditVerb.MERGE)
        return likest_first(person_of(edit, roster), [m for m in known if not foreign(m)])
    return known


def _branch(edit: Edit, roster: Roster) -> str:
    if edit.member is not None:
        return ""
    unit = roster.units[seat_of(edit, roster)[0]]
    above = roster.units.get(unit.parent_id) if unit.parent_id is not None else None
    return (above or unit).path


def _within(path: str | None, near: str) -> bool:
    return path is not None and path.startswith(near)


def _holder(edit: Edit, roster: Roster) -> int | None:
    return None if edit.post is None else roster.holders.get(edit.post)


def ask_next(tx: Tx, who: Actor, found: RosterEdit, roster: Roster, now: datetime) -> None:
    """Ask what is left to ask; a change of which all is known is shown to be confirmed."""
    stage, shown = _stage(tx, who, found.edit, roster), ""
    if stage is EditStage.SURE:
        shown = mark_step(made(tx, found.edit, roster))
    edits.store_edit(tx, replace(found, stage=stage, shown=shown))
    if stage is EditStage.WORDS or (stage, found.edit.verb) == (EditStage.PICK, EditVerb.ADD_POST):
        expectations.expect(tx, found.chat_id, WORDS, found.id, {}, now + WORDS_WAIT)
    else:
        expectations.clear(tx, found.chat_id)


_ASKED: dict[EditVerb, tuple[str, EditStage]] = {
    EditVerb.PHONE: ("phone", EditStage.WORDS),
    EditVerb.RENAME: ("name", EditStage.WORDS),
    EditVerb.ADD_POST: ("kind", EditStage.PICK),
    EditVerb.ADD_UNIT: ("names", EditStage.WORDS),
    EditVerb.MOVE: ("parent", EditStage.PICK),
    EditVerb.MERGE: ("person", EditStage.PICK),
}
"""What has to be said first, and how it is asked for."""


def _stage(tx: Tx, who: Actor, edit: Edit, roster: Roster) -> EditStage:
    said = edit.said
    if edit.verb is EditVerb.REPLACE and said.person is None:
        if not said.name:
            return EditStage.WORDS
        if not said.apart and acquaintance(tx, who, edit, roster).asked:
            return EditStage.PICK
    asked = _ASKED.get(edit.verb)
    if asked is not None and not getattr(said, asked[0]):
        return asked[1]
    return EditStage.SURE


def screen_of_edit(tx: Tx, found: RosterEdit) -> BotMessage:
    """The message on which a change is asked for. Raises Refused("stale_button")."""
    for message in edits.screens(tx, found.chat_id):
        place = screen_of(message, ScreenPlace("top")).place
        if (place.what, place.id(0)) == ("edit", found.id):
            return message
    raise Refused("stale_button")


def shown_anew(tx: Tx, message: BotMessage, now: datetime) -> None:
    """Show a screen below the words just typed instead of above them."""
    outbox.take_away(tx, message, now)
    args = message.args_as(Args)
    saying = Saying(chat_id=message.chat_id, args=args, lane=Lane.REPLY)
    outbox.say(tx, saying, now)
