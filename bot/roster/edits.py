"""A change of the roster by hand: what is changed, and what was said for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Refused
from bot.roster.model import UNIT_POSTS, Member, Post, Roster, Unit


class EditVerb(StrEnum):
    """What can be changed by hand."""

    REPLACE = "replace"
    VACATE = "vacate"
    PHONE = "phone"
    RENAME = "rename"
    ADD_POST = "addpost"
    ADD_UNIT = "addunit"
    MOVE = "move"
    CLOSE = "close"
    SUSPEND = "suspend"
    RESTORE = "restore"
    MERGE = "merge"


REPLACING = frozenset({EditVerb.REPLACE, EditVerb.VACATE, EditVerb.PHONE})
"""What a branch lead may do as well, of buildings."""


@dataclass(frozen=True, slots=True)
class EditSaid:
    """What was typed or picked for a change.

    `note`: the words beside a number or a post; `person`: a member who was picked; `account`: the
    Telegram account of a picked contact; `apart`: two people share the number; `kind`, `title`: of
    a new post; `names`: of new units; `parent`: where a unit goes.
    """

    name: str = ""
    phone: str | None = None
    note: str = ""
    person: int | None = None
    account: int | None = None
    apart: bool = False
    kind: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the roster: of a post, a unit or a member, by what was said."""

    verb: EditVerb
    unit: int | None = None
    post: int | None = None
    member: int | None = None
    said: EditSaid = EditSaid()


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
