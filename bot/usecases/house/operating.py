"""Becoming an operator by the link that `gridcall init` shows.

The link is signed, not stored: `gridcall init` can make one while the bot holds the database. The
key is derived from the bot's token, which backups of the database do not contain.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.store.house import audit, languages, operators
from bot.store.people import people
from bot.store.tx import Tx, instant, to_micros
from bot.usecases import notices

INVITATION_PREFIX = "op_"
INVITATION_HOLDS = timedelta(hours=24)
_ISSUED_BYTES, _SIGNED_BYTES = 9, 21
"""Lengths in bytes; their sum is a multiple of three, so that base64 needs no padding, which
Telegram refuses."""


@dataclass(frozen=True, slots=True)
class ClaimOperator:
    """Somebody opened an operator's link."""

    telegram_id: int
    code: str = field(repr=False)
    key: bytes = field(repr=False)
    language: str | None = None


def invitation_key(token: str) -> bytes:
    """The key that signs links."""
    return hashlib.sha256(f"gridcall operator invitation {token}".encode()).digest()


def invite_operator(key: bytes, now: datetime) -> str:
    """The payload of a new link, valid for a day and for one use."""
    issued = to_micros(now).to_bytes(_ISSUED_BYTES)
    return INVITATION_PREFIX + base64.urlsafe_b64encode(issued + _signed(issued, key)).decode()


def claim_operator(tx: Tx, command: ClaimOperator, now: datetime) -> None:
    """Make somebody an operator.

    Raises Refused("operator_code_wrong"). A used link voids itself and every older one.
    """
    issued = _issued(command)
    if abs(now - issued) >= INVITATION_HOLDS or not operators.first_use(tx, issued):
        raise Refused("operator_code_wrong")
    operators.add_operator(tx, command.telegram_id, now)
    languages.note_language(tx, command.telegram_id, command.language)
    who = people.member_by_telegram(tx, command.telegram_id)
    name = audit.OPERATOR if who is None else audit.by(who.id)
    audit.record(tx, now, name, "operator.claim", path="link")
    notices.notify(tx, command.telegram_id, "operator_known", now)


def _issued(command: ClaimOperator) -> datetime:
    """When the link was made; checks its signature."""
    try:
        code = base64.urlsafe_b64decode(command.code.removeprefix(INVITATION_PREFIX))
    except ValueError:
        raise Refused("operator_code_wrong") from None
    issued, signed = code[:_ISSUED_BYTES], code[_ISSUED_BYTES:]
    if not hmac.compare_digest(signed, _signed(issued, command.key)):
        raise Refused("operator_code_wrong")
    return instant(int.from_bytes(issued))


def _signed(issued: bytes, key: bytes) -> bytes:
    return hmac.digest(key, issued, "sha256")[:_SIGNED_BYTES]
