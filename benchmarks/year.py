"""A year of forty tables, driven through the real use cases on a real database: which cells nobody
had to type again, and which questions were never asked.

The tables and what is assumed of them: `year_tables.txt`, docs/performance.md.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import district
from bot.clock import ManualClock
from bot.instructions.forms.facts import asked_each_time
from bot.instructions.forms.question import questions_in
from bot.instructions.model import AnswerPath, Target
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.forms import facts, forms, questions
from bot.store.forms.forms import GivenBy
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.forms import handing_in, knowing
from bot.usecases.sent import ending
from bot.usecases.writing import changing, drafting, issuing
from bot.usecases.writing.changing import PreviewPress
from bot.usecases.writing.drafting import Writing
from bot.usecases.writing.issuing import Sending

HALF_LIFE = {"base": 3650.0, "slow": 90.0, "quick": 10.0, "new": 0.0}
"""In how many days half of the values become others."""
FITTING = -1
"""For each table the age that suits it."""
Age = int | None
"""In days; None: everything is asked."""
_SEED = 20260302
_AT_ONCE = 50
_COLUMN = re.compile(r"(\S+)（(\w+) (\S+)）")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its question, and how fast what it asks about changes."""

    words: str
    measure: str
    pace: str

    @property
    def question(self) -> str:
        """As it is typed."""
        return f"{self.words}（{self.measure}）"


@dataclass(frozen=True, slots=True)
class YearTable:
    """A table that is asked for so many times a year."""

    name: str
    times: int
    columns: tuple[Column, ...]


def year_tables() -> list[YearTable]:
    """The forty tables."""
    lines = Path(__file__).with_name("year_tables.txt").read_text("utf-8").splitlines()
    return [_table(line) for line in lines if not line.startswith("#")]


def _table(line: str) -> YearTable:
    name, times, columns = (part.strip() for part in line.split("|"))
    found = [Column(words, measure, pace) for words, pace, measure in _COLUMN.findall(columns)]
    return YearTable(name, int(times), tuple(found))


def calendar(tables: Sequence[YearTable]) -> list[tuple[float, YearTable]]:
    """When each table is asked for, in days: evenly over the year, each from a day of its own."""
    chance = random.Random(_SEED)
    starts = [(each, chance.random()) for each in tables]
    days = [(365 * (start + at) / each.times, each)
            for each, start in starts for at in range(each.times)]  # fmt: skip
    return sorted(days, key=lambda each: each[0])


@dataclass(slots=True)
class Counts:
    """Cells of all tables: `known`: not asked, as the answer was known; `stale`: of those, how many
    had changed meanwhile; `same`: asked, and confirmed with a tap; `typed`: the rest."""

    cells: int = 0
    known: int = 0
    stale: int = 0
    same: int = 0
    typed: int = 0
    forms: int = 0
    unasked: int = 0
    """Forms of which nothing was asked."""

    def share(self, part: int) -> float:
        """In per cent of all cells."""
        return 100 * part / self.cells


@dataclass(slots=True)
class _Truth:
    """What is so in each building, as the days pass."""

    chance: random.Random
    values: dict[tuple[int, str], tuple[float, str]] = field(default_factory=dict)

    def value(self, unit: int, column: Column, day: float) -> str:
        since, value = self.values.get((unit, column.words), (-1.0, ""))
        pace = HALF_LIFE[column.pace]
        kept = 0.0 if since < 0 or not pace else 0.5 ** ((day - since) / pace)
        if not value or self.chance.random() >= kept:
            value = str(self.chance.randrange(100))
        self.values[unit, column.words] = (day, value)
        return value


@dataclass(frozen=True, slots=True)
class _Asked:
    account: int
    table: YearTable
    days: int | None


AGE_BY_PACE = {"new": None, "quick": 7, "slow": 30, "base": 365}


def fitting_age(table: YearTable) -> int | None:
    """The age that suits the fastest column of a table, but for those that are asked each time as
    they name a time (本月); None where something is new each time in words that do not say so."""
    asked = [(each, questions_in(each.question)[0]) for each in table.columns]
    paces = {each.pace for each, question in asked if not asked_each_time(question)}
    return next((AGE_BY_PACE[pace] for pace in AGE_BY_PACE if pace in paces), None)


@dataclass(frozen=True, slots=True)
class _Filled:
    instruction_id: int
    table: YearTable
    targets: Sequence[int]
    day: float
    truth: _Truth
    counts: Counts


