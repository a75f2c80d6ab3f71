"""What was changed by hand since a file last spoke of it, and what a file would undo of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.roster.asking import BY_HAND
from bot.roster.difference import Difference, DroppedPost, NewPost, Question, Ref
from bot.roster.fold import fold, fold_unit
from bot.roster.former_places import was_place
from bot.roster.model import HandMark, PostKind, Roster

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class FileScope:
    """The units and members of which a file speaks."""

    units: Collection[int]
    members: Collection[int]


def seats_lost_by_hand(roster: Roster) -> dict[tuple[int, PostKind], dict[int, frozenset[int]]]:
    """By unit and kind: the posts changed or closed by hand, and who has held them."""
    found: dict[tuple[int, PostKind], dict[int, frozenset[int]]] = {}
    for mark, change in roster.by_hand.items():
        post = roster.posts.get(mark.subject) or change.post
        if mark.what in ("holder", "post") and post is not None:
            found.setdefault((post.unit_id, post.kind), {})[post.id] = change.held
    return found


def reconciled(
    found: Difference, roster: Roster, answers: Mapping[str, bool], spoken: FileScope
) -> Difference:
    """The difference after the question whether the file undoes what was changed by hand; until
    that is answered, and where it is answered by no, it does not."""
    if not roster.by_hand:
        return found
    undoing = _Undoing(found, roster)
    marks, answer = undoing.marks, answers.get(BY_HAND)
    kept = frozenset() if answer else marks
    asked = found.questions
    if marks and answer is None:
        asked = (*asked, _question(marks, roster))
    settled = tuple(
        mark for mark in roster.by_hand if mark not in kept and _of(mark, roster, spoken)
    )
    after = undoing.keeping(kept) if kept else found
    return replace(after, questions=asked, settled=settled)


def _question(marks: Collection[HandMark], roster: Roster) -> Question:
    names = [
        _name(mark, roster) for mark in sorted(marks, key=lambda each: (each.what, each.subject))
    ]
    shown = dict.fromkeys(name for name in names if name)
    return Question(BY_HAND, BY_HAND, (), (str(len(shown)), *list(shown)[:_SHOWN]), "")


def _name(mark: HandMark, roster: Roster) -> str:
    """What was changed, by the names of its unit and of who is there now."""
    change = roster.by_hand[mark]
    if mark.what == "person":
        return roster.members[mark.subject].name if mark.subject in roster.members else ""
    if mark.what == "unit":
        unit = roster.units.get(mark.subject) or change.unit
        return unit.name if unit else ""
    post = roster.posts.get(mark.subject) or change.post
    unit = roster.units.get(post.unit_id) if post else None
    holder = roster.members.get(roster.holders.get(mark.subject, 0))
    return " ".join(each.name for each in (unit, holder) if each)


def _of(mark: HandMark, roster: Roster, spoken: FileScope) -> bool:
    """Whether a file speaks of what was changed."""
    if mark.what == "person":
        return mark.subject in spoken.members
    change = roster.by_hand[mark]
    if mark.what == "unit":
        above = change.unit.parent_id if change.unit else None
        return mark.subject in spoken.units or above in spoken.units
    post = roster.posts.get(mark.subject) or change.post
    return post is not None and post.unit_id in spoken.units


class _Undoing:
    """Finds for each item of a difference what it undoes, if anything."""

    def __init__(self, found: Difference, roster: Roster) -> None:
        self._found, self._roster, self._by_hand = found, roster, roster.by_hand

    @cached_property
    def marks(self) -> frozenset[HandMark]:
        """Everything the file would undo."""
        found = self._found
        marks = [self._new_units.get(each.key) for each in found.new_units]
        marks += [self._new_post(each) for each in found.new_posts]
        marks += [self._seat(each.post, each.former) for each in found.assign]
        marks += [self._seat(each.post, each.member) for each in found.vacate]
        marks += [self._post(each.post) for each in found.changed_posts]
        marks += [self._dropped(each) for each in found.dropped_posts]
        marks += [self._unit(each.unit) for each in found.removed_units]
        marks += [self._unit(each.unit) for each in found.renamed_units]
        marks += [self._person(each.member) for each in found.changed_members]
        return frozenset(mark for mark in marks if mark)

    def keeping(self, kept: Collection[HandMark]) -> Difference:
        """The difference without what would undo these."""
        found = self._found
        assign = tuple(e for e in found.assign if self._seat(e.post, e.former) not in kept)
        used = {each.member for each in assign}
        vacate = tuple(e for e in found.vacate if self._seat(e.post, e.member) not in kept)
        dropped = tuple(e for e in found.dropped_posts if self._dropped(e) not in kept)
        spared = (
            len(found.vacate)
            - len(vacate)
            + sum(each.member is not None for each in {*found.dropped_posts} - {*dropped})
        )
        return replace(
            found,
            assign=assign,
            vacate=vacate,
            dropped_posts=dropped,
            new_members=tuple(e for e in found.new_members if e.key in used),
            new_units=tuple(e for e in found.new_units if self._new_units.get(e.key) not in kept),
            new_posts=tuple(e for e in found.new_posts if self._new_post(e) not in kept),
            changed_posts=tuple(e for e in found.changed_posts if self._post(e.post) not in kept),
            removed_units=tuple(e for e in found.removed_units if self._unit(e.unit) not in kept),
            renamed_units=tuple(e for e in found.renamed_units if self._unit(e.unit) not in kept),
            changed_members=tuple(
                e for e in found.changed_members if self._person(e.member) not in kept
            ),
            leaving=tuple(each for each in found.leaving if each not in self._held_by(kept)),
            emptied=found.emptied - spared,
        )

    def _held_by(self, kept: Collection[HandMark]) -> set[int]:
        holders = self._roster.holders
        return {holders[mark.subject] for mark in kept if mark.subject in holders}

    def _marked(self, what: str, subject: int) -> HandMark | None:
        mark = HandMark(what, subject)
        return mark if mark in self._by_hand else None

    def _unit(self, unit: int) -> HandMark | None:
        return self._marked("unit", unit)

    def _person(self, member: int) -> HandMark | None:
        return self._marked("person", member)

    def _post(self, post: Ref) -> HandMark | None:
        if isinstance(post, str):
            return self._new_post(self._made[post])
        return self._marked("holder", post) or self._marked("post", post)

    def _seat(self, post: Ref, former: int | None) -> HandMark | None:
        """A post changed by hand, or one whose holder's entry was."""
        return self._post(post) or (None if former is None else self._person(former))

    def _dropped(self, gone: DroppedPost) -> HandMark | None:
        removed = any(each.unit == gone.unit for each in self._found.removed_units)
        seat = self._seat(gone.post, gone.member)
        return (self._unit(gone.unit) if removed else None) or seat

    @cached_property
    def _made(self) -> dict[str, NewPost]:
        return {each.key: each for each in self._found.new_posts}

    def _new_post(self, new: NewPost) -> HandMark | None:
        if isinstance(new.unit, str):
            return self._new_units.get(new.unit)
        return self._closed_posts.get((new.unit, new.kind))

    @cached_property
    def _closed_posts(self) -> dict[tuple[int, PostKind], HandMark]:
        found = ((mark, change.post) for mark, change in self._by_hand.items())
        return {(post.unit_id, post.kind): mark for mark, post in found if post}

    @cached_property
    def _new_units(self) -> dict[str, HandMark]:
        """The new units that a file has only because they were closed, renamed or moved by hand;
        what lies below such a one as well."""
        found: dict[str, HandMark] = {}
        codes, paths = dict(self._codes()), dict(self._paths())
        for new in self._found.new_units:
            above = found.get(new.parent) if isinstance(new.parent, str) else None
            mark = (
                above or codes.get(fold(new.code)) or paths.get((new.parent, fold_unit(new.name)))
            )
            if mark is not None:
                found[new.key] = mark
        return found

    def _codes(self) -> Iterator[tuple[str, HandMark]]:
        for mark, change in self._by_hand.items():
            if change.unit is not None:
                yield fold(change.unit.code), mark

    def _paths(self) -> Iterator[tuple[tuple[Ref | None, str], HandMark]]:
        for mark, change in self._by_hand.items():
            unit = self._roster.units.get(mark.subject) or change.unit
            if mark.what == "unit" and unit is not None:
                yield was_place(unit, change), mark
