"""Those who run the bot: named in the settings, or come by the link `gridcall init` shows."""

from __future__ import annotations

from datetime import datetime

from bot.store import meta
from bot.store.tx import Tx, to_micros

_USED_KEY = "operator_invitation_used"


def known_operators(tx: Tx) -> frozenset[int]:
    """The Telegram ids of all of them."""
    return frozenset(row["telegram_id"] for row in tx.all("operators"))


def is_one(tx: Tx, telegram_id: int) -> bool:
    """Whether somebody is an operator."""
    return tx.one("operator", telegram_id=telegram_id) is not None


def add_operator(tx: Tx, telegram_id: int, now: datetime) -> None:
    """Somebody came by the operators' link."""
    tx.run("add_operator", telegram_id=telegram_id, named_by="link", now=now)


def name(tx: Tx, telegram_ids: frozenset[int], now: datetime) -> None:
    """The settings name these and no others; who came by link stays."""
    for row in tx.all("operators_named_in_settings"):
        if row["telegram_id"] not in telegram_ids:
            tx.run("dismiss_operator", telegram_id=row["telegram_id"])
    for each in sorted(telegram_ids):
        tx.run("add_operator", telegram_id=each, named_by="settings", now=now)


def first_use(tx: Tx, issued: datetime) -> bool:
    """Mark a link, identified by its time of issue, as used; False where it or a later
    one was used."""
    if to_micros(issued) <= int(meta.get(tx, _USED_KEY) or 0):
        return False
    meta.put(tx, _USED_KEY, str(to_micros(issued)))
    return True


def as_member(tx: Tx, telegram_id: int, now: datetime) -> int:
    """A nameless member for an operator who is nobody on the roster, so that they may issue."""
    return int(tx.need("insert_nameless_member", telegram_id=telegram_id, now=now)["id"])


def turns_out_to_be(tx: Tx, nameless_id: int, member_id: int) -> None:
    """An operator is found on the roster: what they issued and were told is that member's."""
    tx.run("move_instructions", from_id=nameless_id, to_id=member_id)
    tx.run("move_messages", from_id=nameless_id, to_id=member_id)
    tx.run("take_account", member_id=nameless_id)
