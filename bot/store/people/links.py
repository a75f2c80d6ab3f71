"""Linked Telegram accounts and link requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.roster.model import Member
from bot.store.delivery.outbox import BotMessage
from bot.store.people import people
from bot.store.tx import Row, Tx, instant


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A request to be recognised.

    `unit_id`: near which unit it was made; `member_id`: whom the account may belong to, never shown
    to the asker.
    """

    id: int
    telegram_id: int
    nickname: str
    claim: str | None
    phone: str | None
    unit_id: int | None
    member_id: int | None
    state: str
    opened_at: datetime

    @property
    def open(self) -> bool:
        """Whether it is undecided."""
        return self.state == "open"


def link_request(tx: Tx, request_id: int) -> LinkRequest:
    """One request. Raises LookupError."""
    return _request(tx.need("link_request_by_id", request_id=request_id))


def link_request_of(tx: Tx, telegram_id: int) -> LinkRequest | None:
    """The open request of a Telegram account."""
    row = tx.one("link_request_of_account", telegram_id=telegram_id)
    return None if row is None else _request(row)


def open_requests(tx: Tx) -> list[LinkRequest]:
    """All open requests, oldest first."""
    return [_request(row) for row in tx.all("open_link_requests")]


def paths_near(tx: Tx) -> dict[int, str]:
    """Of each open request that was made near a unit: that unit's path."""
    return {row["id"]: row["path"] for row in tx.all("paths_near_requests")}


def count_waiting_near(tx: Tx, unit_id: int) -> int:
    """How many open requests were made near a unit."""
    return int(tx.need("count_link_requests_near", unit_id=unit_id)["n"])


def insert(tx: Tx, asked: LinkRequest) -> LinkRequest:
    """Insert a request; returns it with its id."""
    facts = _facts(asked)
    row = tx.need(
        "insert_link_request", telegram_id=asked.telegram_id, now=asked.opened_at, **facts
    )
    return _request(row)


def update(tx: Tx, asked: LinkRequest) -> LinkRequest:
    """Store what else is known about a request."""
    return _request(tx.need("update_link_request", request_id=asked.id, **_facts(asked)))


def settle_link(tx: Tx, asked: LinkRequest, state: str, by: int | None, now: datetime) -> bool:
    """Decide a request; False where it has been decided."""
    facts = {"request_id": asked.id, "state": state, "decided_by": by, "now": now}
    return bool(tx.run("settle_link_request", **facts))


def link(tx: Tx, member_id: int, telegram_id: int, now: datetime) -> Member:
    """Link a Telegram account to a member."""
    tx.run("link_account", member_id=member_id, telegram_id=telegram_id, now=now)
    return people.member(tx, member_id)


def link_picked(tx: Tx, member_id: int, telegram_id: int, now: datetime) -> Member:
    """Link an account somebody else vouches for: it may never have written to the bot."""
    tx.run("link_picked_account", member_id=member_id, telegram_id=telegram_id, now=now)
    return people.member(tx, member_id)


def unlink(tx: Tx, member_id: int, asked_at: datetime) -> bool:
    """Take a member's account away; False where there is none, or another since `asked_at`."""
    return bool(tx.run("unlink_account", member_id=member_id, asked_at=asked_at))


def living_in(tx: Tx, chat_id: int) -> list[BotMessage]:
    """All living messages in a chat."""
    return [BotMessage.from_row(row) for row in tx.all("living_messages_in", chat_id=chat_id)]


def work_in(tx: Tx, chat_id: int) -> list[BotMessage]:
    """Summaries and calls for help in a chat that still go on."""
    return [BotMessage.from_row(row) for row in tx.all("work_in_chat", chat_id=chat_id)]


def rest_chat(tx: Tx, chat_id: int, member_id: int, now: datetime) -> None:
    """Nothing in a chat is sent or edited any more, and links made there are of no use."""
    tx.run("drop_links_made_by", chat_id=chat_id)
    tx.run("drop_contacts_picked_by", chat_id=chat_id)
    tx.run("parts_without_place", account=chat_id)
    tx.run("drop_operations_in", chat_id=chat_id, now=now)
    tx.run("rest_messages_in", chat_id=chat_id, member_id=member_id, now=now)


def reachable_again(tx: Tx, telegram_id: int) -> bool:
    """Somebody opened the private chat; True where a linked person could not be written
    to before."""
    return bool(tx.run("can_be_written_to", telegram_id=telegram_id))


def named_in(tx: Tx, words: str) -> list[Member]:
    """The unlinked members whose names occur in a text."""
    compact = "".join(words.split())
    return [people.to_member(row) for row in tx.all("unlinked_named_in", words=compact)]


def pressed_near(tx: Tx, telegram_id: int, since: datetime) -> int | None:
    """The unit of the instruction that an unlinked account last tried to answer, since `since`."""
    row = tx.one("waiting_press_unit", telegram_id=telegram_id, since=since)
    return None if row is None else int(row["unit_id"])


def living_list(tx: Tx, kind: str, chat_id: int) -> BotMessage | None:
    """The newest living message of a kind in a chat."""
    row = tx.one("living_message", kind=kind, chat_id=chat_id)
    return None if row is None else BotMessage.from_row(row)


def all_living(tx: Tx, kind: str) -> list[BotMessage]:
    """All living messages of a kind."""
    return [BotMessage.from_row(row) for row in tx.all("living_messages", kind=kind)]


def _facts(asked: LinkRequest) -> dict[str, object]:
    names = ("nickname", "claim", "phone", "unit_id", "member_id")
    return {name: getattr(asked, name) for name in names}


def _request(row: Row) -> LinkRequest:
    return LinkRequest(
        id=row["id"],
        telegram_id=row["telegram_id"],
        nickname=row["nickname"],
        claim=row["claim"],
        phone=row["phone"],
        unit_id=row["unit_id"],
        member_id=row["member_id"],
        state=row["state"],
        opened_at=instant(row["opened_at"]),
    )
