"""Exports import back unchanged, for any roster and file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roster.export import export_rows
from bot.roster.model import Roster
from bot.roster.proposal import compare
from bot.roster.sheet import Sheet
from bot.roster.wire import dumps, loads
from bot.sheets import read_sheet, write_sheet
from tests.roster.apply import apply_to
from tests.roster.sample import CODES, NOBODY, TIERS
from tests.roster.strategies import rosters
from tests.roster.words import canonical


def unchanged(sheet: Sheet, roster: Roster) -> None:
    found = compare(sheet, roster, TIERS)
    assert [found.faults, found.questions] == [(), ()]
    assert found.is_empty
    made = compare(sheet, NOBODY, TIERS)
    assert canonical(apply_to(NOBODY, loads(dumps(made)))) == canonical(roster)


@given(rosters())
def test_the_rows_of_an_export_mean_the_roster_itself(roster: Roster) -> None:
    for language in ("zh-hans", "zh-hant", "en"):
        unchanged(Sheet(CODES, tuple(export_rows(roster, TIERS, language))), roster)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=60)
@given(rosters())
def test_an_exported_file_imports_back_unchanged(form: str, roster: Roster) -> None:
    rows = export_rows(roster, TIERS, "zh-hans")
    if rows:
        sheet = read_sheet(write_sheet(rows, form, TIERS, "zh-hans"), f"x.{form}", TIERS)
        assert sheet.rows == tuple(rows)
        unchanged(sheet, roster)


@given(rosters(), rosters(), st.booleans(), st.booleans())
def test_importing_a_second_time_changes_nothing(
    roster: Roster, other: Roster, coded: bool, answer: bool
) -> None:
    rows = export_rows(other, TIERS, "zh-hans")
    sheet = Sheet(CODES, tuple(row if coded else replace(row, code="") for row in rows))
    asked = compare(sheet, roster, TIERS)
    answers = {question.id: answer for question in asked.questions}
    after = apply_to(roster, compare(sheet, roster, TIERS, answers=answers))
    again = compare(sheet, after, TIERS)
    if not again.questions:
        assert again.is_empty
