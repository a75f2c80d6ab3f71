"""Writes a difference to the roster's tables. History is kept: rows get an end time and stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.roster.difference import Assign, Difference, MovedUnit, NewUnit, Ref
from bot.roster.phone import is_landline
from bot.store.people.people import path_end
from bot.store.tx import Tx


def write_difference(tx: Tx, difference: Difference, now: datetime) -> Mapping[Ref, int]:
    """Write everything a difference changes; returns the ids of new rows by their keys."""
    return _Change(tx, now).carry_out(difference)


class _Change:
    """Batches statements by kind: a district's roster is 18,000 rows."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._tx, self._now = tx, now
        self._ids: dict[Ref, int] = {}

    def carry_out(self, difference: Difference) -> Mapping[Ref, int]:
        self._end_seats(difference)
        self._change_units(difference)
        self._change_members(difference)
        self._make_posts(difference)
        self._seat(difference.assign)
        self._suspend_and_merge(difference)
        return self._ids

    def _suspend_and_merge(self, difference: Difference) -> None:
        """Whoever gets a post is back, by whatever way."""
        known = {each.member for each in difference.assign if isinstance(each.member, int)}
        back = sorted({*known, *difference.restored})
        self._tx.run_many("restore_member", [{"id": each} for each in back])
        gone = [{"id": each, "now": self._now} for each in difference.suspended]
        self._tx.run_many("suspend_member", gone)
        merged = [{"id": each.member, "into": each.into} for each in difference.merged_members]
        self._tx.run_many("merge_member", merged)
        self._tx.run_many("merge_alive", merged)
        self._tx.run_many("page_links_merged", merged)
        for each in difference.merged_members:
            self._tx.run("member_on_page", member_id=each.into)

    def _end_seats(self, difference: Difference) -> None:
        dropped = [each.post for each in difference.dropped_posts]
        handed_on = [each.post for each in difference.assign if each.former is not None]
        ended = [*dropped, *(each.post for each in difference.vacate), *handed_on]
        facts = [{"post_id": post, "now": self._now} for post in ended]
        self._tx.run_many("end_assignment", facts)
        self._tx.run_many("drop_post", [{"id": post, "now": self._now} for post in dropped])

    def _change_units(self, difference: Difference) -> None:
        removed = [{"id": each.unit, "now": self._now} for each in difference.removed_units]
        self._tx.run_many("remove_unit", removed)
        self._tx.run_many("unbind_unit", [{"id": each.unit} for each in difference.removed_units])
        gone = [{"unit_id": each.unit} for each in difference.removed_units]
        self._tx.run_many("drop_facts_of_unit", gone)
        for each in difference.moved_units:
            self._move(each)
        renamed = [{"id": each.unit, "name": each.new} for each in difference.renamed_units]
        self._tx.run_many("rename_unit", renamed)
        if difference.new_units:
            self._make_units(difference.new_units)

    def _move(self, moved: MovedUnit) -> None:
        """A unit and everything below it; a group that serves its former neighbours too is no
        longer its own."""
        before = self._tx.need("unit_by_id", unit_id=moved.unit)["path"]
        above = self._tx.need("unit_by_id", unit_id=moved.parent)["path"]
        after = f"{above}{moved.unit:08d}."
        where = {"before": before, "before_end": path_end(before), "after": after}
        self._tx.run("unbind_moved", unit_id=moved.unit, before=before, before_end=path_end(before))
        self._tx.run("move_unit", unit_id=moved.unit, parent_id=moved.parent)
        self._tx.run("move_paths", skip=len(before) + 1, **where)

    def _make_units(self, units: Sequence[NewUnit]) -> None:
        dead = {row["code"]: int(row["id"]) for row in self._tx.all("dead_units")}
        back: dict[Ref, int] = {each.key: dead[each.code] for each in units if each.code in dead}
        fresh = [unit.key for unit in units if unit.key not in back]
        self._ids |= back
        self._ids |= self._fresh("unit", fresh)
        rows = self._unit_rows(units)
        self._tx.run_many("insert_unit", [row for key, row in rows.items() if key not in back])
        self._tx.run_many("revive_unit", [row for key, row in rows.items() if key in back])

    def _unit_rows(self, units: Sequence[NewUnit]) -> dict[str, dict[str, object]]:
        """Parents come first, so that a unit's path can be built from its parent's."""
        paths = {row["id"]: row["path"] for row in self._tx.all("roster_units")}
        rows: dict[str, dict[str, object]] = {}
        for unit in units:
            number, above = self._id(unit.key), self._id_or_none(unit.parent)
            paths[number] = f"{paths.get(above, '')}{number:08d}."
            rows[unit.key] = {
                "id": number,
                "code": unit.code,
                "name": unit.name,
                "tier": unit.tier,
                "parent_id": above,
                "path": paths[number],
            }
        return rows

    def _change_members(self, difference: Difference) -> None:
        changed = [
            {
                "id": each.member,
                "name": each.name,
                "phone": each.phone,
                "landline": _landline(each.phone),
            }
            for each in difference.changed_members
        ]
        self._tx.run_many("change_member", changed)
        self._ids |= self._fresh("member", [each.key for each in difference.new_members])
        new = [
            {
                "id": self._id(each.key),
                "name": each.name,
                "phone": each.phone,
                "landline": _landline(each.phone),
            }
            for each in difference.new_members
        ]
        self._tx.run_many("insert_member", new)

    def _make_posts(self, difference: Difference) -> None:
        changed = [
            {"id": each.post, "note": each.note, "title": each.title}
            for each in difference.changed_posts
        ]
        self._tx.run_many("change_post", changed)
        self._ids |= self._fresh("post", [each.key for each in difference.new_posts])
        new = [
            {
                "id": self._id(each.key),
                "unit_id": self._id(each.unit),
                "kind": each.kind,
                "ordinal": each.ordinal,
                "note": each.note,
                "title": each.title,
            }
            for each in difference.new_posts
        ]
        self._tx.run_many("insert_post", new)

    def _seat(self, assign: Sequence[Assign]) -> None:
        facts = [
            {"post_id": self._id(each.post), "member_id": self._id(each.member), "now": self._now}
            for each in assign
        ]
        self._tx.run_many("begin_assignment", facts)

    def _fresh(self, table: str, keys: Sequence[str]) -> dict[Ref, int]:
        if not keys:
            return {}
        rows = self._tx.all(_FRESH[table], n=len(keys))
        return {key: int(row["id"]) for key, row in zip(keys, rows, strict=True)}

    def _id(self, ref: Ref) -> int:
        return ref if isinstance(ref, int) else self._ids[ref]

    def _id_or_none(self, ref: Ref | None) -> int | None:
        return None if ref is None else self._id(ref)


_FRESH = {"unit": "fresh_unit_ids", "member": "fresh_member_ids", "post": "fresh_post_ids"}


def _landline(phone: str | None) -> bool:
    """Whether whoever has this number alone is reached by telephone."""
    return phone is not None and is_landline(phone)
