"""One public name has one meaning in the whole of bot/."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path

BOT = Path(__file__).parent.parent / "bot"
ELSEWHERE = ("bot.demo.",)
"""The stand-in for Telegram calls things as Telegram does."""
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


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(BOT.rglob("*.py")):
        parts = path.relative_to(BOT.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if not name.startswith(ELSEWHERE):
            yield name, ast.parse(path.read_text("utf-8"))


def _public_functions(module: ast.Module) -> Iterator[str]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            yield node.name


def _imported(module: ast.Module) -> set[str]:
    """Modules, and names in modules."""
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.ImportFrom))
    return {name for node in nodes for name in _names_of(node)}


def _names_of(node: ast.ImportFrom) -> Iterator[str]:
    yield node.module or ""
    yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _layer(module: str) -> str:
    return module.split(".")[1]


def _meanings(modules: Iterable[str], imported: dict[str, set[str]]) -> list[set[str]]:
    """The modules with a function of some name, those together that speak of one act: the handler
    of a button, the use case it calls, and the query that writes it down."""
    found = [{each} for each in modules]
    for upper, lower in permutations(modules, 2):
        if lower in imported[upper] and _layer(upper) != _layer(lower):
            one, other = (next(each for each in found if m in each) for m in (upper, lower))
            if one is not other:
                found.remove(other)
                one |= other
    return found


def test_each_public_function_has_a_name_of_its_own() -> None:
    trees = dict(_modules())
    imported = {name: _imported(tree) for name, tree in trees.items()}
    places: dict[str, list[str]] = defaultdict(list)
    for name, tree in trees.items():
        for function in _public_functions(tree):
            places[function].append(name)
    several = {
        function: meanings
        for function, modules in places.items()
        if len(meanings := _meanings(modules, imported)) > 1
    }
    assert several == {}
