"""A difference in its sender's words: which seats, whose and where, without ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.roster.difference import Assign, Difference, Ref
from bot.roster.model import HandMark, Post, PostKind, Roster, Tier
from bot.roster.sheet import Fact


class ChangeSection(StrEnum):
    """What happens to a seat, unit, person or row; in display order."""

    FAULT = "fault"
    MEND = "mend"
    """A row that is carried out with a part left out."""
    VACANT = "vacant"
    REMOVED = "removed"
    HANDED = "handed"
    FILLED = "filled"
    BESIDE = "beside"
    """A second lead beside one who stays."""
    RENAMED = "renamed"
    PERSON = "person"
    NEW_UNIT = "new_unit"
    """This and the following are told of changes by hand only."""
    NEW_POST = "new_post"
    NO_POST = "no_post"
    MOVED = "moved"
    MERGED = "merged"
    SUSPENDED = "suspended"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of existing data, or a row that is not carried out.

    `units`: names from the top down; `former`: the person or value before; `title`: the office's
    word for the post.
    """

    section: ChangeSection
    units: tuple[str, ...] = ()
    kind: PostKind | None = None
    height: int = 0
    name: str = ""
    former: str = ""
    row: int = 0
    reason: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    title: str = ""
    by_hand: bool = False
    """It undoes what was changed by hand."""


def change_lines(difference: Difference, roster: Roster, tiers: Sequence[Tier]) -> list[ChangeLine]:
    """All changes of existing data, and all faulty rows."""
    teller = _Teller(difference, roster, tiers)
    changes = (*teller.losses(), *teller.gains(), *teller.names())
    return [*teller.faults(), *teller.mends(), *changes]


def told_by_hand(difference: Difference, roster: Roster, tiers: Sequence[Tier]) -> list[ChangeLine]:
    """As `told`, of a change by hand: what is new as well, line by line."""
    teller = _Teller(difference, roster, tiers)
    changes = (*teller.losses(), *teller.gains(), *teller.names())
    return [*teller.people(), *changes, *teller.units(), *teller.posts()]


def uppers(difference: Difference, roster: Roster, tiers: Sequence[Tier]) -> Iterator[str | None]:
    """The unit above each new unit of the lowest tier, where several share a name; else None."""
    made = {unit.key: unit.name for unit in difference.new_units}
    for unit in difference.new_units:
        above = unit.parent if unit.tier == tiers[-1].code else None
        yield roster.units[above].name if isinstance(above, int) else made.get(above or "")


