"""The whole roster as one value, and its version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.errors import Refused
from bot.roster.difference import CHANGES, Difference, Ref
from bot.roster.model import Member, Post, PostKind, Roster, Unit
from bot.store import meta, sizes
from bot.store.roster import hands
from bot.store.roster.difference import write_difference
from bot.store.tx import Row, Tx

_VERSION = "roster_version"


def load_roster(tx: Tx) -> Roster:
    """The living units and seats, their holders, and all members ever known."""
    return Roster(
        units={row["id"]: _unit(row) for row in tx.all("roster_units")},
        posts={row["id"]: _post(row) for row in tx.all("roster_posts")},
        members={row["id"]: _member(row) for row in tx.all("roster_members")},
        holders={row["post_id"]: row["member_id"] for row in tx.all("roster_holders")},
        version=roster_version(tx),
        suspended=_suspended(tx),
        by_hand=hands.load_hand_changes(tx),
        other_names=_other_names(tx),
    )


def _other_names(tx: Tx) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in tx.all("names_of_merged_members"):
        found.setdefault(row["member_id"], []).append(row["name"])
    return found


def _suspended(tx: Tx) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in tx.all("suspended_posts"):
        found.setdefault(row["member_id"], []).append(row["post_id"])
    return found


def roster_version(tx: Tx) -> int:
    """The roster's version, a counter of its changes."""
    return int(meta.get(tx, _VERSION) or 0)


def apply(tx: Tx, difference: Difference, now: datetime) -> Mapping[Ref, int]:
    """Carry out a difference; returns the ids of new rows by their keys.

    Raises Refused("roster_changed") where it was made from another version of the roster.
    """
    current = roster_version(tx)
    if current != difference.roster_version:
        raise Refused("roster_changed")
    if difference.is_empty:
        return {}
    made = write_difference(tx, difference, now)
    sizes.grown(tx, sum(len(getattr(difference, each)) for each in CHANGES))
    meta.put(tx, _VERSION, str(current + 1))
    return made


def open_issuers(tx: Tx, unit_id: int) -> list[int]:
    """Who has instructions open for a unit, and issues there no more."""
    return [int(row["issuer_id"]) for row in tx.all("open_issuers", unit_id=unit_id)]


def units_waited_for(tx: Tx) -> set[int]:
    """The units that running instructions still wait for."""
    return {int(row["unit_id"]) for row in tx.all("units_waited_for")}


def _unit(row: Row) -> Unit:
    columns = ("id", "code", "name", "tier", "parent_id", "path")
    return Unit(*(row[column] for column in columns))


def _post(row: Row) -> Post:
    columns = ("ordinal", "note", "title")
    facts = (row[column] for column in columns)
    return Post(row["id"], row["unit_id"], PostKind(row["kind"]), *facts)


def _member(row: Row) -> Member:
    return Member(
        id=row["id"],
        name=row["name"],
        phone=row["phone"],
        language=row["language"],
        telegram_id=row["telegram_id"],
        reachable=bool(row["reachable"]),
    )
