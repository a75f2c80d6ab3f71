"""Tokens of links to the board: made from a seed and a key that is not in the database."""

from __future__ import annotations

import base64
import hashlib
import hmac

_BYTES = 24


def link_token(key: bytes, kind: str, seed: str) -> str:
    """The token of a link, 192 bits. Without the key nobody can tell it from the database."""
    signed = hmac.digest(key, f"board {kind} {seed}".encode(), "sha256")
    return base64.urlsafe_b64encode(signed[:_BYTES]).decode()


def hashed(token: str) -> str:
    """What is stored of a token, and what it is found by."""
    return hashlib.sha256(f"board {token}".encode()).hexdigest()


def unit_token(key: bytes, unit_id: int) -> str:
    """The token in the QR code of a unit: it only lets somebody ask."""
    signed = hmac.digest(key, f"board unit {unit_id}".encode(), "sha256")
    return f"u{unit_id}-{base64.urlsafe_b64encode(signed[:_BYTES]).decode()}"


def unit_of_token(key: bytes, token: str) -> int | None:
    """The unit a QR code stands for; None for any other token."""
    number, _, _ = token.removeprefix("u").partition("-")
    if not token.startswith("u") or not (number.isascii() and number.isdecimal()):
        return None
    if len(number) > _LONGEST or not hmac.compare_digest(
        unit_token(key, int(number)).encode(), token.encode()
    ):
        return None
    return int(number)


_LONGEST = 17
