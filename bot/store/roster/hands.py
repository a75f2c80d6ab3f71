"""What was changed by hand since a file last spoke of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.roster.difference import Difference, Ref
from bot.roster.model import HandChange, HandMark, Post, PostKind, Unit
from bot.store.tx import Row, Tx


def load_hand_changes(tx: Tx) -> dict[HandMark, HandChange]:
    """All of it."""
    rows = tx.all("hand_changes")
    held = _held(tx) if rows else {}
    return {_mark(row): _change(row, held) for row in rows}


def _held(tx: Tx) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for row in tx.all("held_before_hand_changes"):
        found.setdefault(row["post_id"], set()).add(row["member_id"])
    return {post: frozenset(members) for post, members in found.items()}


def record_by_hand(
    tx: Tx, made: Difference, ids: Mapping[Ref, int], actor: str, now: datetime
) -> None:
    """A difference was made by hand."""
    found = [
        {"what": what, "subject_id": ids.get(ref, ref), "was_name": name, "was_below": below,
         "changed_by": actor, "now": now}
        for what, ref, name, below in _marks(made)
    ]  # fmt: skip
    tx.run_many("put_hand_change", found)


def settle_by_hand(tx: Tx, marks: Iterable[HandMark]) -> None:
    """A file has had the last word on these."""
    tx.run_many("drop_hand_change", [{"what": e.what, "subject_id": e.subject} for e in marks])


def posts_changed_by_hand(tx: Tx, unit_id: int) -> frozenset[int]:
    """The posts of a unit of which anything was changed by hand."""
    rows = tx.all("hand_changes_of_posts", unit_id=unit_id)
    return frozenset(row["subject_id"] for row in rows)


def _marks(made: Difference) -> Iterator[tuple[str, Ref, str | None, int | None]]:
    """What, of which subject, and how files have had a unit."""
    posts: list[Ref] = [each.post for each in made.assign]
    posts += [each.post for each in made.vacate]
    posts += [each.post for each in made.changed_posts]
    for post in posts:
        yield "holder", post, None, None
    for new in made.new_posts:
        yield "post", new.key, None, None
    for dropped in made.dropped_posts:
        yield "post", dropped.post, None, None
    for unit in made.new_units:
        yield "unit", unit.key, None, None
    for removed in made.removed_units:
        yield "unit", removed.unit, None, None
    for renamed in made.renamed_units:
        yield "unit", renamed.unit, renamed.old, None
    for moved in made.moved_units:
        yield "unit", moved.unit, None, moved.old_parent
    people: list[Ref] = [each.key for each in made.new_members]
    people += [each.member for each in made.changed_members]
    people += [each.into for each in made.merged_members]
    for person in people:
        yield "person", person, None, None


def _mark(row: Row) -> HandMark:
    return HandMark(row["what"], row["subject_id"])


def _change(row: Row, held: Mapping[int, frozenset[int]]) -> HandChange:
    of_post = row["what"] in ("holder", "post")
    before = held.get(row["subject_id"], frozenset()) if of_post else frozenset()
    return HandChange(row["was_name"], row["was_below"], _unit(row), _post(row), before)


def _unit(row: Row) -> Unit | None:
    columns = ("id", "code", "name", "tier", "parent_id", "path")
    return None if row["id"] is None else Unit(*(row[column] for column in columns))


def _post(row: Row) -> Post | None:
    if row["post_id"] is None:
        return None
    facts = (row["ordinal"], row["note"], row["title"])
    return Post(row["post_id"], row["post_unit"], PostKind(row["kind"]), *facts)
