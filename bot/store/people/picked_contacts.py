"""People picked from somebody's own Telegram contacts, to be set beside names of the roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class PickedContact:
    """A contact; `name`: as Telegram has it; `member_id`: whom the account was linked to."""

    id: int
    message_id: int
    chat_id: int
    unit_id: int
    account: int
    name: str
    member_id: int | None
    state: str

    @property
    def open(self) -> bool:
        """Whether it is undecided."""
        return self.state == "open"


def keep_contact(tx: Tx, contact: PickedContact, now: datetime) -> None:
    """Insert a contact."""
    names = ("message_id", "chat_id", "unit_id", "account", "name", "member_id", "state")
    facts = {name: getattr(contact, name) for name in names}
    tx.run("insert_picked_contact", now=now, **facts)


def picked_contact(tx: Tx, contact_id: int) -> PickedContact | None:
    """One contact; None where it is gone."""
    row = tx.one("picked_contact_by_id", contact_id=contact_id)
    return None if row is None else _contact(row)


def contacts_of(tx: Tx, message_id: int) -> list[PickedContact]:
    """The contacts a message asks about, in their order."""
    return [_contact(row) for row in tx.all("picked_contacts_of", message_id=message_id)]


def settle_contact(tx: Tx, contact_id: int, state: str, member_id: int | None) -> bool:
    """Decide a contact; False where it was decided before."""
    facts = {"contact_id": contact_id, "state": state, "member_id": member_id}
    return bool(tx.run("settle_picked_contact", **facts))


def _contact(row: Row) -> PickedContact:
    names = ("id", "message_id", "chat_id", "unit_id", "account", "name", "member_id", "state")
    return PickedContact(**{name: row[name] for name in names})
