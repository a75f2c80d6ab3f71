"""Members, units and current seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.roster.model import Member, Post, PostKind, Unit
from bot.roster.seats import Seat, by_rank, held
from bot.store.tx import Row, Tx, instant_or_none

_HOUR = timedelta(hours=1)
_AFTER_ANY_PATH = "\U0010ffff"


def member(tx: Tx, member_id: int) -> Member:
    """One member. Raises LookupError."""
    return to_member(tx.need("member_by_id", member_id=member_id))


def member_by_telegram(tx: Tx, telegram_id: int) -> Member | None:
    """The member a Telegram account is linked to."""
    row = tx.one("member_by_telegram", telegram_id=telegram_id)
    return None if row is None else to_member(row)


def mark_alive(tx: Tx, member_id: int, at: datetime) -> None:
    """A sign of life: a member answered something. Written once an hour, days are what matters."""
    tx.run("mark_alive", member_id=member_id, at=at, before=at - _HOUR)


def members_by_phone(tx: Tx, phone: str) -> list[Member]:
    """All members with a phone number (E.164)."""
    return [to_member(row) for row in tx.all("members_by_phone", phone=phone)]


def unit(tx: Tx, unit_id: int) -> Unit:
    """One unit, even a removed one. Raises LookupError."""
    return to_unit(tx.need("unit_by_id", unit_id=unit_id))


def living_unit(tx: Tx, unit_id: int) -> Unit:
    """One unit; LookupError where there is none, or it was removed."""
    return to_unit(tx.need("living_unit_by_id", unit_id=unit_id))


def unit_at(tx: Tx, path: str) -> Unit:
    """The living unit at a path. Raises LookupError."""
    return to_unit(tx.need("unit_at_path", path=path))


def unit_by_code(tx: Tx, code: str) -> Unit | None:
    """A living unit by its code, ignoring case."""
    row = tx.one("unit_by_code", code=code)
    return None if row is None else to_unit(row)


def roots(tx: Tx) -> list[Unit]:
    """The living units at the top of the tree."""
    return [to_unit(row) for row in tx.all("root_units")]


def children(tx: Tx, unit_id: int) -> list[Unit]:
    """The living units directly below one."""
    return [to_unit(row) for row in tx.all("child_units", unit_id=unit_id)]


def subtree(tx: Tx, top: Unit) -> list[Unit]:
    """A unit and all living ones below it, in tree order."""
    return [to_unit(row) for row in tx.all("subtree", **_range(top))]


def ancestors(tx: Tx, unit_id: int) -> list[Unit]:
    """The units above one, nearest first."""
    return [to_unit(row) for row in tx.all("ancestors", unit_id=unit_id)]


def posts_of(tx: Tx, member_id: int) -> list[Seat]:
    """A member's current seats, in tree order."""
    return [_seat(row) for row in tx.all("seats_of_member", member_id=member_id)]


def seat(tx: Tx, post_id: int) -> Seat:
    """A living seat of a living unit. Raises LookupError."""
    return _seat(tx.need("seat_by_post", post_id=post_id))


def seats_of_unlinked(tx: Tx, top: Unit) -> dict[Member, list[Seat]]:
    """All that unlinked people at and below a unit hold, in the order of the tree."""
    facts = {"path": top.path, "path_end": path_end(top.path)}
    return _by_member(tx.all("seats_of_unlinked_below", **facts))


def seats_of_proposed(tx: Tx) -> dict[int, list[Seat]]:
    """By member whom an open link request may be of: all they hold, in the order of the tree."""
    found = _by_member(tx.all("seats_of_proposed"))
    return {member.id: seats for member, seats in found.items()}


def _by_member(rows: Iterable[Row]) -> dict[Member, list[Seat]]:
    found: dict[Member, list[Seat]] = {}
    for seat in map(_seat, rows):
        if seat.member is not None:
            found.setdefault(seat.member, []).append(seat)
    return found


def liaison_seats(tx: Tx) -> list[Seat]:
    """The held posts of liaisons, anywhere."""
    return [_seat(row) for row in tx.all("liaison_seats")]


def seats_of(tx: Tx, unit_id: int) -> list[Seat]:
    """The seats of a unit, vacancies too, leads first."""
    return by_rank(_seat(row) for row in tx.all("seats_of_unit", unit_id=unit_id))


def party_seats(tx: Tx, tier: str) -> list[Seat]:
    """The held posts of property companies and owners' committees in the units of a tier."""
    return [_seat(row) for row in tx.all("party_seats", tier=tier)]


def holders_of(tx: Tx, unit_id: int) -> list[Seat]:
    """The held seats of a unit, leads first."""
    return held(seats_of(tx, unit_id))


def holders_upwards(tx: Tx, unit_id: int) -> list[Seat]:
    """The held seats of a unit and of those above it: nearest unit first, leads first."""
    found = held(_seat(row) for row in tx.all("seats_upwards", unit_id=unit_id))
    return sorted(found, key=lambda seat: (-len(seat.unit.path), seat.rank))


def path_end(path: str) -> str:
    """The exclusive end of the range of paths at and below `path`."""
    return path + _AFTER_ANY_PATH


def _range(top: Unit) -> dict[str, object]:
    return {"path": top.path, "path_end": path_end(top.path)}


def to_member(row: Row) -> Member:
    """Build from the columns of member and its language."""
    return Member(
        id=row["member_id"],
        name=row["member_name"],
        phone=row["phone"],
        language=row["language"],
        telegram_id=row["telegram_id"],
        reachable=bool(row["reachable"]),
        away_until=instant_or_none(row["away_until"]),
        by_phone=bool(row["by_phone"]),
        on_page=bool(row["on_page"]),
    )


def to_unit(row: Row, id_column: str = "id") -> Unit:
    """Build from a row with the columns of unit."""
    return Unit(
        row[id_column], row["code"], row["name"], row["tier"], row["parent_id"], row["path"]
    )


def _seat(row: Row) -> Seat:
    columns = ("unit_id", "code", "unit_name", "tier", "parent_id", "path")
    return Seat(
        post=Post(
            row["post_id"],
            row["unit_id"],
            PostKind(row["kind"]),
            row["ordinal"],
            row["note"],
            row["title"],
        ),
        unit=Unit(*(row[column] for column in columns)),
        member=None if row["member_id"] is None else to_member(row),
    )
