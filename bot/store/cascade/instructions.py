"""Reading instructions and targets: rows to values, and the use cases' look-ups."""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.instructions.model import (
    DeadlineFrom,
    EscalationPolicy,
    Instruction,
    InstructionState,
    RelayPath,
    Rung,
    Step,
    Target,
    TargetState,
    Urgency,
)
from bot.instructions.quiet import QuietHours
from bot.store.people.people import to_unit
from bot.store.tx import Row, Tx, instant, instant_or_none


def instruction(tx: Tx, instruction_id: int) -> Instruction:
    """One instruction. Raises LookupError."""
    return tx.recall(
        ("instruction", instruction_id),
        lambda: to_instruction(tx.need("instruction_by_id", instruction_id=instruction_id)),
    )


def target(tx: Tx, target_id: int) -> Target:
    """One target. Raises LookupError."""
    return to_target(tx.need("target_by_id", target_id=target_id))


def target_of(tx: Tx, instruction_id: int, unit_id: int) -> Target | None:
    """The target of an instruction in a unit."""
    row = tx.one("target_of_unit", instruction_id=instruction_id, unit_id=unit_id)
    return None if row is None else to_target(row)


def targets(tx: Tx, instruction_id: int) -> list[Target]:
    """All targets of an instruction, in tree order."""
    rows = tx.all("targets_of_instruction", instruction_id=instruction_id)
    return [to_target(row) for row in rows]


def targets_behind(tx: Tx, gate: Target) -> list[Target]:
    """The targets that wait for `gate` to relay the instruction."""
    return [to_target(row) for row in tx.all("targets_behind", target_id=gate.id)]


def targets_on(tx: Tx, message_id: int) -> list[tuple[Target, str]]:
    """The targets a message lists, each with its role there."""
    rows = tx.all("targets_on_message", message_id=message_id)
    return [(to_target(row), row["role"]) for row in rows]


def silent_on(tx: Tx, message_id: int) -> list[tuple[Target, str]]:
    """The silent targets among those a message speaks of, each with its role there."""
    rows = tx.all("silent_on_message", message_id=message_id)
    return [(to_target(row), row["role"]) for row in rows]


def is_silent(tx: Tx, target_id: int) -> bool:
    """Whether a target is silent: asked, and has not answered, or has not passed it on."""
    return tx.one("silent_target_by_id", target_id=target_id) is not None


def to_instruction(row: Row) -> Instruction:
    """Build an Instruction from its row."""
    # Cached: a burst of answers reads the same row thousands of times.
    return _built_before(row) if isinstance(row, Hashable) else _built(row)


def _built(row: Row) -> Instruction:
    return Instruction(
        id=row["id"],
        number=row["number"],
        issuer_id=row["issuer_id"],
        unit_id=row["unit_id"],
        urgency=Urgency(row["urgency"]),
        needs_answer=bool(row["needs_answer"]),
        state=InstructionState(row["state"]),
        text=row["text"],
        tiers=tuple(json.loads(row["tiers"])),
        deadline_at=instant_or_none(row["deadline_at"]),
        deadline_given=bool(row["deadline_given"]),
        quiet_first=bool(row["quiet_first"]),
        ladder=None if row["ladder"] is None else thawed(row["ladder"]),
        created_at=instant(row["created_at"]),
        touched_at=instant(row["touched_at"]),
        sends_at=instant_or_none(row["sends_at"]),
        started_at=instant_or_none(row["started_at"]),
        completed_at=instant_or_none(row["completed_at"]),
        ended_at=instant_or_none(row["ended_at"]),
        deadline_from=None if row["deadline_from"] is None else DeadlineFrom(row["deadline_from"]),
        file_kind=row["file_kind"],
        file_name=row["file_name"],
        template_id=row["template_id"],
        drill=bool(row["drill"]),
        everyone=bool(row["everyone"]),
        version_id=row["version_id"],
        corrections=row["corrections"],
        corrects_id=row["corrects_id"],
        changed=row["changed"],
        parties=bool(row["parties"]),
        form_tier=row["form_tier"],
    )


_built_before = lru_cache(maxsize=64)(_built)


def to_target(row: Row) -> Target:
    """Build a Target from a row of target joined with its unit."""
    return Target(
        id=row["id"],
        instruction_id=row["instruction_id"],
        unit=to_unit(row, "unit_id"),
        upper_id=row["upper_id"],
        gates=bool(row["gates"]),
        state=TargetState(row["state"]),
        opened_at=instant_or_none(row["opened_at"]),
        sent_at=instant_or_none(row["sent_at"]),
        answered_at=instant_or_none(row["answered_at"]),
        ladder_at=instant_or_none(row["ladder_at"]),
        step=row["step"],
        due_at=instant_or_none(row["due_at"]),
        relay_due_at=instant_or_none(row["relay_due_at"]),
        relayed_at=instant_or_none(row["relayed_at"]),
        relay_path=None if row["relay_path"] is None else RelayPath(row["relay_path"]),
        relay_words=row["relay_words"],
        asked_version=row["asked_version"],
    )


def frozen(policy: EscalationPolicy) -> dict[str, Any]:
    """A ladder as JSON facts, stored with the instruction that started with it."""
    quiet = policy.quiet
    return {
        "steps": [[step.after.total_seconds(), step.to.value] for step in policy.steps],
        "relay_after": policy.relay_after.total_seconds(),
        "bundle": policy.bundle.total_seconds(),
        "repeat": [(policy.repeat_every or timedelta()).total_seconds(), policy.repeat_times],
        "quiet": quiet and [quiet.start.isoformat(), quiet.end.isoformat(), quiet.zone.key],
    }


@lru_cache(maxsize=64)
def thawed(text: str) -> EscalationPolicy:
    """The ladder an instruction started with, from its JSON."""
    kept = json.loads(text)
    every, times = kept["repeat"]
    return EscalationPolicy(
        steps=tuple(Step(timedelta(seconds=after), Rung(to)) for after, to in kept["steps"]),
        relay_after=timedelta(seconds=kept["relay_after"]),
        bundle=timedelta(seconds=kept["bundle"]),
        quiet=kept["quiet"] and _quiet(*kept["quiet"]),
        repeat_every=timedelta(seconds=every) or None,
        repeat_times=times,
    )


def _quiet(start: str, end: str, zone: str) -> QuietHours:
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end), ZoneInfo(zone))
