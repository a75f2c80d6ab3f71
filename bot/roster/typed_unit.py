"""The name of a unit as typed in chat."""

from __future__ import annotations

from bot.errors import Refused
from bot.roster.clean import tidy_name

_MOST = 40


def read_unit_name(text: str) -> str:
    """One unit's name, written as a file would have it. Raises Refused("not_a_unit")."""
    name = tidy_name(text)
    if "\n" in text.strip() or len(name) > _MOST or not any(char.isalnum() for char in name):
        raise Refused("not_a_unit", said=text.strip()[:20])
    return name
