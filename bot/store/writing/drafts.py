"""Instructions as drafts, and changes of their state as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.instructions.model import EscalationPolicy, Instruction
from bot.roster.model import Unit
from bot.store.cascade.instructions import frozen, to_instruction
from bot.store.people.people import to_unit
from bot.store.tx import Row, Tx, instant
from bot.store.writing.approvals import drop_approvals


def begin_draft(
    tx: Tx,
    issuer_id: int,
    unit: Unit,
    tiers: Sequence[str],
    ladder: EscalationPolicy,
    now: datetime,
) -> Instruction:
    """Create an empty draft, routine and needing an answer."""
    facts = {"unit_id": unit.id, "tiers": list(tiers), "ladder": frozen(ladder), "now": now}
    return to_instruction(tx.need("insert_draft", issuer_id=issuer_id, **facts))


def newest(tx: Tx, issuer_id: int) -> Instruction | None:
    """The issuer's most recently touched draft."""
    row = tx.one("newest_draft", issuer_id=issuer_id)
    return None if row is None else to_instruction(row)


def newest_sent(tx: Tx, issuer_id: int) -> Instruction | None:
    """The issuer's newest instruction that has been sent and has not ended."""
    row = tx.one("newest_sent", issuer_id=issuer_id)
    return None if row is None else to_instruction(row)


def save(tx: Tx, instruction: Instruction) -> None:
    """Store the current state of an instruction."""
    tx.run(
        "save_instruction",
        id=instruction.id,
        number=instruction.number,
        unit_id=instruction.unit_id,
        urgency=instruction.urgency,
        needs_answer=instruction.needs_answer,
        state=instruction.state,
        text=instruction.text,
        tiers=list(instruction.tiers),
        deadline_at=instruction.deadline_at,
        deadline_given=instruction.deadline_given,
        deadline_from=instruction.deadline_from,
        quiet_first=instruction.quiet_first,
        drill=instruction.drill,
        everyone=instruction.everyone,
        ladder=None if instruction.ladder is None else frozen(instruction.ladder),
        touched_at=instruction.touched_at,
        sends_at=instruction.sends_at,
        started_at=instruction.started_at,
        completed_at=instruction.completed_at,
        ended_at=instruction.ended_at,
        file_kind=instruction.file_kind,
        file_name=instruction.file_name,
        parties=instruction.parties,
        form_tier=instruction.form_tier,
    )


def next_number(tx: Tx) -> int:
    """The next instruction number, starting with 1."""
    return int(tx.need("highest_number")["number"]) + 1


def set_scope(tx: Tx, instruction_id: int, units: Iterable[Unit]) -> None:
    """Set the scope: these units, each with everything below."""
    tx.run("clear_scope", instruction_id=instruction_id)
    rows = [{"instruction_id": instruction_id, "unit_id": unit.id} for unit in units]
    tx.run_many("insert_scope", rows)


def draft_scope(tx: Tx, instruction_id: int) -> list[Unit]:
    """The living units of the scope, each standing for everything below it."""
    return [to_unit(row) for row in tx.all("draft_scope", instruction_id=instruction_id)]


def discard(tx: Tx, instruction_id: int) -> None:
    """Delete a draft completely."""
    tx.run("detach_previews", instruction_id=instruction_id)
    drop_approvals(tx, instruction_id)
    tx.run("delete_attachments", instruction_id=instruction_id)
    tx.run("delete_parts", instruction_id=instruction_id)
    tx.run("clear_scope", instruction_id=instruction_id)
    tx.run("drop_ties_of_draft", instruction_id=instruction_id)
    tx.run("delete_questions", instruction_id=instruction_id)
    tx.run("delete_office_table", instruction_id=instruction_id)
    tx.run("drop_reuse", instruction_id=instruction_id)
    tx.run("delete_draft", instruction_id=instruction_id)


def untouched(tx: Tx, before: datetime, most: int) -> list[Instruction]:
    """Drafts untouched since `before`."""
    return _all(tx.all("drafts_untouched", before=before, most=most))


def to_send(tx: Tx, most: int, now: datetime) -> list[Instruction]:
    """Instructions whose undo time is over."""
    return _all(tx.all("instructions_to_send", most=most, now=now))


def to_close(tx: Tx, before: datetime, most: int) -> list[Instruction]:
    """Running instructions whose deadline passed before `before`."""
    return _all(tx.all("instructions_to_close", before=before, most=most))


def deadlines_to_tell(tx: Tx, most: int, now: datetime) -> list[Instruction]:
    """Running instructions whose deadline has passed without the issuer having been told."""
    return _all(tx.all("deadlines_to_tell", most=most, now=now))


def set_deadline_told(tx: Tx, instruction_id: int, now: datetime) -> None:
    """Record that the issuer was told of the passed deadline."""
    tx.run("set_deadline_told", instruction_id=instruction_id, now=now)


def deadline_told(tx: Tx, instruction_id: int) -> bool:
    """Whether the issuer was told of the passed deadline."""
    row = tx.need("deadline_told", instruction_id=instruction_id)
    return row["deadline_told_at"] is not None


def asked_since(tx: Tx, unit_id: int, since: datetime) -> list[datetime]:
    """When a unit was asked for an answer since an instant."""
    rows = tx.all("times_unit_was_asked", unit_id=unit_id, since=since)
    return [instant(row["started_at"]) for row in rows]


def _all(rows: Iterable[Row]) -> list[Instruction]:
    return [to_instruction(row) for row in rows]
