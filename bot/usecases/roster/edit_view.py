"""The views of a post and of a change of the roster in chat."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.looking.values import LINES_A_PAGE, pages
from bot.chat.posts import SeatName
from bot.chat.roster.editing import EditAsk, EditView, EntryChange, KnownPerson, Offered
from bot.chat.text import unit_name
from bot.errors import Refused
from bot.roster.care import Care
from bot.roster.difference import ChangedMember, Difference
from bot.roster.edits import Edit, EditVerb, seat_of, unit_of
from bot.roster.model import Member, PostKind, Roster, Tier
from bot.roster.seats import Seat
from bot.roster.telling import told_by_hand
from bot.store.house import house
from bot.store.people import people
from bot.store.roster import edits
from bot.store.roster import roster as store
from bot.store.roster.edits import EditStage, RosterEdit
from bot.store.tx import Tx
from bot.usecases.rights import Actor
from bot.usecases.roster import edit_steps, editing
from bot.usecases.roster.edit_rights import care_of_edits
from bot.usecases.screens import ScreenPlace

_NAME = 24
_ASKS = {
    EditStage.WORDS: EditAsk.WORDS,
    EditStage.PICK: EditAsk.ANYBODY,
    EditStage.SURE: EditAsk.SURE,
    EditStage.DONE: EditAsk.DONE,
}


def edit_view(tx: Tx, who: Actor, place: ScreenPlace) -> EditView | None:
    """A change as it stands; None where it was dropped or is gone."""
    found = edits.one(tx, place.id(0))
    if found is None or found.stage not in _ASKS or found.chat_id != who.telegram_id:
        return None
    roster = store.load_roster(tx)
    asks = _asks(tx, who, found, roster)
    offered = _offered(tx, who, found, asks, roster)
    turned = pages(place.page, LINES_A_PAGE, len(offered))
    made, refused = _made(tx, found, roster) if asks is EditAsk.SURE else (None, None)
    said = found.edit.said
    return EditView(
        edit_id=found.id,
        verb=found.edit.verb,
        asks=asks,
        place=_place(found.edit, roster),
        seat=seat_of_edit(tx, found.edit, roster),
        person=_person(tx, who, found, roster),
        typed=said.name or _picked(said.person, roster),
        phone=said.phone,
        account=said.account is not None,
        choices=tuple(
            known_person(tx, who, each) if isinstance(each, Member) else each
            for each in turned.of(offered)
        ),
        pages=turned,
        post=found.edit.post,
        both_linked=_both_linked(found.edit, roster),
        told=() if made is None else told_by_hand(made, roster, _tiers(tx)),
        entries=() if made is None else tuple(map(_entry, made.changed_members)),
        refused=refused,
    )


def _offered(
    tx: Tx, who: Actor, found: RosterEdit, asks: EditAsk, roster: Roster
) -> Sequence[Member | Offered]:
    """What can be picked: people, units or kinds of posts."""
    if asks is EditAsk.KIND:
        kinds, height = edit_steps.post_kinds(tx, found.edit, roster), _height(tx, found, roster)
        return [Offered(list(PostKind).index(k) + 1, kind=k, height=height) for k in kinds]
    if asks is EditAsk.HOME:
        homes = edit_steps.homes_of(tx, who, found.edit, roster)
        return [Offered(each.id, each.name) for each in homes]
    if found.stage is EditStage.PICK:
        return editing.choices(tx, who, found.edit, roster)
    return ()


def _height(tx: Tx, found: RosterEdit, roster: Roster) -> int:
    return house.heights(tx).get(unit_of(found.edit, roster).tier, 0)


def _asks(tx: Tx, who: Actor, found: RosterEdit, roster: Roster) -> EditAsk:
    if found.stage is EditStage.PICK and found.edit.said.name:
        known = edit_steps.acquaintance(tx, who, found.edit, roster)
        return EditAsk.SAME_NUMBER if known.by_phone else EditAsk.SAME_NAME
    if found.stage is EditStage.PICK:
        return _PICKED.get(found.edit.verb, EditAsk.ANYBODY)
    return _ASKS[found.stage]


_PICKED = {
    EditVerb.ADD_POST: EditAsk.KIND,
    EditVerb.MOVE: EditAsk.HOME,
    EditVerb.MERGE: EditAsk.OTHER,
}


def _made(tx: Tx, found: RosterEdit, roster: Roster) -> tuple[Difference | None, Refused | None]:
    """What would change, or why it cannot be changed as things stand now."""
    try:
        return edit_steps.made(tx, found.edit, roster), None
    except Refused as refused:
        return None, refused


def _tiers(tx: Tx) -> list[Tier]:
    return [Tier(code, name) for code, name in house.tier_names(tx).items()]


def _entry(changed: ChangedMember) -> EntryChange:
    return EntryChange(changed.old_name, changed.name, changed.old_phone, changed.phone)


def _place(edit: Edit, roster: Roster) -> tuple[str, ...]:
    """The units from the top but one down."""
    unit = _unit(edit, roster)
    found: list[str] = []
    while unit is not None:
        found.append(roster.units[unit].name)
        unit = roster.units[unit].parent_id
    return tuple(reversed(found[:-1] or found))


def _unit(edit: Edit, roster: Roster) -> int | None:
    if edit.post is not None and edit.post in roster.posts:
        return roster.posts[edit.post].unit_id
    return edit.unit if edit.unit in roster.units else None


def seat_of_edit(tx: Tx, edit: Edit, roster: Roster) -> SeatName | None:
    """The post a change is about, by name."""
    unit_id = _unit(edit, roster)
    if unit_id is None or (edit.post is None and edit.verb is not EditVerb.REPLACE):
        return None
    unit, heights = roster.units[unit_id], house.heights(tx)
    _, post = seat_of(edit, roster)
    kind, title = (post.kind, post.title) if post else (PostKind.LEAD, None)
    return SeatName(unit.name, kind, heights.get(unit.tier, 0), title)


def _person(tx: Tx, who: Actor, found: RosterEdit, roster: Roster) -> KnownPerson | None:
    """Whose entry it is about, else who holds the post."""
    member = found.edit.member
    if member is None and found.edit.post is not None:
        member = roster.holders.get(found.edit.post)
    if member is None or member not in roster.members:
        return None
    return known_person(tx, who, roster.members[member])


def _both_linked(edit: Edit, roster: Roster) -> bool:
    """Whether two entries to be merged both have an account, of which one will go."""
    if edit.verb is not EditVerb.MERGE:
        return False
    pair = (roster.members.get(edit.member or 0), roster.members.get(edit.said.person or 0))
    return all(each is not None and each.linked for each in pair)


def _picked(member_id: int | None, roster: Roster) -> str:
    return "" if member_id is None else roster.members[member_id].name


def known_person(tx: Tx, who: Actor, member: Member) -> KnownPerson:
    """A member with the posts that are in the asker's care."""
    care = care_of_edits(tx, who)
    held = (each for each in people.posts_of(tx, member.id) if care.covers(each.unit.path))
    seats = tuple(_named(tx, each, care) for each in held)
    return KnownPerson(member.id, member.name, member.phone, seats, member.linked)


def _named(tx: Tx, seat: Seat, care: Care) -> SeatName:
    """A post by name, with the branch where the asker looks after more than that."""
    unit, height = seat.unit, house.heights(tx).get(seat.unit.tier, 0)
    above = None if unit.parent_id is None or height else people.unit(tx, unit.parent_id)
    name = unit_name(unit.name, _NAME)
    if above is not None and above.path not in (care.paths or ()):
        name = f"{unit_name(above.name, _NAME)} {name}"
    return SeatName(name, seat.kind, height, seat.post.title)
