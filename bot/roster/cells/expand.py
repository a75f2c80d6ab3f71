"""Turns written rows into posts with one value a cell.

Additional words go to the note. A row of several buildings or people becomes several rows;
ambiguities become questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import Refused
from bot.roster.asking import RANGE_OR_NAME, TWO_LEADS
from bot.roster.cells.name import Someone, beside_nobody, left_in, means_nobody, read_names
from bot.roster.cells.phone import Number, PhoneCell, read_phone
from bot.roster.cells.unit import UnitCell, is_one_of_a_kind, read_unit
from bot.roster.customs import Customs
from bot.roster.difference import Question
from bot.roster.model import PostKind, Roster, Tier
from bot.roster.phone import is_landline, written_phone
from bot.roster.places import Key, key_of
from bot.roster.posts import parse_post, post_word, title_and_aside
from bot.roster.sheet import Fact, Mend, SheetRow


@dataclass(slots=True)
class Expanded:
    """The posts of a spreadsheet, the parts left out of them, and the questions about rows."""

    rows: list[SheetRow] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    waiting: list[SheetRow] = field(default_factory=list)


def expand(
    rows: Iterable[SheetRow],
    roster: Roster,
    tiers: Sequence[Tier],
    customs: Customs,
    answers: Mapping[str, bool],
) -> Expanded:
    """Every post in the rows, each with one building, one name and one phone."""
    written_rows = list(rows)
    reader = _Expander(roster, tiers, customs, answers, written_rows)
    for row in written_rows:
        reader.take(row)
    return reader.found


class _Expander:
    def __init__(
        self,
        roster: Roster,
        tiers: Sequence[Tier],
        customs: Customs,
        answers: Mapping[str, bool],
        rows: Iterable[SheetRow],
    ) -> None:
        self._tiers, self._customs, self._answers = tiers, customs, answers
        self._known = _paths(roster)
        self._beside: dict[Key, set[str]] = defaultdict(set)
        self._parts: dict[int, int] = defaultdict(int)
        self.found = Expanded()
        for row in rows:
            if len(row.units) == len(tiers):
                self._beside[key_of(row.units[:-1])].add(row.units[-1])

    def take(self, row: SheetRow) -> None:
        if self._party_elsewhere(row):
            self._say(row, "party_not_here", name=row.name or row.post, word=row.post)
            return
        buildings = self._buildings(row)
        if buildings is None:
            self.found.waiting.append(row)
            return
        for post in self._posts(self._titled(row, buildings.note)):
            for name in buildings.names:
                self._add(post if name is None else _in(post, name))

    def _party_elsewhere(self, row: SheetRow) -> bool:
        """Whether a property company or an owners' committee stands anywhere but in a branch."""
        try:
            parse_post(row.post, len(self._tiers) - len(row.units), self._customs.words)
        except Refused as refused:
            return refused.reason == "party_not_here"
        return False

    def _buildings(self, row: SheetRow) -> _Buildings | None:
        """The buildings of a row; None while a question about them is unanswered."""
        if len(row.units) < len(self._tiers) or row.code:
            return _Buildings((None,))  # a code names one unit, whatever its name says
        cell = read_unit(row.units[-1])
        names = self._ranged(row, cell) if cell.range else cell.names
        return None if names is None else _Buildings(names, cell.note)

    def _ranged(self, row: SheetRow, cell: UnitCell) -> tuple[str, ...] | None:
        name, beside = row.units[-1], self._beside[key_of(row.units[:-1])]
        if key_of(row.units) in self._known or is_one_of_a_kind(name, beside):
            return cell.names
        names = (name, "、".join(cell.range))
        answer = self._ask(f"range-r{row.row}", RANGE_OR_NAME, row, names)
        return None if answer is None else (cell.range if answer else cell.names)

    def _titled(self, row: SheetRow, stairwell: str) -> SheetRow:
        """The post's word as title; words beside it, and a stairwell, go to the note."""
        title, aside = title_and_aside(row.post)
        extra = [each for each in (stairwell, aside) if each]
        return _noted(replace(row, title=title), extra)

    def _posts(self, row: SheetRow) -> Iterator[SheetRow]:
        left = left_in(row.note)
        if left and row.name:
            self._say(row, "person_left", name=row.name, said=left)
            yield replace(row, name="", phone="", note="")
            return
        people = [each for each in read_names(row.name) if not self._gone(row, each)]
        phone = read_phone(row.phone, self._customs.region)
        if not people:
            yield _noted(self._vacant(row, phone), [beside_nobody(row.name)])
        elif len(people) == 1:
            yield self._seat(row, people[0], phone)
        else:
            yield from self._several(row, people, phone)

    def _gone(self, row: SheetRow, person: Someone) -> bool:
        if person.gone:
            self._say(row, "person_left", name=person.name, said=person.gone)
        return bool(person.gone)

    def _vacant(self, row: SheetRow, phone: PhoneCell) -> SheetRow:
        """A vacant post.

        A phone without a name is kept, so that the row is refused, unless the person left.
        """
        keep = phone.numbers and means_nobody(row.name)
        return replace(row, name="", phone=phone.numbers[0].phone if keep else "")

    def _seat(self, row: SheetRow, person: Someone, phone: PhoneCell) -> SheetRow:
        self._phone_mends(row, person.name, phone)
        extra = [person.note, *_beside_phones(phone.numbers, self._customs.region)]
        number = phone.numbers[0].phone if phone.numbers else ""
        return _noted(replace(row, name=person.name, phone=number), extra)

    def _several(
        self, row: SheetRow, people: Sequence[Someone], phone: PhoneCell
    ) -> Iterator[SheetRow]:
        """One seat for each of several people, with their own phones where the numbers match."""
        posts = self._seats_for(row, people)
        if posts is None:
            self.found.waiting.append(row)
            return
        for seat, person, cell in zip(posts, people, _shared(phone, len(people)), strict=True):
            yield self._seat(seat, person, cell)

    def _seats_for(self, row: SheetRow, people: Sequence[Someone]) -> list[SheetRow] | None:
        height = len(self._tiers) - len(row.units)
        if _kind(row.post, height, self._customs) is not PostKind.LEAD:
            return [row for _ in people]
        names = tuple(each.name for each in people)
        both = self._ask(f"leads-r{row.row}.{row.part}", TWO_LEADS, row, names)
        if both is None:
            return None
        deputy = _deputy_of(row, height, self._customs)
        return [row if both or not place else deputy for place in range(len(people))]

    def _phone_mends(self, row: SheetRow, name: str, phone: PhoneCell) -> None:
        if phone.reason:
            self._say(row, phone.reason, name=name, said=phone.said)
        if phone.numbers and phone.numbers[0].somebody_elses:
            self._say(row, "phone_words", name=name, said=phone.numbers[0].words)
        if len(phone.numbers) > 1:
            self._say(row, "phone_second", name=name)
        if phone.rest:
            self._say(row, "phone_rest", name=name, said=phone.rest)
        if phone.numbers and is_landline(phone.numbers[0].phone):
            self._say(row, "phone_landline", name=name)

    def _ask(self, question: str, kind: str, row: SheetRow, names: tuple[str, ...]) -> bool | None:
        if question in self._answers:
            return self._answers[question]
        if all(each.id != question for each in self.found.questions):
            self.found.questions.append(Question(question, kind, (row.row,), names, ""))
        return None

    def _say(self, row: SheetRow, reason: str, **facts: Fact) -> None:
        self.found.mends.append(Mend(row.row, reason, facts))

    def _add(self, row: SheetRow) -> None:
        part = self._parts[row.row]
        self._parts[row.row] = part + 1
        self.found.rows.append(replace(row, part=part))


