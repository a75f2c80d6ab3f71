"""Matches rows to members: by phone, else by name within the unit, else as new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.roster.difference import ChangedMember, NewMember, Question
from bot.roster.entries import SeatEntry
from bot.roster.fold import fold_name
from bot.roster.model import HandMark, Member, Roster
from bot.roster.namesakes import Namesakes, Seat
from bot.roster.person import Group, Person, by_phone_and_name, question, same
from bot.roster.places import Key

At: TypeAlias = tuple[int, int]
"""A row of the file and which of its posts (`SheetRow.at`)."""


@dataclass
class MemberMatcher:
    """Matches rows to members.

    `who` has the result by row; rows with an open question are missing. `foreign`: a test for
    members whose name and phone the sender may not change.
    """

    roster: Roster
    answers: Mapping[str, bool]
    foreign: Callable[[Member], bool]
    who: dict[At, Person] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    waiting: list[SeatEntry] = field(default_factory=list)
    refused: list[SeatEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._namesakes = Namesakes(self.roster)
        self._known: dict[int, Person] = {}
        self._new: list[Person] = []
        self._taken: set[int] = set()
        self._placed: set[Seat] = set()
        self._here: dict[tuple[Key, str], Person] = {}
        self._on_phone: dict[str, list[Person]] = defaultdict(list)

    def identify(self, entries: Iterable[SeatEntry]) -> None:
        """Match every row that has a name."""
        named = [entry for entry in entries if entry.name]
        self._namesakes.hear(entry for entry in named if not entry.phone)
        groups = by_phone_and_name(named)
        self._remember({str(group[0].phone) for group in groups})
        for group in [group for group in groups if not self._by_phone(group)]:
            self._by_new_phone(group)
        for entry in named:
            if not entry.phone:
                self._settle([entry], self._by_name_alone(entry))

    def new_members(self) -> tuple[NewMember, ...]:
        """The members not in the roster yet, in row order."""
        new = sorted(self._new, key=lambda who: who.row)
        return tuple(NewMember(str(who.ref), who.name, who.phone, who.row) for who in new)

    def changed_members(self) -> tuple[ChangedMember, ...]:
        """The known members with a new name or phone."""
        found = ((who, who.member) for who in self._known.values())
        return tuple(
            ChangedMember(was.id, was.name, who.name, was.phone, who.phone, who.row)
            for who, was in found
            if was and (was.name, was.phone) != (who.name, who.phone)
        )

    def _remember(self, phones: set[str]) -> None:
        for member in self.roster.members.values():
            if member.phone in phones:
                self._on_phone[str(member.phone)].append(self._person(member))

    def _by_phone(self, group: Group) -> bool:
        first = group[0]
        for person in self._on_phone[str(first.phone)]:
            if same(person.name, first.name):
                self._spell(person, first)
                self._settle(group, person)
                return True
        return False

    def _by_new_phone(self, group: Group) -> None:
        """A phone with two names becomes a question; an unknown phone goes to the member of
        that name."""
        phone = str(group[0].phone)
        rivals = [person for person in self._on_phone[phone] if person.phone == phone]
        if self._as_before(group, rivals):
            return
        if not rivals:
            self._by_name(group)
        elif rivals[0].member and self.foreign(rivals[0].member):
            self.refused.extend(group)
        else:
            self._ask(group, rivals[0])

    def _as_before(self, group: Group, rivals: Sequence[Person]) -> bool:
        """A file has somebody as they were before a change by hand."""
        if any(self._renamed_here(group, each) for each in rivals):
            return False
        namesake = self._namesakes.free(group, self._taken)
        changed = namesake is not None and HandMark("person", namesake.id) in self.roster.by_hand
        member = namesake if changed else self._namesakes.once(group)
        if member is None or self.foreign(member) or (namesake and not changed):
            return False
        if member.id in self._taken and same(member.name, group[0].name):
            return False
        person = self._person(member)
        if not (person.settled or self._namesakes.heard(member)):
            person.phone = person.phone if rivals and not changed else group[0].phone
            self._spell(person, group[0])
        self._settle(group, person)
        return True

    def _renamed_here(self, group: Group, rival: Person) -> bool:
        """Whether the number's owner was changed by hand and holds such a post there: that is whom
        the file means by a former name, whoever else has borne it."""
        known = rival.member
        marked = known is not None and HandMark("person", known.id) in self.roster.by_hand
        return known is not None and marked and self._namesakes.holds(group, known)

    def _ask(self, group: Group, rival: Person) -> None:
        asked = question(group, rival)
        answer = self.answers.get(asked.id)
        if answer is None:
            self.questions.append(asked)
            self.waiting.extend(group)
        elif answer:
            self._rename(rival, group[0])
            self._settle(group, rival)
        else:
            self._by_name(group)

    def _by_name(self, group: Group) -> None:
        member = self._namesakes.free(group, self._taken)
        if member and self.foreign(member):
            self.refused.extend(group)
            return
        person = self._person(member) if member else self._fresh(group[0])
        person.phone = group[0].phone
        self._spell(person, group[0])
        self._on_phone[str(person.phone)].append(person)
        self._settle(group, person)

    def _by_name_alone(self, entry: SeatEntry) -> Person:
        here = (entry.place.key, fold_name(entry.name))
        member = self._namesakes.best(entry, self._placed, phone=False)
        if member is None and here not in self._here:
            member = self._namesakes.best(entry, self._placed, phone=True)
        if member is None and here not in self._here:
            member = self._namesakes.once([entry])
        return self._person(member) if member else self._here.get(here) or self._fresh(entry)

    def _spell(self, person: Person, entry: SeatEntry) -> None:
        """A member known by phone gets the name's spelling from the file."""
        if not person.settled and not (person.member and self.foreign(person.member)):
            person.name, person.row = entry.name, entry.row.row

    def _rename(self, person: Person, entry: SeatEntry) -> None:
        """A member with two names gets the new one, unless another row has them under the old."""
        if not (person.member and self._namesakes.heard(person.member)):
            self._spell(person, entry)

    def _settle(self, group: Group, person: Person) -> None:
        person.settled = True
        for entry in group:
            self.who[entry.row.at] = person
            self._here.setdefault((entry.place.key, fold_name(entry.name)), person)
            if person.member:
                self._taken.add(person.member.id)
                self._placed.add((person.member.id, entry.place.key, entry.kind))

    def _person(self, member: Member) -> Person:
        if member.id not in self._known:
            self._known[member.id] = Person(member.id, member.name, member.phone, 0, member)
        return self._known[member.id]

    def _fresh(self, entry: SeatEntry) -> Person:
        person = Person(f"m{len(self._new) + 1}", entry.name, entry.phone, entry.row.row)
        self._new.append(person)
        return person
