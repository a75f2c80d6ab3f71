"""What somebody changes in the roster by hand: each change becomes a difference, as a file does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.errors import Refused
from bot.roster import sound
from bot.roster.difference import (
    Assign,
    ChangedMember,
    ChangedPost,
    Difference,
    NewMember,
    NewPost,
    Ref,
    RenamedUnit,
    Vacate,
)
from bot.roster.model import UNIT_POSTS, Member, Post, PostKind, Roster, Unit


class EditVerb(StrEnum):
    """What can be changed by hand."""

    REPLACE = "replace"
    VACATE = "vacate"
    PHONE = "phone"
    RENAME = "rename"


REPLACING = frozenset({EditVerb.REPLACE, EditVerb.VACATE, EditVerb.PHONE})
"""What a branch lead may do as well, of buildings."""


@dataclass(frozen=True, slots=True)
class EditSaid:
    """What was typed or picked for a change.

    `note`: the words beside a number; `person`: a member who was picked; `account`: the Telegram
    account of a picked contact; `apart`: two people share the number.
    """

    name: str = ""
    phone: str | None = None
    note: str = ""
    person: int | None = None
    account: int | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the roster: of a post, a unit or a member, by what was said."""

    verb: EditVerb
    unit: int | None = None
    post: int | None = None
    member: int | None = None
    said: EditSaid = EditSaid()


NEW_PERSON, NEW_SEAT = "m1", "p1"
"""Keys of the new rows of a change."""


def difference_of_edit(edit: Edit, roster: Roster) -> Difference:
    """What the change would do to the roster as it stands. Raises Refused."""
    found = replace(_VERBS[edit.verb](edit, roster), roster_version=roster.version)
    if found.is_empty:
        raise Refused("nothing_to_change")
    sound.check(found, roster, apart=edit.said.apart)
    return found


def seat_of(edit: Edit, roster: Roster) -> tuple[int, Post | None]:
    """The unit and the post; a unit in which nobody answers has none. Raises Refused."""
    if edit.post is not None:
        if edit.post not in roster.posts:
            raise Refused("post_gone")
        post = roster.posts[edit.post]
        return post.unit_id, post
    unit = unit_of(edit, roster)
    posts = roster.posts_by_unit.get(unit.id, ())
    return unit.id, next((post for post in posts if post.kind in UNIT_POSTS), None)


def unit_of(edit: Edit, roster: Roster) -> Unit:
    """The unit that is changed. Raises Refused("unit_gone")."""
    if edit.unit is None or edit.unit not in roster.units:
        raise Refused("unit_gone")
    return roster.units[edit.unit]


def person_of(edit: Edit, roster: Roster) -> Member:
    """The member that is changed. Raises Refused("person_gone")."""
    if edit.member is None or edit.member not in roster.members:
        raise Refused("person_gone")
    return roster.members[edit.member]


def _replace(edit: Edit, roster: Roster) -> Difference:
    """Somebody takes a post; a unit without posts gets one for a lead."""
    unit_id, post = seat_of(edit, roster)
    who, new = _whom(edit.said, roster)
    note = edit.said.note or None
    made = () if post else (NewPost(NEW_SEAT, unit_id, PostKind.LEAD, 0, note, 0),)
    former = roster.holders.get(post.id) if post else None
    if former == who:
        known = _filled_in(edit.said, who, roster)
        return Difference(0, changed_members=known, changed_posts=_noted(edit.said, post))
    return Difference(
        roster_version=0,
        new_members=new,
        changed_members=_filled_in(edit.said, who, roster),
        new_posts=made,
        changed_posts=_noted(edit.said, post),
        assign=(Assign(post.id if post else NEW_SEAT, who, former, 0),),
    )


def _vacate(edit: Edit, roster: Roster) -> Difference:
    _, post = seat_of(edit, roster)
    former = None if post is None else roster.holders.get(post.id)
    if post is None or former is None:
        raise Refused("vacant_already")
    return Difference(0, vacate=(Vacate(post.id, former),))


def _phone(edit: Edit, roster: Roster) -> Difference:
    member = person_of(edit, roster)
    return Difference(0, changed_members=changed_member(member, phone=edit.said.phone))


def _rename(edit: Edit, roster: Roster) -> Difference:
    """A unit or a member gets another name."""
    name = edit.said.name
    if edit.member is not None:
        return Difference(0, changed_members=changed_member(person_of(edit, roster), name=name))
    unit = unit_of(edit, roster)
    changed = () if unit.name == name else (RenamedUnit(unit.id, unit.name, name, 0),)
    return Difference(0, renamed_units=changed)


_VERBS = {
    EditVerb.REPLACE: _replace,
    EditVerb.VACATE: _vacate,
    EditVerb.PHONE: _phone,
    EditVerb.RENAME: _rename,
}


def _whom(said: EditSaid, roster: Roster) -> tuple[Ref, tuple[NewMember, ...]]:
    if said.person is not None:
        if said.person not in roster.members:
            raise Refused("person_gone")
        return said.person, ()
    return NEW_PERSON, (NewMember(NEW_PERSON, said.name, said.phone, 0),)


def _filled_in(said: EditSaid, who: Ref, roster: Roster) -> tuple[ChangedMember, ...]:
    """The number typed beside the name of somebody known."""
    return () if isinstance(who, str) else changed_member(roster.members[who], phone=said.phone)


def _noted(said: EditSaid, post: Post | None) -> tuple[ChangedPost, ...]:
    """The words beside a number go to the post's note, as in a file."""
    if not said.note or post is None:
        return ()
    note = "；".join(filter(None, (post.note, said.note)))
    return (ChangedPost(post.id, post.note, note, 0, post.title, post.title),)


def changed_member(
    member: Member, *, name: str | None = None, phone: str | None = None
) -> tuple[ChangedMember, ...]:
    """The member with another name or number; nothing where that is theirs already."""
    after = (name or member.name, phone or member.phone)
    if after == (member.name, member.phone):
        return ()
    return (ChangedMember(member.id, member.name, after[0], member.phone, after[1], 0),)
