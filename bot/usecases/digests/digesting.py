"""汇总: at set hours one message to each liaison and supervisor, if there is something to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.instructions.digest import DueHour, latest_due, worth_saying
from bot.instructions.gaps import changed
from bot.instructions.quiet import QuietHours, awake
from bot.instructions.weekly import week_before
from bot.messages.looking import DigestArgs, WeeklyArgs
from bot.store import meta
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.digests import digests, weekly
from bot.store.house import house
from bot.store.looking.gaps import gaps_in
from bot.store.tx import Tx, to_micros
from bot.usecases.digests.digest_view import digest_parts, issuing_seats, matters, new_by_kind

_DONE_KEY = "digests_told_until"
_AT_ONCE = 40
"""People handled in a step, as loading large parts of the tree takes time."""


@dataclass(frozen=True, slots=True)
class DigestHours:
    """When summaries are due, in which time zone, and during which hours they wait."""

    at: tuple[time, ...]
    zone: ZoneInfo
    most: int = _AT_ONCE
    quiet: QuietHours | None = None


def digests_due(tx: Tx, hours: DigestHours, now: datetime) -> int:
    """Send the summaries of the latest due hour; returns how many people were considered.

    After an absence only the latest hour is made up for. Idempotent.
    """
    due = latest_due(hours.at, hours.zone, now)
    if due is None or meta.get(tx, _DONE_KEY) == str(to_micros(due.at)):
        return 0
    most = min(hours.most, _AT_ONCE)
    found = digests.members_due(tx, due.at, most)
    for member_id, chat_id in found:
        _tell(tx, member_id, chat_id, due, hours, now)
    if len(found) < most:
        meta.put(tx, _DONE_KEY, str(to_micros(due.at)))
    return len(found)


def _tell(
    tx: Tx, member_id: int, chat_id: int, due: DueHour, hours: DigestHours, now: datetime
) -> None:
    seats = issuing_seats(tx, member_id)
    gaps = gaps_in(tx, digest_parts(seats), now - house.unheard_after(tx))
    difference = changed(gaps, digests.told_last(tx, member_id))
    if not digests.digest_told(tx, member_id, due.at, [gap.key for gap in gaps]):
        return
    if due.week_begins:
        _tell_week(tx, (member_id, chat_id), due, hours, now)
    stuck, unfinished = matters(tx, seats, now)
    worth = worth_saying(
        stuck=len(stuck),
        unfinished=len(unfinished),
        new_gaps=len(difference.new),
        week_begins=due.week_begins,
    )
    if not worth:
        return
    args = DigestArgs(
        due=to_micros(due.at),
        new=new_by_kind(difference.new),
        old=difference.old,
        week_begins=due.week_begins,
    )
    saying = Saying(
        chat_id=chat_id,
        args=args,
        lane=Lane.REMINDER,
        member_id=member_id,
        not_before=awake(now, hours.quiet),
    )
    outbox.say(tx, saying, now)


def _tell_week(
    tx: Tx, whom: tuple[int, int], due: DueHour, hours: DigestHours, now: datetime
) -> None:
    """The summary of the week before; its figures are worked out when it is sent."""
    if not weekly.asked_anybody(tx, week_before(due.at, hours.zone)):
        return
    saying = Saying(
        chat_id=whom[1],
        args=WeeklyArgs(due=to_micros(due.at)),
        lane=Lane.REMINDER,
        member_id=whom[0],
        not_before=awake(now, hours.quiet),
    )
    outbox.say(tx, saying, now)
