"""Relaying: which targets may get their cards, and when an instruction passes by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.instructions.model import EscalationPolicy
from bot.instructions.quiet import later, waking_time


@dataclass(frozen=True, slots=True)
class Node:
    """A target in the tree of its instruction. `vacant`: no post of its unit is held."""

    id: int
    upper_id: int | None
    to_relay: bool
    vacant: bool


def may_be_told(nodes: Iterable[Node], passed: int | None = None) -> list[int]:
    """The targets below `passed` that may get their cards; `nodes` are in order, upper ones first.

    Targets below a gate that has not relayed wait; a vacant gate is a task of the unit above from
    the start.
    """
    told: dict[int | None, bool] = {passed: False}
    for node in nodes:
        if node.upper_id not in told:
            continue
        if not told[node.upper_id] or (node.vacant and not node.to_relay):
            told[node.id] = node.to_relay
    return [each for each in told if each is not None and each != passed]


def passes_by_itself(
    opened: datetime, deadline: datetime | None, policy: EscalationPolicy
) -> datetime:
    """When an instruction that nobody relays passes by itself: after the policy's `relay_after` (45
    min) or a third of the time left, whichever is shorter."""
    wait = policy.relay_after
    if deadline is not None:
        wait = min(wait, waking_time(opened, deadline, policy.quiet) / 3)
    return later(opened, wait, policy.quiet)


class RelayEnd(StrEnum):
    """What became of the words somebody wanted to add when relaying."""

    PASSED = "passed"
    PLAIN = "plain"
    """They relayed without any."""
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"
    """It was relayed already: by somebody else, by the clock, or by themselves."""
    ENDED = "ended"
    """The instruction was withdrawn or closed."""
    LEFT = "left"
    """They hold the post no longer."""
