"""Creates a first config.toml from the shipped example."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import bot

_EXAMPLE = "config.example.toml"


def write_settings(file: Path, values: Mapping[str, str]) -> None:
    """Write a new file with mode 0600 and these keys set."""
    text = _example().read_text("utf-8")
    for key, value in values.items():
        text = _set(text, key, value)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)


def _example() -> Path:
    """The example in the installed package, else in the repository."""
    package = Path(bot.__file__).parent
    inside = package / _EXAMPLE
    return inside if inside.is_file() else package.parent / _EXAMPLE


def _set(text: str, key: str, value: str) -> str:
    """Set a key; the example has each on a line of its own, set or commented out."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.removeprefix("# ").startswith(f"{key} = "):
            lines[number] = f"{key} = {json.dumps(value, ensure_ascii=False)}"
            return "\n".join(lines) + "\n"
    raise LookupError(key)
