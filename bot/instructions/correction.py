"""Correcting an instruction: what changed, by when it is to be answered, whose answer counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.instructions import deadline
from bot.instructions.model import DeadlineFrom, Instruction

LONGEST_CHANGE = 300
"""Characters of the words that say what changed."""
BEGUN_WAITS = timedelta(minutes=30)
"""How long the next messages are the text of a correction that was begun and has none yet."""


def changed_lines(old: str, new: str) -> str:
    """The lines of a new text that the old one does not have, one after the other; the whole where
    it only lost some."""
    before = {line.strip() for line in old.splitlines()}
    lines = [line.strip() for line in new.splitlines() if line.strip()]
    found = [line for line in lines if line not in before] or lines
    return "\n".join(found)[:LONGEST_CHANGE]


def corrected(old: Instruction, draft: Instruction, now: datetime, *, asks: bool) -> Instruction:
    """The instruction with the text, the file's name and the deadline of a correction.

    Who is asked again has time: a deadline that has passed is put off to the usual one.
    """
    found = _with_text(old, draft)
    if draft.deadline_given and draft.deadline_from is DeadlineFrom.TEXT:
        found = _due(found, draft.deadline_at, given=True)
    elif asks and (old.deadline_at is None or old.deadline_at <= now):
        usual = deadline.timing(_due(found, None, given=False), now).answer_by
        found = _due(found, usual, given=False)
    return found


def _with_text(old: Instruction, draft: Instruction) -> Instruction:
    named = draft if draft.file_kind else old
    return replace(
        old,
        text=draft.text or old.text,
        file_kind=named.file_kind,
        file_name=named.file_name,
    )


def _due(found: Instruction, at: datetime | None, *, given: bool) -> Instruction:
    return replace(found, deadline_at=at, deadline_given=given)


def outdated(
    asked: int | None, asked_at: datetime | None, shown: int | None, said_at: datetime
) -> bool:
    """Whether an answer is to a text that a newer one has replaced.

    `asked`, `asked_at`: the version the unit was asked about anew, and when; `shown`: the newest
    version whoever answers can have been shown, None where only the time tells.
    """
    if asked is None or asked_at is None:
        return False
    # Telegram's dates are whole seconds
    early = said_at < asked_at.replace(microsecond=0)
    return early or (shown is not None and shown < asked)
