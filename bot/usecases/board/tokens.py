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
