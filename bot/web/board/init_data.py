"""Checks what a Mini App says of itself: `initData`, signed by Telegram with the bot's token."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

FRESH = timedelta(minutes=10)
"""How old a proof may be. Telegram makes a new one whenever the app is opened."""
_AHEAD = timedelta(minutes=1)
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class AppProof:
    """A genuine proof: whose account, what is unique to it, and until when it is taken."""

    account: int
    signature: str
    until: datetime


def checked_init_data(init_data: str, token: str, now: datetime) -> AppProof | None:
    """The proof; None for one that is forged, of another bot, stale, or of nobody."""
    if len(init_data) > _LONGEST:
        return None
    pairs = parse_qsl(init_data, keep_blank_values=True)
    fields = dict(pairs)
    signature = fields.pop("hash", "")
    if len(fields) + 1 != len(pairs) or not _genuine(fields, signature, token):
        return None
    return _proof(fields, signature, now)


def _genuine(fields: dict[str, str], signature: str, token: str) -> bool:
    said = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    wanted = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.encode())


def _proof(fields: dict[str, str], signature: str, now: datetime) -> AppProof | None:
    try:
        at = datetime.fromtimestamp(int(fields["auth_date"]), UTC)
        account = json.loads(fields["user"])["id"]
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return None
    if not -_AHEAD <= now - at <= FRESH or type(account) is not int or account <= 0:
        return None
    return AppProof(account, signature, at + FRESH + _AHEAD)
