"""Help requests: open, taken, solved, or climbing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Row, Tx, instant, instant_or_none

MISTAKE = "mistake"
"""The reason of a request made by mistake."""


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A help request.

    `target_id`: the target it is about, if any. `rung`: how many rungs above the unit have been
    told; `due_at`: when it climbs on; `reopened_at`: when the asker last said that it was not
    solved.
    """

    id: int
    unit_id: int
    target_id: int | None
    member_id: int
    state: str
    reason: str | None
    words: str | None
    rung: int
    opened_at: datetime
    taken_by: int | None
    taken_at: datetime | None
    due_at: datetime | None = None
    reopened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CalledFor:
    """A unit for which help was requested: by whom, and who took it."""

    unit: str
    member_id: int
    taken_by: int | None


@dataclass(frozen=True, slots=True)
class HelpFor:
    """The unit that needs help, and its target; None where no instruction is concerned."""

    unit_id: int
    target_id: int | None = None


def open_request(
    tx: Tx, what: HelpFor, member_id: int, words: str | None, due_at: datetime, now: datetime
) -> HelpRequest:
    """Create a request, or return the one that is open already."""
    found = current_help(tx, what)
    if found is not None:
        return found
    facts = {"unit_id": what.unit_id, "target_id": what.target_id, "member_id": member_id}
    return _request(tx.need("insert_help_request", words=words, due_at=due_at, now=now, **facts))


def current_help(tx: Tx, what: HelpFor) -> HelpRequest | None:
    """The unsolved request of a target, or of a unit without one."""
    if what.target_id is None:
        row = tx.one("current_help_request_of_unit", unit_id=what.unit_id)
    else:
        row = tx.one("current_help_request", target_id=what.target_id)
    return None if row is None else _request(row)


def last_help(tx: Tx, target_id: int) -> HelpRequest | None:
    """The unsolved request of a target, else the last one that was solved."""
    row = tx.one("last_help_request", target_id=target_id)
    return None if row is None else _request(row)


def help_request(tx: Tx, request_id: int) -> HelpRequest:
    """One request. Raises LookupError."""
    return _request(tx.need("help_request_by_id", request_id=request_id))


def explain(tx: Tx, request_id: int, reason: str | None, words: str | None) -> bool:
    """Add a reason or words; False when it has been solved."""
    facts = {"request_id": request_id, "reason": reason, "words": words}
    return tx.run("set_help_words", **facts) > 0


def take(tx: Tx, request_id: int, member_id: int, now: datetime) -> bool:
    """Take a request; False when it is taken already."""
    return tx.run("take_help_request", request_id=request_id, member_id=member_id, now=now) > 0


def solve(tx: Tx, request_id: int, now: datetime) -> bool:
    """Solve a request; False when it was solved before."""
    return tx.run("solve_help_request", request_id=request_id, now=now) > 0


def reopen(tx: Tx, request_id: int, now: datetime) -> bool:
    """Reopen a solved request; False where it is not solved, was made by mistake, or the target has
    another request by now."""
    return tx.run("reopen_help_request", request_id=request_id, now=now) > 0


def release(tx: Tx, request_id: int) -> None:
    """An unsolved request is nobody's any more: it is open, and climbs from the beginning."""
    tx.run("release_help_request", request_id=request_id)


def told_to(tx: Tx, member_id: int) -> list[HelpRequest]:
    """The unsolved requests that somebody was told of or has taken."""
    return [_request(row) for row in tx.all("help_requests_told_to", member_id=member_id)]


def untaken_requests(tx: Tx) -> list[HelpRequest]:
    """The requests that nobody has taken."""
    return [_request(row) for row in tx.all("open_help_requests")]


def take_back(tx: Tx, request_id: int, now: datetime) -> bool:
    """Take a request back as a mistake; False where somebody has taken it."""
    return tx.run("take_back_help_request", request_id=request_id, now=now) > 0


def climb_help(tx: Tx, request_id: int, rung: int, due_at: datetime | None) -> None:
    """Record that an untaken request has reached a rung."""
    tx.run("set_help_rung", request_id=request_id, rung=rung, due_at=due_at)


def on_card(tx: Tx, message_id: int) -> list[CalledFor]:
    """The open requests of the units on a card."""
    rows = tx.all("help_on_card", message_id=message_id)
    return [CalledFor(row["name"], row["member_id"], row["taken_by"]) for row in rows]


def helps_due(tx: Tx, most: int, now: datetime) -> list[HelpRequest]:
    """Untaken requests that are due to climb."""
    return [_request(row) for row in tx.all("help_requests_due", most=most, now=now)]


def _request(row: Row) -> HelpRequest:
    return HelpRequest(
        id=row["id"],
        unit_id=row["unit_id"],
        target_id=row["target_id"],
        member_id=row["member_id"],
        state=row["state"],
        reason=row["reason"],
        words=row["words"],
        rung=row["rung"],
        opened_at=instant(row["opened_at"]),
        taken_by=row["taken_by"],
        taken_at=instant_or_none(row["taken_at"]),
        due_at=instant_or_none(row["due_at"]),
        reopened_at=instant_or_none(row["reopened_at"]),
    )
