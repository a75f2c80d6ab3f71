"""What a stranger says of themselves, made fit to stand in a message of ours."""

from __future__ import annotations

import unicodedata

_MOST = 60
_UNLINKED = str.maketrans({".": "·", "@": "＠", "/": "／", "#": "＃", "“": "'", "”": "'"})
"""No address, account or command is left to be pressed, and no quotation ends early."""


def harmless_claim(said: str) -> str:
    """One short line without links, control characters and changes of direction."""
    kept = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in said)
    return " ".join(kept.translate(_UNLINKED).split())[:_MOST]
