"""Something the actor tries, whether the table allows it, and what may come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.permissions.book import Change
from tests.permissions.counter import Done
from tests.permissions.phones import told
from tests.permissions.scene import Scene

FORBIDDEN = frozenset({"not_allowed", "stranger"})
"""The reasons of a refusal that speak of rights; others speak of how things stand."""

Expect = Callable[[Done], None]


@dataclass(frozen=True)
class Attempt:
    """`way` is a key of ways.WAYS. Where it is allowed, `touches` is a table in which something
    changes, unless things may stand so that nothing does (`certain`), and `expect` looks closer.
    Where it is not, nothing changes but that a message of a `harmless` kind goes to whoever asked,
    and what stands in tables that are not `watched`. `prelude` happens before."""

    way: str
    update: dict[str, Any]
    allowed: bool
    touches: str = "outbox"
    certain: bool = True
    expect: Expect | None = None
    harmless: frozenset[str] = frozenset()
    watched: frozenset[str] | None = None
    prelude: Callable[[], object] | None = None


class Seen(Counter[tuple[str, bool]]):
    """How often each way was tried with and without effect."""

    def lacking(self, ways: Iterable[str], *, worked: bool) -> set[str]:
        """The ways that never worked, or that always did."""
        return {way for way in ways if not self[way, worked]}


def judge(scene: Scene, attempt: Attempt, seen: Seen) -> None:
    """Try it, and hold what came of it against what is allowed."""
    with scene.book.undone("prelude"):
        if attempt.prelude is not None:
            attempt.prelude()
        done = scene.counter.tried(attempt.update)
        if attempt.allowed:
            _went_well(attempt, done)
        else:
            _came_to_nothing(attempt, done)
    assert told(done.said, done.toasts, scene.phones, scene.own_phones) == []
    seen[attempt.way, attempt.allowed and done.refused is None] += 1


def _went_well(attempt: Attempt, done: Done) -> None:
    assert done.refused not in FORBIDDEN, (attempt, done)
    if attempt.certain:
        assert done.refused is None, (attempt, done)
        assert any(each.table == attempt.touches for each in done.changed), (attempt, done)
    if attempt.expect is not None and done.refused is None:
        attempt.expect(done)


def _came_to_nothing(attempt: Attempt, done: Done) -> None:
    if attempt.watched is None:
        harm = [each for each in done.changed if not _harmless(attempt, each)]
    else:
        harm = [each for each in done.changed if each.table in attempt.watched]
    assert not harm, (attempt, done, harm)


def _harmless(attempt: Attempt, change: Change) -> bool:
    """Words to the one who asked, in the chat in which they asked."""
    if change.gone or change.row.get("chat_id") != _chat(attempt.update):
        return False
    if change.table == "outbox":
        return bool(change.row["op"] == "send")
    said = attempt.harmless | {"sentence"}
    return change.table == "bot_message" and change.row["kind"] in said


def _chat(update: dict[str, Any]) -> int:
    message = update.get("message") or update["callback_query"]["message"]
    return int(message["chat"]["id"])
