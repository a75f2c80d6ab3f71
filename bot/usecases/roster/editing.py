"""Changes of the roster in chat: the question, what is typed or picked, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.roster.customs import OwnWord
from bot.roster.difference import Difference, Ref
from bot.roster.edit_people import NEW_PERSON, NEW_SEAT
from bot.roster.edits import Edit, EditSaid, EditVerb
from bot.roster.model import Member, Roster
from bot.store.house import house
from bot.store.people import people
from bot.store.roster import edits, hands, leaves
from bot.store.roster import roster as store
from bot.store.roster.edits import EditStage, RosterEdit
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases.cascade import calling
from bot.usecases.looking import navigating
from bot.usecases.looking.navigating import Asking, ShowPlace, asker
from bot.usecases.rights import Actor
from bot.usecases.roster import applying, edit_steps, picked
from bot.usecases.roster.edit_rights import care_of_edits, require_edit
from bot.usecases.roster.edit_steps import ask_next, mark_step, opened, own
from bot.usecases.screens import ScreenPlace


@dataclass(frozen=True, slots=True)
class BeginEdit:
    """A button that begins a change of a post, a unit or a member."""

    asking: Asking
    edit: Edit


@dataclass(frozen=True, slots=True)
class EditPress:
    """A button on a change's screen; `value`: what was picked."""

    asking: Asking
    edit_id: int
    value: int = 0


@dataclass(frozen=True, slots=True)
class EditWords:
    """What was typed for a change; `words`: the office's own for posts."""

    asking: Asking
    edit_id: int
    text: str
    words: tuple[OwnWord, ...] = ()


class Decided(Enum):
    """The result of a press on 确定."""

    DONE = auto()
    ALREADY = auto()
    CHANGED = auto()
    """What would change is no longer what was shown: it is asked anew."""


def begin_editing(tx: Tx, command: BeginEdit, now: datetime) -> None:
    """Ask what a change needs."""
    who, roster = asker(tx, command.asking), store.load_roster(tx)
    require_edit(tx, who, command.edit, roster)
    edit_id = edits.begin_edit(tx, who.telegram_id, command.edit, EditStage.WORDS, now)
    place = ScreenPlace("edit", (edit_id,))
    navigating.go(tx, ShowPlace(command.asking, "roster", place), now)
    found = RosterEdit(edit_id, who.telegram_id, EditStage.WORDS, command.edit)
    ask_next(tx, who, found, roster, now)


def words_for_edit(tx: Tx, command: EditWords, now: datetime) -> None:
    """A name or a number was typed: ask whom it means, or whether to go on."""
    who, found, roster = opened(tx, command.asking, command.edit_id)
    typed = edit_steps.TypedEdit(command.text, house.region(tx), command.words)
    said = edit_steps.read_step(tx, who, found.edit, typed, roster)
    require_edit(tx, who, replace(found.edit, said=said), roster)
    message = edit_steps.screen_of_edit(tx, found)
    ask_next(tx, who, replace(found, edit=replace(found.edit, said=said)), roster, now)
    edit_steps.shown_anew(tx, message, now)


def pick_edit(tx: Tx, command: EditPress, now: datetime) -> None:
    """Somebody was picked; 0: nobody of those proposed; -1: another name is to be typed."""
    who, found, roster = opened(tx, command.asking, command.edit_id)
    found = replace(found, edit=replace(found.edit, said=_picked(tx, who, found, command, roster)))
    require_edit(tx, who, found.edit, roster)
    ask_next(tx, who, found, roster, now)
    navigating.refresh(tx, command.asking, now)


def _picked(tx: Tx, who: Actor, found: RosterEdit, command: EditPress, roster: Roster) -> EditSaid:
    said = found.edit.said
    if found.edit.verb is EditVerb.ADD_POST:
        return edit_steps.picked_kind(tx, found.edit, command.value, roster)
    if found.edit.verb is EditVerb.MOVE:
        return edit_steps.picked_home(tx, who, found.edit, command.value, roster)
    if command.value < 0:
        return EditSaid(account=said.account)
    if command.value in {each.id for each in choices(tx, who, found.edit, roster)}:
        return replace(said, person=command.value)
    if command.value or not said.name:
        raise Refused("stale_button")
    return replace(said, apart=True)


def browse_edit(tx: Tx, command: EditPress, now: datetime) -> None:
    """从名单里选: show everybody whom the asker may pick."""
    _, found, _ = opened(tx, command.asking, command.edit_id)
    edit = replace(found.edit, said=EditSaid())
    edits.store_edit(tx, replace(found, stage=EditStage.PICK, edit=edit))
    expectations.clear(tx, found.chat_id)
    navigating.refresh(tx, command.asking, now)


def choices(tx: Tx, who: Actor, edit: Edit, roster: Roster) -> list[Member]:
    """Whom the asker may pick: those a typed person may be, else everybody in their care."""
    if edit.said.name:
        return list(edit_steps.acquaintance(tx, who, edit, roster).asked)
    return edit_steps.known_people(tx, who, edit, roster)


def sure_edit(tx: Tx, command: EditPress, now: datetime) -> Decided:
    """确定: carry it out if it is still what was shown and the asker still may."""
    if not own(tx, command.asking, command.edit_id).open:
        return Decided.ALREADY
    who, found, roster = opened(tx, command.asking, command.edit_id)
    if found.stage is not EditStage.SURE:
        raise Refused("stale_button")
    difference = edit_steps.made(tx, found.edit, roster)
    if mark_step(difference) != found.shown:
        edits.store_edit(tx, replace(found, shown=mark_step(difference)))
        navigating.refresh(tx, command.asking, now)
        return Decided.CHANGED
    ids = _carry_out(tx, who, found.edit, difference, roster, now)
    edits.end_edit(tx, found.id, EditStage.DONE, _left(found.edit, ids), now)
    navigating.refresh(tx, command.asking, now)
    return Decided.DONE


def drop_edit(tx: Tx, command: EditPress, now: datetime) -> None:
    """取消: nothing is changed, and the screen goes back."""
    found = own(tx, command.asking, command.edit_id)
    if edits.end_edit(tx, found.id, EditStage.DROPPED, found.edit, now):
        expectations.clear(tx, found.chat_id)
    navigating.back(tx, command.asking, now)


def _carry_out(
    tx: Tx, who: Actor, edit: Edit, difference: Difference, roster: Roster, now: datetime
) -> Mapping[Ref, int]:
    post = roster.posts.get(edit.post or 0)
    about = (f"roster.{edit.verb}", post.unit_id if post else edit.unit, edit.member)
    pairs = {"other": edit.said.person, "below": edit.said.parent}
    facts = {name: number for name, number in pairs.items() if number is not None}
    care = care_of_edits(tx, who)
    command = applying.Apply(difference, who.name, care, "chat", *about, facts)
    ids = applying.carry_out(tx, command, now, roster)
    hands.record_by_hand(tx, difference, ids, who.name, now)
    if edit.verb is EditVerb.PHONE and edit.member is not None:
        for target in leaves.open_targets_of(tx, edit.member):
            calling.renew_lists(tx, target, now)
    if edit.said.account is not None:
        member = edit.said.person or ids[NEW_PERSON]
        picked.link(tx, who, people.member(tx, member), edit.said.account, now)
    return ids


def _left(edit: Edit, ids: Mapping[Ref, int]) -> Edit:
    """What a change was about once it is made: the post and who holds it."""
    post = edit.post or ids.get(NEW_SEAT)
    member = edit.member or edit.said.person or ids.get(NEW_PERSON)
    return Edit(edit.verb, edit.unit, post, member)
