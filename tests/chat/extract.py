"""Extracts user texts from the source's syntax trees, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BOT = Path(__file__).parent.parent.parent / "bot"


@dataclass(frozen=True)
class Said:
    """A text given to a translator, or marked for one."""

    msgid: str
    plural: str | None
    facts: frozenset[str] | None  # None: known only when it runs
    where: str


@dataclass(frozen=True)
class Refusal:
    """A `Refused("…", fact=…)`."""

    reason: str
    facts: frozenset[str]
    where: str


def said() -> list[Said]:
    """Every `t("…")`, `t.text("…")`, `t.n("…", "…", n)`, `to_say("…")`, `to_say_n("…", "…", n)` and
    `N_("…")` in the package."""
    return [found for where, call in _calls() if (found := _said(where, call))]


def refusals() -> list[Refusal]:
    """Every refusal written out in the package."""
    return [
        Refusal(reason, _facts(call) or frozenset(), where)
        for where, call in _calls()
        if _name(call.func) == "Refused" and (reason := _text(call, 0)) is not None
    ]


def _said(where: str, call: ast.Call) -> Said | None:
    how = _how(call.func)
    msgid, facts = _text(call, 0), _facts(call)
    if how is None or msgid is None:
        return None
    if how == "n":
        return Said(msgid, _text(call, 1), None if facts is None else facts | {"n"}, where)
    return Said(msgid, None, None if how == "N_" else facts, where)


_WAYS = {"t": "t", "N_": "N_", "to_say": "t", "to_say_n": "n"}


def _how(called: ast.expr) -> str | None:
    """Which of the translator's ways this is."""
    if (name := _name(called)) in _WAYS:
        return _WAYS[name]
    if isinstance(called, ast.Attribute) and called.attr in ("n", "text"):
        return called.attr if _name(called.value) == "t" else None
    return None


def _name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _text(call: ast.Call, index: int) -> str | None:
    node = call.args[index] if index < len(call.args) else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _facts(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(BOT.parent)}:{node.lineno}", node
