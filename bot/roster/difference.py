"""What importing a spreadsheet would change, as plain values that are stored until the sender
decides. A `Ref` is an existing row's id or the key of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.roster.model import HandMark, PostKind
from bot.roster.sheet import Mend, RowFault

Ref: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A new unit; parents come before their children."""

    key: str
    code: str
    name: str
    tier: str
    parent: Ref | None
    row: int


@dataclass(frozen=True, slots=True)
class RemovedUnit:
    """A building its branch no longer lists; `names`: its path from the top."""

    unit: int
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenamedUnit:
    """A unit known by its code that gets another name."""

    unit: int
    old: str
    new: str
    row: int


@dataclass(frozen=True, slots=True)
class MovedUnit:
    """A unit that goes below another, by hand only; its parents are given before and after."""

    unit: int
    old_parent: int
    parent: int


@dataclass(frozen=True, slots=True)
class NewMember:
    """A new person; `phone` is E.164."""

    key: str
    name: str
    phone: str | None
    row: int


@dataclass(frozen=True, slots=True)
class ChangedMember:
    """A person with a new name or phone; both are given before and after."""

    member: int
    old_name: str
    name: str
    old_phone: str | None
    phone: str | None
    row: int


@dataclass(frozen=True, slots=True)
class MergedMember:
    """A second entry of a person, which becomes part of another, by hand only."""

    member: int
    into: int


@dataclass(frozen=True, slots=True)
class NewPost:
    """A new seat, vacant until an `Assign` names it."""

    key: str
    unit: Ref
    kind: PostKind
    ordinal: int
    note: str | None
    row: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedPost:
    """A seat with a new note or title; both are given before and after."""

    post: int
    old_note: str | None
    note: str | None
    row: int
    old_title: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DroppedPost:
    """A removed seat, whose assignment ends; seats of removed units are included."""

    post: int
    unit: int
    kind: PostKind
    member: int | None


@dataclass(frozen=True, slots=True)
class Assign:
    """A member takes a seat, replacing `former` where it was held."""

    post: Ref
    member: Ref
    former: int | None
    row: int


@dataclass(frozen=True, slots=True)
class Vacate:
    """A seat that stays and becomes vacant."""

    post: int
    member: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the sender, of a kind in `bot.roster.asking`; its rows wait for the answer.

    `names`: what it is about; `phone` is masked.
    """

    id: str
    kind: str
    rows: tuple[int, ...]
    names: tuple[str, ...]
    phone: str


@dataclass(frozen=True)
class Difference:
    """All changes of an import.

    `held` and `emptied` count seats in the units the spreadsheet covers. `leaving`: members without
    any seat afterwards. `spared`: branches that lose nobody because of a row in `faults` or
    `questions`. `mends`: parts left out of rows that are carried out.
    `suspended` and `restored`: members taken out for now, and those who come back.
    `settled`: what was changed by hand, of which the file speaks and has the last word.
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
    moved_units: tuple[MovedUnit, ...] = ()
    merged_members: tuple[MergedMember, ...] = ()
    suspended: tuple[int, ...] = ()
    restored: tuple[int, ...] = ()
    settled: tuple[HandMark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change, faults and questions aside."""
        return not any(getattr(self, name) for name in CHANGES)

    @property
    def emptying(self) -> bool:
        """Whether more than a fifth of the held posts would become vacant."""
        return self.emptied * 5 > self.held

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of changes, faults and questions of each kind."""
        return {name: len(getattr(self, name)) for name in LISTS}


CHANGES = (
    "new_units",
    "removed_units",
    "renamed_units",
    "moved_units",
    "new_members",
    "changed_members",
    "merged_members",
    "suspended",
    "restored",
    "new_posts",
    "changed_posts",
    "dropped_posts",
    "assign",
    "vacate",
)
"""What `apply` carries out; `leaving` is only derived."""

LISTS = (*CHANGES, "leaving", "faults", "questions", "spared", "mends")
