"""A difference in words, so that a test says what it expects as a person would."""

from __future__ import annotations

from collections.abc import Iterator

from bot.roster.difference import Difference, Ref
from bot.roster.model import Post, PostKind, Roster, Unit
from bot.roster.posts import own_word

_TIERS = ("community", "branch", "building")


def words(difference: Difference, roster: Roster) -> list[str]:
    """The changes, then what was asked and what could not be read, a line each."""
    return list(_Words(difference, roster).lines())


def canonical(roster: Roster) -> object:
    """A form in which rosters are equal regardless of ids and gaps in ordinals."""
    paths = {unit.id: _path(unit, roster) for unit in roster.units.values()}
    units = {(paths[unit.id], unit.code, unit.name, unit.tier) for unit in roster.units.values()}
    seats = {
        unit_id: [_seat(post, roster) for post in posts]
        for unit_id, posts in roster.posts_by_unit.items()
    }
    return units, {paths[unit_id]: posts for unit_id, posts in seats.items()}


def seats(roster: Roster) -> list[str]:
    """All seats, a line each: path, kind, title, holder, number, note."""
    return [_line(post, roster) for unit in roster.units.values()
            for post in roster.posts_by_unit.get(unit.id, ())]  # fmt: skip


def mends(difference: Difference) -> list[str]:
    """The parts left out, a line each."""
    return [
        " ".join(
            str(part)
            for part in (f"row {each.row}", each.reason, each.facts.get("name", ""),
                         each.facts.get("said", ""))
        ).strip()
        for each in difference.mends
    ]  # fmt: skip


def _line(post: Post, roster: Roster) -> str:
    member = roster.members.get(roster.holders.get(post.id, 0))
    who = f"{member.name} {member.phone or ''}".strip() if member else "-"
    path = _path(roster.units[post.unit_id], roster)
    note = f" ({post.note})" if post.note else ""
    return f"{path} {post.kind} {post.title}: {who}{note}"


def _path(unit: Unit, roster: Roster) -> str:
    parent = unit.parent_id
    return f"{_path(roster.units[parent], roster)}/{unit.name}" if parent else unit.name


def _seat(post: Post, roster: Roster) -> tuple[str, str | None, str, object]:
    member = roster.members.get(roster.holders.get(post.id, 0))
    height = len(_TIERS) - 1 - _TIERS.index(roster.units[post.unit_id].tier)
    title = own_word(post.title, PostKind(post.kind), height)
    return post.kind, post.note, title, member and (member.name, member.phone)


class _Words:
    def __init__(self, difference: Difference, roster: Roster) -> None:
        self._difference, self._roster = difference, roster
        self._units: dict[Ref | None, str] = {
            unit.id: _path(unit, roster) for unit in roster.units.values()
        }
        for new in difference.new_units:
            above = f"{self._units[new.parent]}/" if new.parent else ""
            self._units[new.key] = f"{above}{new.name}"
        self._members: dict[Ref | None, str] = {
            member.id: member.name for member in roster.members.values()
        } | {new.key: new.name for new in difference.new_members}
        self._posts: dict[Ref, str] = {
            post.id: f"{self._units[post.unit_id]} {post.kind}" for post in roster.posts.values()
        } | {new.key: f"{self._units[new.unit]} {new.kind}" for new in difference.new_posts}

    def lines(self) -> Iterator[str]:
        found = self._difference
        yield from (f"new unit {self._units[new.key]} [{new.code}]" for new in found.new_units)
        yield from (f"no unit {'/'.join(gone.names)}" for gone in found.removed_units)
        yield from (f"unit {unit.old} is {unit.new}" for unit in found.renamed_units)
        yield from (f"new {new.name} {new.phone or ''}".strip() for new in found.new_members)
        for changed in found.changed_members:
            old, new = (changed.old_name, changed.old_phone), (changed.name, changed.phone)
            yield f"{old[0]} {old[1] or ''} is {new[0]} {new[1] or ''}"
        yield from self._seats()
        yield from (f"{self._members[member]} leaves" for member in found.leaving)
        for question in found.questions:
            yield f"{question.id}: {' or '.join(question.names)} {question.phone}?"
        yield from (f"row {fault.row}: {fault.reason}" for fault in found.faults)
        yield from (f"row {mend.row} mend: {mend.reason}" for mend in found.mends)

    def _seats(self) -> Iterator[str]:
        found = self._difference
        for seat in found.assign:
            instead = f" instead of {self._members[seat.former]}" if seat.former else ""
            yield f"{self._posts[seat.post]}: {self._members[seat.member]}{instead}"
        held = {seat.post for seat in found.assign}
        yield from (f"{self._posts[p.key]}: vacant" for p in found.new_posts if p.key not in held)
        yield from (
            f"{self._posts[seat.post]}: no more {self._members[seat.member]}"
            for seat in found.vacate
        )
        yield from (f"{self._posts[seat.post]}: dropped" for seat in found.dropped_posts)
        for changed in found.changed_posts:
            if changed.note != changed.old_note:
                yield f"{self._posts[changed.post]} note: {changed.note}"
            if changed.title != changed.old_title:
                yield f"{self._posts[changed.post]} title: {changed.title}"
