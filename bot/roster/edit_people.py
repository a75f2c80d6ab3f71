"""Changes of holders, names and numbers by hand, as differences."""

from __future__ import annotations

from bot.errors import Refused
from bot.roster.difference import (
    Assign,
    ChangedMember,
    ChangedPost,
    Difference,
    DroppedPost,
    MergedMember,
    NewMember,
    NewPost,
    Ref,
    Vacate,
)
from bot.roster.edits import Edit, EditSaid, person_of, seat_of
from bot.roster.model import Member, Post, PostKind, Roster

NEW_PERSON, NEW_SEAT = "m1", "p1"
"""Keys of the new rows of a change."""


def replaced(edit: Edit, roster: Roster) -> Difference:
    """Somebody takes a post; a unit without posts gets one for a lead. Raises Refused."""
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


def vacated(edit: Edit, roster: Roster) -> Difference:
    """Nobody holds a post any more. Raises Refused."""
    _, post = seat_of(edit, roster)
    former = None if post is None else roster.holders.get(post.id)
    if post is None or former is None:
        raise Refused("vacant_already")
    return Difference(0, vacate=(Vacate(post.id, former),))


def numbered(edit: Edit, roster: Roster) -> Difference:
    """A member gets another number. Raises Refused."""
    member = person_of(edit, roster)
    return Difference(0, changed_members=changed_member(member, phone=edit.said.phone))


def renamed_person(edit: Edit, roster: Roster) -> Difference:
    """A member gets another name. Raises Refused."""
    changed = changed_member(person_of(edit, roster), name=edit.said.name)
    return Difference(0, changed_members=changed)


def suspended(edit: Edit, roster: Roster) -> Difference:
    """A member leaves all posts, and may get them back. Raises Refused."""
    member = person_of(edit, roster)
    held = [post for post, who in roster.holders.items() if who == member.id]
    gone = tuple(Vacate(post, member.id) for post in sorted(held))
    return Difference(0, vacate=gone, suspended=(member.id,) if held else ())


def restored(edit: Edit, roster: Roster) -> Difference:
    """A member gets back those posts that nobody else has taken. Raises Refused."""
    member = person_of(edit, roster)
    if member.id not in roster.suspended:
        raise Refused("not_suspended", name=member.name)
    free = [post for post in roster.suspended[member.id] if post not in roster.holders]
    back = tuple(Assign(post, member.id, None, 0) for post in free)
    return Difference(0, assign=back, restored=(member.id,))


def merged(edit: Edit, roster: Roster) -> Difference:
    """Two entries of one person become one: that which is linked, else has a number, else was
    picked first. Raises Refused."""
    keep, gone = _kept_and_gone(edit, roster)
    mine = {(roster.posts[p].unit_id, roster.posts[p].kind)
            for p, who in roster.holders.items() if who == keep.id}  # fmt: skip
    assign, dropped = [], []
    for number, who in sorted(roster.holders.items()):
        post = roster.posts[number]
        if who == gone.id and (post.unit_id, post.kind) in mine:
            dropped.append(DroppedPost(number, post.unit_id, post.kind, who))
        elif who == gone.id:
            assign.append(Assign(number, keep.id, gone.id, 0))
    return Difference(
        roster_version=0,
        changed_members=changed_member(keep, phone=keep.phone or gone.phone),
        merged_members=(MergedMember(gone.id, keep.id),),
        assign=tuple(assign),
        dropped_posts=tuple(dropped),
    )


def _kept_and_gone(edit: Edit, roster: Roster) -> tuple[Member, Member]:
    first, other = person_of(edit, roster), roster.members.get(edit.said.person or 0)
    if other is None or other.id == first.id:
        raise Refused("person_gone")
    if (other.linked, other.phone is not None) > (first.linked, first.phone is not None):
        return other, first
    return first, other


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
