"""What importing a sheet would change: plain values, stored while the sender decides.

A `Ref` is the id of what exists, or the key of what this difference makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.roster.model import PostKind
from bot.roster.sheet import Mend, RowFault

Ref: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be made; parents stand before their children."""

    key: str
    code: str
    name: str
    tier: str
    parent: Ref | None
    row: int


@dataclass(frozen=True, slots=True)
class RemovedUnit:
    """A building its branch no longer lists; `names` leads to it from the top."""

    unit: int
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenamedUnit:
    """A unit known by its code under another name."""

    unit: int
    old: str
    new: str
    row: int


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to be made; `phone` is E.164."""

    key: str
    name: str
    phone: str | None
    row: int


@dataclass(frozen=True, slots=True)
class ChangedMember:
    """A person with another name or phone; both are given before and after."""

    member: int
    old_name: str
    name: str
    old_phone: str | None
    phone: str | None
    row: int


@dataclass(frozen=True, slots=True)
class NewPost:
    """A seat to be made, vacant until an `Assign` names it."""

    key: str
    unit: Ref
    kind: PostKind
    ordinal: int
    note: str | None
    row: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedPost:
    """A seat whose note or title changes; both are given before and after."""

    post: int
    old_note: str | None
    note: str | None
    row: int
    old_title: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DroppedPost:
    """A seat that ceases, its holder's time with it; those of removed units are here too."""

    post: int
    unit: int
    kind: PostKind
    member: int | None


@dataclass(frozen=True, slots=True)
class Assign:
    """Somebody takes a seat, in place of `former` where it was held."""

    post: Ref
    member: Ref
    former: int | None
    row: int


@dataclass(frozen=True, slots=True)
class Vacate:
    """A seat that stays and loses its holder."""

    post: int
    member: int


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the sender knows, of one of the kinds in `bot.roster.asking`.

    Until it is answered its rows wait. `names` is what the question is about; `phone` is masked.
    """

    id: str
    kind: str
    rows: tuple[int, ...]
    names: tuple[str, ...]
    phone: str


@dataclass(frozen=True)
class Difference:
    """All that would change; `held` and `emptied` count seats of what the sheet speaks for.

    `leaving` are the members who hold nothing any more, `spared` the branches that lose nobody
    because of a row in `faults` or `questions`. `mends` is what was left out of rows that are
    carried out.
    """

    roster_version: int
    new_units: tuple[NewUnit, ...] = ()
    removed_units: tuple[RemovedUnit, ...] = ()
    renamed_units: tuple[RenamedUnit, ...] = ()
    new_members: tuple[NewMember, ...] = ()
    changed_members: tuple[ChangedMember, ...] = ()
    new_posts: tuple[NewPost, ...] = ()
    changed_posts: tuple[ChangedPost, ...] = ()
    dropped_posts: tuple[DroppedPost, ...] = ()
    assign: tuple[Assign, ...] = ()
    vacate: tuple[Vacate, ...] = ()
    leaving: tuple[int, ...] = ()
    faults: tuple[RowFault, ...] = ()
    questions: tuple[Question, ...] = ()
    spared: tuple[int, ...] = ()
    rows: int = 0
    held: int = 0
    emptied: int = 0
    mends: tuple[Mend, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change, whatever was faulty or asked."""
        return not any(getattr(self, name) for name in CHANGES)

    @property
    def emptying(self) -> bool:
        """Whether more than a fifth of the held posts would lose their holder."""
        return self.emptied * 5 > self.held

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each kind of change, fault and question there are."""
        return {name: len(getattr(self, name)) for name in LISTS}


CHANGES = (
    "new_units",
    "removed_units",
    "renamed_units",
    "new_members",
    "changed_members",
    "new_posts",
    "changed_posts",
    "dropped_posts",
    "assign",
    "vacate",
)
"""What `apply` carries out; `leaving` only follows from it."""

LISTS = (*CHANGES, "leaving", "faults", "questions", "spared", "mends")