@dataclass(frozen=True, slots=True)
class _Buildings:
    """The buildings of a row; None stands for the unit as written."""

    names: tuple[str | None, ...]
    note: str = ""


def _paths(roster: Roster) -> set[Key]:
    found: dict[int, tuple[str, ...]] = {}
    for unit in sorted(roster.units.values(), key=lambda unit: unit.path):
        above = found.get(unit.parent_id, ()) if unit.parent_id is not None else ()
        found[unit.id] = (*above, unit.name)
    return {key_of(path) for path in found.values()}


def _in(row: SheetRow, building: str) -> SheetRow:
    return replace(row, units=(*row.units[:-1], building))


def _noted(row: SheetRow, extra: Iterable[str]) -> SheetRow:
    """The note with words found in other cells; without such words, as in the file."""
    added = [each for each in extra if each]
    if not added:
        return row
    return replace(row, note="；".join((*filter(None, (row.note,)), *added)), noted=True)


def _beside_phones(numbers: Sequence[Number], region: str) -> list[str]:
    """The words beside the first number, and all further numbers with theirs."""
    found = [each.words for each in numbers[:1]]
    for each in numbers[1:]:
        words = f"（{each.words}）" if each.words else ""
        found.append(f"{written_phone(each.phone, region)}{words}")
    return found


def _shared(phone: PhoneCell, people: int) -> list[PhoneCell]:
    if len(phone.numbers) == people:
        return [PhoneCell((number,)) for number in phone.numbers]
    return [phone, *(PhoneCell() for _ in range(people - 1))]


def _kind(word: str, height: int, customs: Customs) -> PostKind | None:
    try:
        return parse_post(word, height, customs.words)
    except Refused:
        return None


def _deputy_of(row: SheetRow, height: int, customs: Customs) -> SheetRow:
    """The deputy's title: 副 before the office's own word, if that makes a known word, else the
    usual one; in English always that."""
    word = post_word(PostKind.DEPUTY, height, "en") if row.title.isascii() else f"副{row.title}"
    if _kind(word, height, customs) is not PostKind.DEPUTY:
        word = post_word(PostKind.DEPUTY, height, "zh-hans")
    return replace(row, post=word, title=word)
