"""`gridcall roster import`: read, compare, show, ask where needed, apply."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.chat.roster.changes import (
    question_line,
    summary_lines,
    terminal_line,
    ways_line,
)
from bot.cli.files import some_bytes
from bot.cli.opening import Installation, reading, writing
from bot.cli.progress import bar
from bot.cli.terminal import t
from bot.errors import Refused
from bot.roster.asking import BY_HAND, OF_CELLS
from bot.roster.difference import Difference, Question
from bot.roster.model import Roster
from bot.roster.proposal import compare
from bot.roster.proposed import proposed
from bot.roster.sheet import Sheet
from bot.sheets import read_sheet
from bot.store.database import Database
from bot.store.house import house as kept_house
from bot.store.roster import roster as store
from bot.usecases.roster import applying

_NO_LIMIT = 1_000_000
"""A terminal shows all lines."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options: only look, skip unreadable rows, empty many posts."""

    dry_run: bool
    skip_unreadable: bool
    sure: bool


async def run_import(where: Installation, file: Path, wish: ImportOptions) -> None:
    """Import a file, or show what importing it would do."""
    with bar(t("Reading {file}", file=file.name)):
        sheet = read_sheet(some_bytes(file), file.name, where.tiers, where.house.customs)
    if wish.dry_run:
        await _look(where, sheet, wish)
        return
    async with writing(where) as database:
        await _carry_out(database, where, sheet, wish)


async def _look(where: Installation, sheet: Sheet, wish: ImportOptions) -> None:
    roster = await _roster_if_any(where)
    difference = _compared(sheet, roster, where)
    _tell(difference, roster, where)
    _check_rows(difference, wish)
    if difference.emptying:
        typer.echo(t("This would leave more than a fifth of the posts without a holder."))
    typer.echo(t("Nothing was changed."))


async def _roster_if_any(where: Installation) -> Roster:
    try:
        async with reading(where) as database:
            return await database.read(lambda tx, _, __: store.load_roster(tx), None)
    except Refused as refused:
        if refused.reason != "no_database":
            raise
        return Roster({}, {}, {}, {})


async def _carry_out(
    database: Database, where: Installation, sheet: Sheet, wish: ImportOptions
) -> None:
    roster = await database.read(lambda tx, _, __: store.load_roster(tx), None)
    difference = _asked(sheet, roster, where, sure=wish.sure)
    _tell(difference, roster, where)
    _check_rows(difference, wish)
    if difference.is_empty:
        typer.echo(t("Nothing to change: the roster says so already."))
        return
    _check_emptying(difference, wish)
    with bar(t("Changing the roster")):
        await database.transact(kept_house.keep_house_rules, where.house)
        await database.transact(applying.apply_difference, applying.Apply(difference))
    typer.echo(t("Done."))


def _asked(sheet: Sheet, roster: Roster, where: Installation, *, sure: bool) -> Difference:
    """The difference after the operator answered its questions, where a terminal is attached. What
    was changed by hand stays unless they say otherwise, as --yes does."""
    answers: dict[str, bool] = {BY_HAND: True} if sure else {}
    difference = _compared(sheet, roster, where, answers)
    while (question := _for_somebody(difference)) and somebody_there():
        answers[question.id] = typer.confirm(question_line(question, t))
        difference = _compared(sheet, roster, where, answers)
    return difference


def _for_somebody(difference: Difference) -> Question | None:
    """The first question asked at a terminal; others are settled by editing the file."""
    return next((each for each in difference.questions if each.kind not in OF_CELLS), None)


def _compared(
    sheet: Sheet, roster: Roster, where: Installation, answers: Mapping[str, bool] | None = None
) -> Difference:
    with bar(t("Comparing with the roster")):
        customs = where.house.customs
        return compare(sheet, roster, where.tiers, answers=answers, customs=customs)


def _tell(difference: Difference, roster: Roster, where: Installation) -> None:
    for line in _lines(difference, roster, where):
        typer.echo(line)


def _lines(difference: Difference, roster: Roster, where: Installation) -> Iterator[str]:
    shown = proposed(difference, roster, where.tiers, _NO_LIMIT)
    yield from summary_lines(shown, t)
    yield from (terminal_line(each, t) for each in shown.told)
    for question in difference.questions:
        yield (question_line if question.kind == BY_HAND else ways_line)(question, t)
        if question.kind == BY_HAND:
            yield t("It stays as it was changed by hand; with --yes the file has the last word.")


def _check_rows(difference: Difference, wish: ImportOptions) -> None:
    unread = {fault.row for fault in difference.faults}
    unread |= {row for question in difference.questions for row in question.rows}
    if unread and not wish.skip_unreadable:
        raise Refused("rows_unreadable", n=len(unread))


def somebody_there() -> bool:
    """Whether an interactive terminal is attached."""
    return sys.stdin.isatty()


def _check_emptying(difference: Difference, wish: ImportOptions) -> None:
    """Emptying many posts is confirmed at the terminal; scripts need --yes."""
    if wish.sure or not _empties(difference):
        return
    facts = {"emptied": difference.emptied, "held": difference.held}
    asked = t("{emptied} of {held} held posts would be left without a holder. Go on?", **facts)
    if somebody_there() and (not difference.emptying or typer.confirm(asked)):
        return
    emptied, units = difference.emptied, len(difference.removed_units)
    raise Refused("posts_emptied", emptied=emptied, held=difference.held, units=units)


def _empties(difference: Difference) -> bool:
    return bool(difference.emptied or difference.removed_units)
