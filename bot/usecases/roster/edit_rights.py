"""Who may change what of the roster by hand, at the moment of acting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.errors import Refused
from bot.roster.authority import from_above
from bot.roster.care import EVERYTHING, Care
from bot.roster.edits import REPLACING, Edit, EditVerb, person_of, seat_of, unit_of
from bot.roster.model import Member, PostKind, Roster, Unit
from bot.roster.permissions import Right
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.rights import Actor


def require_edit(tx: Tx, who: Actor, edit: Edit, roster: Roster) -> None:
    """Raise Refused where somebody may not make a change: "not_allowed", or "from_above_only" for
    the posts of those who look after the asker's own unit."""
    concerned = list(_concerned(edit, roster))
    if not concerned and not who.operator:
        raise Refused("not_allowed")
    for unit, kind in concerned:
        if not may_edit(tx, who, edit.verb, unit):
            raise Refused("not_allowed")
        if kind is not None and from_above(unit, kind, _care_of_changes(who)):
            raise Refused("from_above_only")


def may_edit(tx: Tx, who: Actor, verb: EditVerb, unit: Unit) -> bool:
    """Whether somebody may make such changes in a unit; a branch lead, of building posts."""
    if verb not in REPLACING:
        return who.may(Right.CHANGE, unit)
    lowest = house.lowest_tier(tx)
    return who.may(Right.REPLACE, unit, lowest=lowest if unit.tier == lowest else "")


def may_edit_seat(tx: Tx, who: Actor, verb: EditVerb, unit: Unit, kind: PostKind) -> bool:
    """Whether somebody may make such a change of a post of that kind."""
    above = from_above(unit, kind, _care_of_changes(who))
    return may_edit(tx, who, verb, unit) and not above


def care_of_edits(tx: Tx, who: Actor) -> Care:
    """The part of the tree in which somebody may change anything at all."""
    return _care(who, Right.REPLACE, house.lowest_tier(tx))


def _care_of_changes(who: Actor) -> Care:
    """The part in which they may change everything below; who leads a branch changes no liaison."""
    return _care(who, Right.CHANGE, "")


def _care(who: Actor, right: Right, lowest: str) -> Care:
    if who.operator:
        return EVERYTHING
    mine = [seat.unit for seat in who.seats if who.may(right, seat.unit, lowest=lowest)]
    return Care(tuple(dict.fromkeys(unit.path for unit in mine)))


def foreign_to_editor(
    tx: Tx, who: Actor, roster: Roster, verb: EditVerb = EditVerb.PHONE
) -> Callable[[Member], bool]:
    """A test whether somebody may not change a member's name and number, or the like."""

    def foreign(member: Member) -> bool:
        seats = [roster.posts[post] for post, m in roster.holders.items() if m == member.id]
        return not all(
            may_edit_seat(tx, who, verb, roster.units[post.unit_id], post.kind) for post in seats
        )

    return foreign


def _posts_of(edit: Edit, roster: Roster) -> Iterator[int]:
    """The posts of the member that is changed, of both where two entries are merged; of somebody
    who comes back, those they had."""
    member = person_of(edit, roster)
    if edit.verb is EditVerb.RESTORE:
        yield from roster.suspended.get(member.id, ())
        return
    whose = {member.id, edit.said.person} if edit.verb is EditVerb.MERGE else {member.id}
    yield from (post for post, holder in roster.holders.items() if holder in whose)


def _concerned(edit: Edit, roster: Roster) -> Iterator[tuple[Unit, PostKind | None]]:
    """The units, and the kinds of their posts, that a change is about."""
    if edit.member is not None:
        for post_id in _posts_of(edit, roster):
            post = roster.posts[post_id]
            yield roster.units[post.unit_id], post.kind
        return
    if edit.verb is EditVerb.REPLACE or edit.post is not None:
        unit_id, seat = seat_of(edit, roster)
        yield roster.units[unit_id], None if seat is None else seat.kind
    else:
        yield unit_of(edit, roster), PostKind(edit.said.kind) if edit.said.kind else None
        if edit.said.parent is not None and edit.said.parent in roster.units:
            yield roster.units[edit.said.parent], None