class _Teller:
    def __init__(self, difference: Difference, roster: Roster, tiers: Sequence[Tier]) -> None:
        self._difference, self._roster = difference, roster
        self._by_file = difference.rows > 0
        self._heights = {tier.code: index for index, tier in enumerate(reversed(tiers))}
        self._new = {person.key: person.name for person in difference.new_members}
        self._titles = {each.post: each.title for each in difference.changed_posts}
        self._made = {post.key: post for post in difference.new_posts}
        self._changing = {
            *(each.post for each in difference.assign),
            *(each.post for each in difference.vacate),
            *(each.post for each in difference.dropped_posts),
        }

    def faults(self) -> Iterator[ChangeLine]:
        for fault in self._difference.faults:
            yield ChangeLine(
                ChangeSection.FAULT,
                fault.units,
                row=fault.row,
                reason=fault.reason,
                facts=fault.facts,
            )

    def mends(self) -> Iterator[ChangeLine]:
        for mend in self._difference.mends:
            yield ChangeLine(ChangeSection.MEND, row=mend.row, reason=mend.reason, facts=mend.facts)

    def losses(self) -> Iterator[ChangeLine]:
        for vacated in self._difference.vacate:
            yield self._lost(vacated.post, vacated.member)
        for gone in self._difference.dropped_posts:
            if gone.member is not None:
                yield self._lost(gone.post, gone.member)
        for unit in self._difference.removed_units:
            yield ChangeLine(ChangeSection.REMOVED, unit.names)

    def _lost(self, post: int, former: int) -> ChangeLine:
        line = self._seat(ChangeSection.VACANT, self._seat_of(self._roster.posts[post]), former)
        return self._marked(line, post)

    def _marked(self, line: ChangeLine, post: int) -> ChangeLine:
        """The line with a word where the post was changed by hand and a file undoes that."""
        marks = {HandMark("holder", post), HandMark("post", post)}
        undone = self._by_file and not marks.isdisjoint(self._roster.by_hand)
        return replace(line, by_hand=undone) if undone else line

    def gains(self) -> Iterator[ChangeLine]:
        found = [told for each in self._difference.assign if (told := self._gain(each))]
        yield from sorted(found, key=lambda told: told.section is not ChangeSection.HANDED)

    def units(self) -> Iterator[ChangeLine]:
        """New units, and those that go elsewhere."""
        for new in self._difference.new_units:
            above = self._path(new.parent if isinstance(new.parent, int) else None)
            yield ChangeLine(ChangeSection.NEW_UNIT, (*above, new.name))
        for each in self._difference.moved_units:
            name = self._roster.units[each.parent].name
            yield ChangeLine(ChangeSection.MOVED, self._path(each.unit), name=name)

    def people(self) -> Iterator[ChangeLine]:
        """Entries that are merged, taken out, or come back."""
        for each in self._difference.merged_members:
            names = self._name(each.into), self._name(each.member)
            yield ChangeLine(ChangeSection.MERGED, name=names[0], former=names[1])
        for section, members in (
            (ChangeSection.SUSPENDED, self._difference.suspended),
            (ChangeSection.RESTORED, self._difference.restored),
        ):
            for member in members:
                yield ChangeLine(section, name=self._name(member))

    def posts(self) -> Iterator[ChangeLine]:
        """New posts of units there are, and vacant ones that go."""
        taken = {each.post for each in self._difference.assign}
        for new in self._difference.new_posts:
            if isinstance(new.unit, int) and new.key not in taken:
                seat = (new.unit, new.kind, new.title or "")
                yield self._seat(ChangeSection.NEW_POST, seat)
        removed = {each.unit for each in self._difference.removed_units}
        for gone in self._difference.dropped_posts:
            if gone.unit not in removed:
                post = self._roster.posts[gone.post]
                yield self._seat(ChangeSection.NO_POST, self._seat_of(post))

    def names(self) -> Iterator[ChangeLine]:
        for unit in self._difference.renamed_units:
            yield ChangeLine(
                ChangeSection.RENAMED, self._path(unit.unit), name=unit.new, row=unit.row
            )
        for person in self._difference.changed_members:
            yield ChangeLine(
                ChangeSection.PERSON, name=person.name, former=person.old_name, row=person.row
            )

    def _gain(self, assign: Assign) -> ChangeLine | None:
        """The line for a taken seat; None in new units, all of whose seats are new."""
        if isinstance(assign.post, int):
            seat = self._seat_of(self._roster.posts[assign.post])
        else:
            made = self._made[assign.post]
            if not isinstance(made.unit, int):
                return None
            seat = (made.unit, made.kind, made.title or "")
            stays = self._stays(made.unit, made.kind)
            if stays is not None:
                return self._seat(ChangeSection.BESIDE, seat, stays, assign.member, assign.row)
        section = ChangeSection.FILLED if assign.former is None else ChangeSection.HANDED
        line = self._seat(section, seat, assign.former, assign.member, assign.row)
        return self._marked(line, assign.post) if isinstance(assign.post, int) else line

    def _seat_of(self, post: Post) -> tuple[int, PostKind, str]:
        return post.unit_id, post.kind, self._titles.get(post.id, post.title) or ""

    def _stays(self, unit: int, kind: PostKind) -> int | None:
        """The lead of a unit who keeps the seat."""
        seats = self._roster.posts_by_unit.get(unit, ()) if kind is PostKind.LEAD else ()
        kept = (seat.id for seat in seats if seat.kind is kind and seat.id not in self._changing)
        return next((holder for seat in kept if (holder := self._roster.holders.get(seat))), None)

    def _seat(
        self,
        section: ChangeSection,
        seat: tuple[int, PostKind, str],
        former: int | None = None,
        member: Ref | None = None,
        row: int = 0,
    ) -> ChangeLine:
        unit, kind, title = seat
        height = self._heights.get(self._roster.units[unit].tier, 0)
        names = self._name(member), self._name(former)
        return ChangeLine(section, self._path(unit), kind, height, *names, row, title=title)

    def _name(self, ref: Ref | None) -> str:
        if ref is None:
            return ""
        return self._new[ref] if isinstance(ref, str) else self._roster.members[ref].name

    def _path(self, unit_id: int | None) -> tuple[str, ...]:
        if unit_id is None:
            return ()
        unit = self._roster.units[unit_id]
        return (*self._path(unit.parent_id), unit.name)
