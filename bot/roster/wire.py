"""Converts a difference to JSON and back without loss."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bot.roster.difference import (
    Assign,
    ChangedMember,
    ChangedPost,
    Difference,
    DroppedPost,
    MergedMember,
    MovedUnit,
    NewMember,
    NewPost,
    NewUnit,
    Question,
    RemovedUnit,
    RenamedUnit,
    Vacate,
)
from bot.roster.model import HandMark, PostKind
from bot.roster.sheet import Mend, RowFault

ITEM_TYPES: dict[str, type[Any]] = {
    "new_units": NewUnit,
    "removed_units": RemovedUnit,
    "renamed_units": RenamedUnit,
    "moved_units": MovedUnit,
    "new_members": NewMember,
    "changed_members": ChangedMember,
    "merged_members": MergedMember,
    "suspended": int,
    "restored": int,
    "settled": HandMark,
    "new_posts": NewPost,
    "changed_posts": ChangedPost,
    "dropped_posts": DroppedPost,
    "assign": Assign,
    "vacate": Vacate,
    "leaving": int,
    "faults": RowFault,
    "questions": Question,
    "spared": int,
    "mends": Mend,
}


def dumps(difference: Difference) -> str:
    """The difference as a JSON text."""
    return json.dumps(asdict(difference), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Difference:
    """The difference from the text made by `dumps`."""
    found: dict[str, Any] = json.loads(text)
    for name, kind in ITEM_TYPES.items():
        found[name] = tuple(_item(kind, value) for value in found.get(name, ()))
    return Difference(**found)


def _item(kind: type[Any], value: Any) -> Any:
    if kind is int:
        return value
    return kind(**{name: _value(name, part) for name, part in value.items()})


def _value(name: str, value: Any) -> Any:
    if name == "kind" and value in set(PostKind):
        return PostKind(value)
    if isinstance(value, dict):
        return {key: _value("", part) for key, part in value.items()}
    return tuple(value) if isinstance(value, list) else value
