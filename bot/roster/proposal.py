"""Computes what a spreadsheet would change in the roster.

A file covers only the branches it names: buildings it does not list there are removed, and people
it does not list lose their posts, with a lead's seat staying as a vacancy. It covers a unit above
branches only with a row for that very unit. A row that is unreadable or waits for an answer spares
its whole branch; one that cannot be placed spares every unit it might belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.roster.authority import foreign_to, from_above, without_those_above
from bot.roster.by_hand import FileScope, reconciled, seats_lost_by_hand
from bot.roster.care import EVERYTHING, Care
from bot.roster.cells.expand import expand
from bot.roster.cells.tops import under_tops
from bot.roster.customs import USUAL, Customs
from bot.roster.difference import Difference, Question, Ref
from bot.roster.draft import DifferenceDraft
from bot.roster.entries import SeatEntry, SheetReading, read_rows
from bot.roster.model import Post, PostKind, Roster, Tier
from bot.roster.people import MemberMatcher
from bot.roster.person import same
from bot.roster.places import SheetUnit, key_of, place_units
from bot.roster.scope import CoveredUnit, Scope
from bot.roster.seating import WantedSeat, seat_rows
from bot.roster.sheet import Fact, Mend, Sheet


def compare(
    sheet: Sheet,
    roster: Roster,
    tiers: Sequence[Tier],
    care: Care = EVERYTHING,
    answers: Mapping[str, bool] | None = None,
    customs: Customs = USUAL,
) -> Difference:
    """What importing the spreadsheet would change; nothing is changed yet.

    `answers`: the sender's to the questions of an earlier difference, by id.
    """
    known = answers or {}
    whole, tops = under_tops(sheet, roster, tiers, care, customs.community, known)
    cells = expand(whole.rows, roster, tiers, customs, known)
    plain = replace(whole, rows=tuple(cells.rows), mends=(*sheet.mends, *cells.mends))
    reading = read_rows(plain, place_units(plain.rows, roster, tiers), tiers, care, customs)
    for row in cells.waiting:
        reading.doubts.standing(key_of(row.units))
    people = MemberMatcher(roster, known, foreign_to(care, roster))
    entries = without_those_above(reading, roster, care)
    people.identify(entries)
    seated = _seated(entries, people, reading)
    buildings = len(whole.tiers) == len(tiers)
    scope = Scope(reading, roster, care, len(tiers) - 1, buildings=buildings)
    plan = _Plan(roster, care, scope, DifferenceDraft(roster))
    plan.settle_units(reading.bare, seated)
    plan.settle_seats(_wanted(seated, people))
    asked = (*tops, *cells.questions, *people.questions)
    found = plan.difference(reading, people, asked, len({row.row for row in sheet.rows}))
    return reconciled(found, roster, known, FileScope(plan.units, _members(people)))


def _members(people: MemberMatcher) -> set[int]:
    return {who.ref for who in people.who.values() if isinstance(who.ref, int)}


def _seated(
    entries: Iterable[SeatEntry], people: MemberMatcher, reading: SheetReading
) -> list[SeatEntry]:
    """The entries with a known person, each seated once."""
    for entry in people.waiting:
        reading.doubts.standing(entry.place.key)
    for entry in people.refused:
        reading.fault(entry.row, "person_outside_care", {"name": entry.name})
    absent = {entry.row.at for entry in (*people.waiting, *people.refused)}
    return _once([entry for entry in entries if entry.row.at not in absent], people, reading)


def _once(
    entries: Sequence[SeatEntry], people: MemberMatcher, reading: SheetReading
) -> list[SeatEntry]:
    """Drop repeated rows for the same person and seat; they are reported and are no error. The row
    with the person's own name is kept before one with that of a second entry of theirs."""
    seats: dict[object, list[SeatEntry]] = defaultdict(list)
    for entry in entries:
        who = people.who.get(entry.row.at)
        seats[entry.place.key, entry.kind, who.ref if who else entry.row.at].append(entry)
    kept = set()
    for rows in seats.values():
        who = people.who.get(rows[0].row.at)
        own = [each for each in rows if who and same(each.name, who.name)]
        first = (own or rows)[0]
        kept.add(first.row.at)
        for entry in rows:
            if entry is not first and not entry.row.wide:
                facts: dict[str, Fact] = {"name": entry.name, "first_row": first.row.row}
                reading.mends.append(Mend(entry.row.row, "duplicate_row", facts))
    return [entry for entry in entries if entry.row.at in kept]


