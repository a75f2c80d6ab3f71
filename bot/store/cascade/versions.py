"""The texts of instructions: every version, whole, and which of them was shown and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Instruction
from bot.store.cascade.instructions import to_instruction
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Row, Tx, instant


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One text of an instruction. `number`: 1 is the text it was sent with; `changed`: what a
    correction changed, in words; `asks`: everybody was asked again."""

    id: int
    number: int
    text: str
    changed: str | None
    asks: bool
    member_id: int | None
    at: datetime


def begin(tx: Tx, instruction: Instruction, now: datetime) -> int:
    """Keep the text an instruction is sent with as its first version; returns the version's id."""
    row = tx.need("insert_version", changed=None, asks=False, now=now, text=instruction.text,
                  instruction_id=instruction.id, member_id=instruction.issuer_id)  # fmt: skip
    tx.run("begin_version", instruction_id=instruction.id, version_id=row["id"])
    return int(row["id"])


@dataclass(frozen=True, slots=True)
class NewText:
    """A correction: by whom, what changed, and whether everybody is asked again."""

    member_id: int | None
    changed: str
    asks: bool


def add_version(tx: Tx, new: Instruction, said: NewText, now: datetime) -> int:
    """Keep the text of a corrected instruction as its next version; returns the version's id."""
    row = tx.need("insert_version", changed=said.changed, asks=said.asks, now=now, text=new.text,
                  instruction_id=new.id, member_id=said.member_id)  # fmt: skip
    tx.run(
        "set_version",
        instruction_id=new.id,
        version_id=row["id"],
        corrections=row["number"] - 1,
        text=new.text,
        file_kind=new.file_kind,
        file_name=new.file_name,
        deadline_at=new.deadline_at,
        deadline_given=new.deadline_given,
        deadline_from=new.deadline_from,
        completed_at=new.completed_at,
    )
    return int(row["id"])


def versions_of(tx: Tx, instruction_id: int) -> list[TextVersion]:
    """All texts of an instruction, the first one first."""
    return [_version(row) for row in tx.all("versions_of", instruction_id=instruction_id)]


def version(tx: Tx, version_id: int) -> TextVersion:
    """One text. Raises LookupError."""
    return _version(tx.need("version_by_id", version_id=version_id))


def answered_version(tx: Tx, instruction: Instruction, shown: int | None) -> int:
    """The version somebody answers who was shown everything up to `shown`; None: the present
    one."""
    present = instruction.version_id or 0
    if shown is None or shown >= present:
        return present
    found = tx.need("version_shown", instruction_id=instruction.id, shown=shown)["id"]
    return present if found is None else int(found)


def shown_to(tx: Tx, instruction_id: int, member_id: int, chat_id: int) -> int:
    """The newest version that any message can have shown to a member; 0 where none has."""
    facts = {"instruction_id": instruction_id, "member_id": member_id, "chat_id": chat_id}
    return int(tx.need("shown_to", **facts)["shown"] or 0)


def asked_anew_on(tx: Tx, message: BotMessage) -> int:
    """The newest version about which a message asks anew; 0 where it does not."""
    return int(tx.need("asked_anew_on", message_id=message.id)["asked"] or 0)


def ask_anew(
    tx: Tx, instruction: Instruction, version_id: int, due_at: datetime | None, now: datetime,
    *, everybody: bool,
) -> int:  # fmt: skip
    """Ask about a new version: everybody, or those who have not answered and who could not;
    returns how many. Their ladders begin anew, with the first step at `due_at`."""
    facts = {"instruction_id": instruction.id, "version_id": version_id}
    tx.run("mark_asked_anew", everybody=everybody, **facts)
    tx.run("restart_ladders", due_at=due_at, now=now, **facts)
    return int(tx.need("targets_asked_anew", **facts)["n"])


@dataclass(frozen=True, slots=True)
class AskedAnew:
    """How many units a correction asks: with 需重新确认, and with 只告知."""

    everybody: int
    others: int


def would_ask_anew(tx: Tx, instruction_id: int) -> AskedAnew:
    """How many units a correction would ask."""
    row = tx.need("would_ask_anew", instruction_id=instruction_id)
    return AskedAnew(row["everybody"], row["others"])


def take_over_texts(tx: Tx, instruction_id: int, draft: Instruction, version_id: int) -> None:
    """The messages a correction was written in become the instruction's; its files, where it has
    any, replace the instruction's."""
    facts = {"instruction_id": instruction_id, "draft_id": draft.id}
    if draft.file_kind is not None:
        tx.run("replace_files", instruction_id=instruction_id, version_id=version_id)
        tx.run("take_over_files", **facts)
    tx.run("take_over_parts", **facts)


def correction_of(tx: Tx, instruction_id: int, member_id: int) -> Instruction | None:
    """The correction of an instruction that somebody is writing."""
    row = tx.one("correction_of", instruction_id=instruction_id, member_id=member_id)
    return None if row is None else to_instruction(row)


def corrections_of(tx: Tx, instruction_id: int) -> list[Instruction]:
    """The corrections of an instruction that are being written."""
    rows = tx.all("corrections_of", instruction_id=instruction_id)
    return [to_instruction(row) for row in rows]


def set_corrects(tx: Tx, draft_id: int, corrected: Instruction) -> None:
    """Make a draft the text of a correction of the present text."""
    facts = {"urgency": corrected.urgency, "needs_answer": corrected.needs_answer}
    tx.run("set_corrects", draft_id=draft_id, instruction_id=corrected.id,
           version_id=corrected.version_id, **facts)  # fmt: skip


def set_changed(tx: Tx, draft: Instruction) -> None:
    """Store what a correction changes, in its writer's words."""
    facts = {"changed": draft.changed, "touched_at": draft.touched_at}
    tx.run("set_changed", draft_id=draft.id, **facts)


def old_answers(tx: Tx, message_id: int) -> tuple[str, ...]:
    """Who answered an older version for the targets on a card that are asked anew."""
    rows = tx.all("old_answers_on_card", message_id=message_id)
    return tuple(row["name"] for row in rows)


def _version(row: Row) -> TextVersion:
    return TextVersion(
        id=row["id"],
        number=row["number"],
        text=row["text"],
        changed=row["changed"],
        asks=bool(row["asks"]),
        member_id=row["member_id"],
        at=instant(row["at"]),
    )
