"""All reasons in use are declared, and all declared ones are used. The office's own table and maps
have reasons and sentences of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot
from bot.roster.reasons import EDIT_REASONS, FILE_REASONS, MEND_REASONS, ROW_REASONS

SOURCES = [
    path
    for room in ("roster", "sheets")
    for path in (Path(bot.__file__).parent / room).rglob("*.py")
    if path.name not in {"reasons.py", "geojson.py"} and path.parent.name != "tables"
]
TEXT = "\n".join(path.read_text("utf-8") for path in SOURCES)


@pytest.mark.parametrize("reason", [*FILE_REASONS, *ROW_REASONS, *EDIT_REASONS, *MEND_REASONS])
def test_a_known_reason_is_given_somewhere(reason: str) -> None:
    assert f'"{reason}"' in TEXT


@pytest.mark.parametrize("reason", sorted(set(re.findall(r'Refused\(\s*"(\w+)"', TEXT))))
def test_a_given_reason_is_known(reason: str) -> None:
    assert reason in {**FILE_REASONS, **ROW_REASONS, **EDIT_REASONS, **MEND_REASONS}
