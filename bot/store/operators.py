"""Those who run the bot and became known by the link `gridcall init` shows."""

from __future__ import annotations

import json
from datetime import datetime

from bot.store import meta
from bot.store.tx import Tx, instant, to_micros

_KNOWN = "operators"
_INVITATION = "operator_invitation"


def known(tx: Tx) -> frozenset[int]:
    """Their Telegram ids."""
    return frozenset(json.loads(meta.get(tx, _KNOWN) or "[]"))


def add(tx: Tx, telegram_id: int) -> None:
    """One more."""
    meta.put(tx, _KNOWN, json.dumps(sorted(known(tx) | {telegram_id})))


def invite(tx: Tx, digest: str, until: datetime) -> None:
    """Whoever brings the code of this digest before then may become one; once."""
    meta.put(tx, _INVITATION, json.dumps([digest, to_micros(until)]))


def invitation(tx: Tx) -> tuple[str, datetime] | None:
    """The digest of the open invitation, and until when it holds."""
    found = json.loads(meta.get(tx, _INVITATION) or "null")
    return None if found is None else (found[0], instant(found[1]))


def end_invitation(tx: Tx) -> None:
    """Nobody else comes in by it."""
    meta.put(tx, _INVITATION, "null")
