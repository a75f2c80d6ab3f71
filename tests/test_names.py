"""One public name has one meaning in the whole of bot/."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

BOT = Path(__file__).parent.parent / "bot"
SHARED: frozenset[str] = frozenset()
"""Class names that may stand in several modules, each with its reason beside it."""


def _classes() -> Iterator[str]:
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name


def test_each_class_has_a_name_of_its_own() -> None:
    counts = Counter(_classes())
    assert sorted(name for name, count in counts.items() if count > 1) == sorted(SHARED)