def _wanted(
    entries: Iterable[SeatEntry], people: MemberMatcher
) -> dict[SheetUnit, list[WantedSeat]]:
    wanted: dict[SheetUnit, list[WantedSeat]] = defaultdict(list)
    for entry in entries:
        who = people.who.get(entry.row.at)
        wanted[entry.place].append((entry, who.ref if who else None))
    return wanted


class _Plan:
    def __init__(self, roster: Roster, care: Care, scope: Scope, draft: DifferenceDraft) -> None:
        self._roster, self._care, self._draft = roster, care, draft
        self._spoken, self._spared = scope.units(), scope.spared()
        self._lost = seats_lost_by_hand(roster)
        self._changed = {mark.subject for mark in roster.by_hand if mark.what == "person"}

    @property
    def units(self) -> set[int]:
        """The units the spreadsheet covers."""
        return {each.unit.id for each in self._spoken}

    def settle_units(self, bare: Iterable[SheetUnit], seated: Iterable[SeatEntry]) -> None:
        places = dict.fromkeys((*bare, *(entry.place for entry in seated)))
        for place in sorted(places, key=lambda place: place.row):
            self._draft.unit(place)
            self._draft.name(place)

    def settle_seats(self, wanted: Mapping[SheetUnit, Sequence[WantedSeat]]) -> None:
        known = {place.unit.id: rows for place, rows in wanted.items() if place.unit}
        for spoken in self._spoken:
            self._settle(spoken, known.get(spoken.unit.id, ()))
        for place, rows in wanted.items():
            if place.unit is None:
                self._seat(self._draft.unit(place), rows, (), spare=False)

    def difference(
        self, reading: SheetReading, people: MemberMatcher, asked: tuple[Question, ...], rows: int
    ) -> Difference:
        draft = self._draft
        return Difference(
            roster_version=self._roster.version,
            new_units=draft.new_units,
            removed_units=tuple(draft.removed_units),
            renamed_units=draft.renamed_units,
            new_members=people.new_members(),
            changed_members=people.changed_members(),
            new_posts=tuple(draft.new_posts),
            changed_posts=tuple(draft.changed_posts),
            dropped_posts=tuple(draft.dropped_posts),
            assign=tuple(draft.assign),
            vacate=tuple(draft.vacate),
            leaving=self._leaving(),
            faults=tuple(sorted(reading.faults, key=lambda fault: fault.row)),
            questions=asked,
            spared=self._spared,
            rows=rows,
            held=self._held(),
            emptied=draft.emptied,
            mends=tuple(sorted(reading.mends, key=lambda mend: mend.row)),
        )

    def _settle(self, spoken: CoveredUnit, rows: Sequence[WantedSeat]) -> None:
        seats = self._changeable(spoken)
        if spoken.listed:
            self._seat(spoken.unit.id, rows, seats, spare=spoken.spare)
        elif not spoken.spare:
            self._draft.remove(spoken.unit, seats)

    def _seat(
        self, unit: Ref, rows: Sequence[WantedSeat], seats: Sequence[Post], *, spare: bool
    ) -> None:
        for kind in PostKind:
            wanted = [row for row in rows if row[0].kind is kind]
            there = [post for post in seats if post.kind is kind]
            if wanted or there:
                lost = self._lost.get((unit, kind)) if isinstance(unit, int) else None
                seating = seat_rows(
                    wanted,
                    there,
                    self._roster.holders,
                    spare=spare,
                    lost=lost,
                    changed=self._changed,
                )
                self._draft.settle(unit, seating)

    def _changeable(self, spoken: CoveredUnit) -> list[Post]:
        posts = self._roster.posts_by_unit.get(spoken.unit.id, ())
        return [post for post in posts if not from_above(spoken.unit, post.kind, self._care)]

    def _held(self) -> int:
        seats = (post for each in self._spoken if not each.spare for post in self._changeable(each))
        return sum(post.id in self._roster.holders for post in seats)

    def _leaving(self) -> tuple[int, ...]:
        before = self._roster.holders
        after = self._draft.holders()
        return tuple(sorted(set(before.values()) - set(after.values())))
