"""What changed in a correction, by when it is to be answered, whose answer counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.instructions.correction import LONGEST_CHANGE, changed_lines, corrected, outdated
from bot.instructions.model import DeadlineFrom, Instruction, InstructionState, Urgency

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = Instruction(
    id=1, number=1, issuer_id=9, unit_id=1, urgency=Urgency.URGENT, needs_answer=True,
    state=InstructionState.RUNNING, text="集合点在 1 号门", tiers=("building",),
    deadline_at=NOW + HOUR, deadline_given=True, quiet_first=False, ladder=None, created_at=NOW,
    touched_at=NOW, sends_at=None, started_at=NOW, completed_at=None, ended_at=None,
    file_kind="photo", file_name="图.jpg",
)  # fmt: skip
DRAFT = replace(
    OLD, text="集合点在 3 号门", deadline_at=None, deadline_given=False, file_kind=None,
    file_name=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("停水\n18 点", "停水\n 19 点 \n带桶", "19 点\n带桶"),
        ("停水\n18 点", "停水", "停水"),
        (" 停水 \n\n18 点", "停水\n\n20 点", "20 点"),
        ("", "长" * 400, "长" * LONGEST_CHANGE),
    ],
)
def test_the_lines_that_are_new_else_the_whole(old: str, new: str, changed: str) -> None:
    assert changed_lines(old, new) == changed


def test_the_new_text_keeps_what_it_does_not_replace() -> None:
    found = corrected(OLD, DRAFT, NOW, asks=True)
    assert found == replace(OLD, text="集合点在 3 号门")
    table = replace(DRAFT, text="", file_kind="document", file_name="表.xlsx")
    with_file = corrected(OLD, table, NOW, asks=True)
    assert with_file == replace(OLD, file_kind="document", file_name="表.xlsx")


def test_a_deadline_of_the_new_text_is_taken_over() -> None:
    due = replace(
        DRAFT, deadline_at=NOW + 3 * HOUR, deadline_given=True, deadline_from=DeadlineFrom.TEXT
    )
    found = corrected(replace(OLD, deadline_given=False), due, NOW, asks=False)
    assert (found.deadline_at, found.deadline_given) == (NOW + 3 * HOUR, True)
    chosen = replace(due, deadline_from=DeadlineFrom.CHOSEN)
    assert corrected(OLD, chosen, NOW, asks=False).deadline_at == OLD.deadline_at


@pytest.mark.parametrize("before", [None, NOW, NOW - HOUR])
def test_who_is_asked_again_after_the_deadline_has_the_usual_time(before: datetime | None) -> None:
    late = replace(OLD, deadline_at=before)
    found = corrected(late, DRAFT, NOW, asks=True)
    assert (found.deadline_at, found.deadline_given) == (NOW + HOUR, False)
    told = corrected(late, DRAFT, NOW, asks=False)
    assert (told.deadline_at, told.deadline_given) == (before, True)


def test_an_answer_counts_for_the_text_that_was_shown() -> None:
    asked_at = NOW + timedelta(milliseconds=700)
    assert not outdated(None, asked_at, 1, NOW)
    assert not outdated(2, None, 1, NOW)
    assert not outdated(2, asked_at, None, NOW), "Telegram's dates are whole seconds"
    assert outdated(2, asked_at, None, NOW - timedelta(seconds=1))
    assert outdated(2, asked_at, 1, NOW + HOUR)
    assert not outdated(2, asked_at, 2, NOW + HOUR)
    assert not outdated(2, asked_at, 3, NOW)
