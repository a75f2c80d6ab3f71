"""Operators: those who opened the link that `gridcall init` shows."""

from __future__ import annotations

import json
from datetime import datetime

from bot.store import meta
from bot.store.tx import Tx, to_micros

_KNOWN = "operators"
_USED = "operator_invitation_used"


def known(tx: Tx) -> frozenset[int]:
    """Their Telegram ids."""
    return frozenset(json.loads(meta.get(tx, _KNOWN) or "[]"))


def add(tx: Tx, telegram_id: int) -> None:
    """Add an operator."""
    meta.put(tx, _KNOWN, json.dumps(sorted(known(tx) | {telegram_id})))


def first_use(tx: Tx, issued: datetime) -> bool:
    """Mark a link, identified by its time of issue, as used; False where it or a later
    one was used."""
    if to_micros(issued) <= int(meta.get(tx, _USED) or 0):
        return False
    meta.put(tx, _USED, str(to_micros(issued)))
    return True
