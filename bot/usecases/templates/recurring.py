"""定期: what recurs becomes a draft at its time and asks, or is sent where its writer said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.blanks import blanks_in
from bot.instructions.calendars import calendar_of
from bot.instructions.house import House
from bot.instructions.model import Instruction, Urgency
from bot.instructions.recurrence import next_run, runs_on
from bot.instructions.templates import Template
from bot.store.house import house as kept
from bot.store.people import people
from bot.store.templates import templates
from bot.store.tx import Tx
from bot.usecases import issuers, rights
from bot.usecases.notices import notify
from bot.usecases.templates import repeating
from bot.usecases.writing import issuing


@dataclass(frozen=True, slots=True)
class RecurringDuty:
    """Look for what is due, at most so many at a time."""

    house: House
    most: int


def recurrences_due(tx: Tx, command: RecurringDuty, now: datetime) -> int:
    """Carry out what is due; returns how many were. What was missed is made up for once."""
    found = templates.templates_due(tx, command.most, now)
    for each in found:
        _due(tx, each, command.house, now)
    return len(found)


def _due(tx: Tx, found: Template, house: House, now: datetime) -> None:
    rule, calendar = found.recurrence(house.zone), calendar_of(kept.region(tx))
    after = next_run(rule, now, calendar)
    templates.save_recurrence(tx, replace(found, next_at=after.at if after else None))
    try:
        with tx.savepoint():
            _write(tx, found, house, now, sure=_sure(found, house, tx))
    except Refused:
        # its writer may write to nobody any more
        templates.save_recurrence(tx, replace(found, next_at=None))


def _sure(found: Template, house: House, tx: Tx) -> bool:
    """Whether the day it was due is known to be no holiday, where that matters."""
    if not found.workdays or found.next_at is None:
        return True
    before = found.next_at - timedelta(seconds=1)
    due = next_run(found.recurrence(house.zone), before, calendar_of(kept.region(tx)))
    return due is not None and due.sure


def _today_too(tx: Tx, found: Template, house: House, now: datetime) -> bool:
    """Whether what was missed on its day may be made up for without asking: not on a holiday."""
    today = now.astimezone(house.zone).date()
    if found.next_at is None or found.next_at.astimezone(house.zone).date() == today:
        return True
    rule = found.recurrence(house.zone)
    return not found.workdays or runs_on(rule, today, calendar_of(kept.region(tx)))


def _write(tx: Tx, found: Template, house: House, now: datetime, *, sure: bool) -> None:
    by_itself = found.by_itself and sure and _today_too(tx, found, house, now)
    member = people.member(tx, found.member_id)
    chat = member.telegram_id or 0
    draft = repeating.write_anew(tx, found, house, chat, now)
    if by_itself and _sends(tx, draft, house, now):
        return
    if chat and member.reachable:
        notify(tx, chat, "recurring_due" if sure else "recurring_unsure", now)
        repeating.show_new(tx, draft, chat, now)


def _sends(tx: Tx, draft: Instruction, house: House, now: datetime) -> bool:
    """Send it, where nothing is left to be decided; urgent ones always ask."""
    if draft.urgency is Urgency.URGENT or blanks_in(draft.text):
        return False
    tops = issuers.roots(tx, rights.of_member(tx, draft.issuer_id))
    return issuing.send_by_itself(tx, draft, tops, house, now)