async def lived(
    folder: Path, branches: int, buildings: int, reuse: Age, most: int | None = None
) -> Counts:
    """A year, or its first `most` tables; `reuse`: up to which age what is known is not asked."""
    clock = ManualClock(district.NOON)
    opened = await district.opened(folder, branches, buildings)
    database = Database(opened.engine, clock)
    account = await database.read(district.liaison, None)
    truth, counts, day = _Truth(random.Random(_SEED)), Counts(), 0.0
    for at, table in calendar(year_tables())[:most]:
        clock.move(timedelta(days=at - day))
        day = at
        days = fitting_age(table) if reuse == FITTING else reuse
        number = await database.transact(_issue, _Asked(account, table, days))
        await _answered(database, number, table, day, truth, counts)
        await database.transact(_close, number)
    await database.close()
    return counts


async def _answered(
    database: Database, number: int, table: YearTable, day: float, truth: _Truth, counts: Counts
) -> None:
    while await database.transact(_known, None):
        pass
    targets = await database.read(_targets, number)
    for start in range(0, len(targets), _AT_ONCE):
        chunk = targets[start : start + _AT_ONCE]
        await database.transact(_fill, _Filled(number, table, chunk, day, truth, counts))


def _issue(tx: Tx, asked: _Asked, now: datetime) -> int:
    """Write the table's questions, choose the age, and send it to everybody at once."""
    account, house = asked.account, district.HOUSE
    drafting.gather(tx, Writing(account, account, house, text=asked.table.name), now)
    number = district.arrive(tx, None, now)
    draft = instructions.instruction(tx, outbox.message(tx, number).subject_id or 0)
    wanted = questions_in("\n".join(each.question for each in asked.table.columns))
    questions.set_questions(tx, draft.id, wanted)
    facts.set_reuse(tx, draft.id, asked.days)
    press = PreviewPress(account, account, number, draft.id, house)
    changing.toggle_urgent(tx, press, now)
    draft = instructions.instruction(tx, draft.id)
    issuing.send(tx, Sending(press, issuing.draft_version(draft), sure=True), now)
    district.arrive(tx, None, now)
    return draft.id


def _known(tx: Tx, _command: None, now: datetime) -> int:
    return knowing.known_due(tx, _AT_ONCE, now)


def _targets(tx: Tx, number: int, _now: datetime) -> list[int]:
    rows = tx.connection.execute(
        f"SELECT id FROM target WHERE instruction_id = {number} AND tier = 'building' ORDER BY id"
    )
    return [int(row["id"]) for row in rows.fetchall()]


def _fill(tx: Tx, work: _Filled, now: datetime) -> None:
    """The lead of each building fills in what is asked."""
    instruction = instructions.instruction(tx, work.instruction_id)
    asked = questions.asked_in(tx, work.instruction_id)
    for target_id in work.targets:
        target = instructions.target(tx, target_id)
        truth = {
            each.id: work.truth.value(target.unit.id, column, work.day)
            for each, column in zip(asked, work.table.columns, strict=True)
        }
        values = _counted(tx, target, asked, truth, work.counts)
        if values is not None:
            lead = people.holders_of(tx, target.unit.id)[0].member
            by = GivenBy(lead.id if lead else 0, AnswerPath.BUTTON, now)
            handing_in.record_form(tx, instruction, target, values, by, now)


def _counted(
    tx: Tx, target: Target, asked: Sequence[questions.Asked], truth: dict[int, str], counts: Counts
) -> dict[int, str] | None:
    """What is handed in; None where all is known."""
    known = {key: each.value for key, each in forms.answers_of(tx, target.id).items()}
    last = forms.last_answers(tx, target.instruction_id, target.unit.id, asked)
    rest = [key for key in truth if key not in known]
    same = sum(key in last and last[key].value == truth[key] for key in rest)
    counts.cells += len(truth)
    counts.known += len(known)
    counts.stale += sum(value != truth[key] for key, value in known.items())
    counts.same += same
    counts.typed += len(rest) - same
    counts.forms += 1
    counts.unasked += not rest
    return truth | known if rest else None


def _close(tx: Tx, number: int, now: datetime) -> None:
    ending.close(tx, instructions.instruction(tx, number), "clock", now)


def overlapping(tables: Sequence[YearTable]) -> Iterator[int]:
    """Of each column, how many tables have it."""
    found = [each.words for table in tables for each in table.columns]
    return (found.count(words) for words in dict.fromkeys(found))


def lived_apart(folder: Path, size: tuple[int, int], reuse: Age, most: int | None = None) -> Counts:
    """As `lived`, in a loop of its own."""
    folder.mkdir(parents=True)
    return asyncio.run(lived(folder, *size, reuse, most))
