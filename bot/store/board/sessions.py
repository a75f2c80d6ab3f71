"""Sessions on the board's page, and links to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.tx import Row, Tx, instant, instant_or_none

SessionKind = Literal["login", "session", "app", "wall"]


@dataclass(frozen=True, slots=True)
class BoardSession:
    """A browser that is signed in, or a link: whose, and until when. `unit_id`: what a wall shows;
    `seed`: what a link's token follows from."""

    id: int
    kind: SessionKind
    account: int
    seed: str
    unit_id: int | None
    device: str
    created_at: datetime
    until: datetime
    ended_at: datetime | None = None


def add_session(
    tx: Tx,
    kind: SessionKind,
    account: int,
    token_hash: str,
    until: datetime,
    now: datetime,
    *,
    seed: str = "",
    unit_id: int | None = None,
    device: str = "",
) -> int | None:
    """Store a session or link; its id, None where the token was used before."""
    facts = {"seed": seed, "unit_id": unit_id, "device": device, "until": until, "now": now}
    row = tx.one("insert_board_session", kind=kind, account=account, token_hash=token_hash, **facts)
    return None if row is None else int(row["id"])


def living_session(
    tx: Tx, kind: SessionKind, token_hash: str, now: datetime
) -> BoardSession | None:
    """The session or link with this token, if it has not ended."""
    row = tx.one("board_session_by_token", kind=kind, token_hash=token_hash, now=now)
    return None if row is None else _session(row)


def session_by_id(tx: Tx, session_id: int) -> BoardSession | None:
    """One session or link, living or not."""
    row = tx.one("board_session_by_id", id=session_id)
    return None if row is None else _session(row)


def sessions_of(tx: Tx, account: int, kind: SessionKind, now: datetime) -> list[BoardSession]:
    """An account's living sessions or links, the newest first."""
    rows = tx.all("board_sessions_of", account=account, kind=kind, now=now)
    return [_session(row) for row in rows]


def end_session(tx: Tx, session_id: int, now: datetime) -> bool:
    """End a session or link; False where it had ended."""
    return bool(tx.run("end_board_session", id=session_id, now=now))


def _session(row: Row) -> BoardSession:
    return BoardSession(
        row["id"],
        row["kind"],
        row["account"],
        row["seed"],
        row["unit_id"],
        row["device"],
        instant(row["created_at"]),
        instant(row["until"]),
        instant_or_none(row["ended_at"]),
    )


def has_issued(tx: Tx, member_id: int) -> bool:
    """Whether somebody has ever written an instruction: they may see it by that, too."""
    return tx.one("has_issued", member_id=member_id) is not None
