"""Links to /mine for people without Telegram, and the device each of them lets in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.tx import Row, Tx, instant, instant_or_none

PageLinkState = Literal["open", "asked", "approved", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A personal link, or the request of a device that came by a building's QR code, and what
    became of it. `personal`: it was made for its member; `code`: the device and whoever decides
    are shown the same; `claim`: who somebody with a QR code says they are."""

    id: int
    unit_id: int
    member_id: int | None
    chat_id: int | None
    seed: str
    personal: bool
    state: PageLinkState
    device: str
    code: str
    claim: str | None
    created_at: datetime
    decided_at: datetime | None
    until: datetime

    def is_in(self, state: PageLinkState, now: datetime) -> bool:
        """Whether this is its state and it is of use yet."""
        return self.state == state and now < self.until


@dataclass(frozen=True, slots=True)
class AskingDevice:
    """A device that wants to be let in: what it calls itself, the hash of what its browser shows
    from now on, and the code."""

    name: str
    token_hash: str
    code: str


def add_page_link(
    tx: Tx, unit_id: int, member_id: int, chat_id: int, seed: str, token_hash: str,
    until: datetime, now: datetime,
) -> PageLink:  # fmt: skip
    """Store a personal link."""
    facts = {"chat_id": chat_id, "seed": seed, "token_hash": token_hash, "until": until}
    none = {"device": "", "device_hash": None, "code": "", "claim": None, "asked_at": None}
    return _page_link(tx.need("insert_page_link", unit_id=unit_id, member_id=member_id,
                              state="open", now=now, **facts, **none))  # fmt: skip


def add_asking_device(
    tx: Tx, unit_id: int, device: AskingDevice, claim: str, until: datetime, now: datetime
) -> PageLink:
    """Store the request of a device that came by a building's QR code."""
    facts = {"device": device.name, "device_hash": device.token_hash, "code": device.code}
    none = {"member_id": None, "chat_id": None, "seed": "", "token_hash": None}
    return _page_link(tx.need("insert_page_link", unit_id=unit_id, claim=claim, state="asked",
                              asked_at=now, until=until, now=now, **facts, **none))  # fmt: skip


def ask_with_link(
    tx: Tx, link: PageLink, device: AskingDevice, until: datetime, now: datetime
) -> bool:
    """A device asks to be let in by a personal link; False where it lets another one in."""
    facts = {"device": device.name, "device_hash": device.token_hash, "code": device.code}
    return bool(tx.run("ask_with_page_link", id=link.id, until=until, now=now, **facts))


def page_link(tx: Tx, link_id: int) -> PageLink | None:
    """One of them, living or not."""
    row = tx.one("page_link_by_id", id=link_id)
    return None if row is None else _page_link(row)


def page_link_of_token(tx: Tx, token_hash: str) -> PageLink | None:
    """A personal link by its token."""
    row = tx.one("page_link_by_token", token_hash=token_hash)
    return None if row is None else _page_link(row)


def page_link_of_device(tx: Tx, device_hash: str) -> PageLink | None:
    """By what the device's browser shows."""
    row = tx.one("page_link_by_device", device_hash=device_hash)
    return None if row is None else _page_link(row)


def page_links_of(tx: Tx, member_id: int, now: datetime) -> list[PageLink]:
    """A member's links and devices that are of use, the newest first."""
    return [_page_link(row) for row in tx.all("page_links_of", member_id=member_id, now=now)]


def count_devices_asked(tx: Tx, unit_id: int, now: datetime) -> int:
    """How many devices wait for a decision, having come by a building's QR code."""
    return int(tx.need("count_devices_asked", unit_id=unit_id, now=now)["n"])


def approve_page_link(
    tx: Tx, link_id: int, member_id: int, by: int | None, until: datetime, now: datetime
) -> bool:
    """Let a device in for a member; False where that was decided before."""
    facts = {"member_id": member_id, "decided_by": by, "until": until}
    approved = bool(tx.run("approve_page_link", id=link_id, now=now, **facts))
    if approved:
        tx.run("member_on_page", member_id=member_id)
    return approved


def prolong_page_link(tx: Tx, member_id: int, until: datetime, now: datetime) -> None:
    """A member's device that is used stays let in."""
    tx.run("prolong_page_link", member_id=member_id, until=until, now=now)


def end_page_link(tx: Tx, link_id: int, by: int | None, now: datetime) -> bool:
    """A link and its device are of no use any more; False where they were not."""
    ended = bool(tx.run("end_page_link", id=link_id, decided_by=by, now=now))
    tx.run("members_off_page", now=now)  # they are reached as before
    return ended


def _page_link(row: Row) -> PageLink:
    return PageLink(
        id=row["id"],
        unit_id=row["unit_id"],
        member_id=row["member_id"],
        chat_id=row["chat_id"],
        seed=row["seed"],
        personal=row["token_hash"] is not None,
        state=row["state"],
        device=row["device"],
        code=row["code"],
        claim=row["claim"],
        created_at=instant(row["created_at"]),
        decided_at=instant_or_none(row["decided_at"]),
        until=instant(row["until"]),
    )
