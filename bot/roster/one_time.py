"""One-time links: the payload of `t.me/bot?start=…`, and why one is of no use."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum

LINK_PREFIX = "l_"
LINK_HOLDS = timedelta(days=7)
_BYTES = 24
"""192 bits, and a multiple of three, so that base64 needs no padding, which Telegram refuses."""


class LinkFault(StrEnum):
    """Why a link does not make somebody known."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CHANGED = "changed"
    """The post has another holder now, or whoever made the link may not any more."""
    LINKED = "linked"
    """Its holder is linked already."""
    OWN = "own"
    """Whoever made it opened it."""
    OTHERS = "others"
    """Whoever opened it is somebody else on the roster."""


def link_payload(key: bytes, seed: str) -> str:
    """The payload for a seed. Without the key nobody can tell it, not even from the database."""
    signed = hmac.digest(key, b"one-time link " + seed.encode(), "sha256")
    return LINK_PREFIX + base64.urlsafe_b64encode(signed[:_BYTES]).decode()


def token_hash(payload: str) -> str:
    """What is stored of a payload, and what it is found by."""
    return hashlib.sha256(payload.encode()).hexdigest()
