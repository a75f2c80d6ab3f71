"""Reads what is deployed: a Dockerfile's instructions, and as much of YAML as compose.yaml is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


class Instruction(NamedTuple):
    """One instruction of a Dockerfile, continued lines joined."""

    word: str
    rest: str


def dockerfile() -> list[Instruction]:
    """The instructions in order."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text("utf-8"), flags=re.M)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [Instruction(*line.split(maxsplit=1)) for line in lines if line.strip()]


def last_stage() -> list[Instruction]:
    """The instructions of the final stage."""
    found = dockerfile()
    start = max(number for number, each in enumerate(found) if each.word == "FROM")
    return found[start:]


def compose() -> Any:
    """compose.yaml: mappings, lists of scalars, scalars; no other YAML may be in it."""
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return _block(lines, 0)


def _block(lines: list[str], depth: int) -> Any:
    if not lines:
        return None
    if lines[0].strip().startswith("- "):
        return [line.strip().removeprefix("- ") for line in lines]
    found: dict[str, Any] = {}
    for head, below in _entries(lines, depth):
        name, _, value = head.strip().partition(":")
        assert re.fullmatch(r"[\w.-]+", name), head
        assert name not in found, head
        found[name] = value.strip().strip('"') or _block(below, depth + 2)
    return found


def _entries(lines: list[str], depth: int) -> Iterator[tuple[str, list[str]]]:
    """Each line of this depth, with those below it."""
    starts = [number for number, line in enumerate(lines) if line[depth] != " "]
    assert starts[0] == 0, lines[0]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start], lines[start + 1 : end]
