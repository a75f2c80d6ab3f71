"""Words that somebody adds when relaying an instruction, from the first until they are relayed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.model import RelayPath, Target
from bot.instructions.relay import RelayEnd
from bot.store.cascade.instructions import to_target
from bot.store.tx import Row, Tx, instant, instant_or_none


@dataclass(frozen=True, slots=True)
class RelayDraft:
    """A member's words for an instruction.

    `chat_id`: where they are shown; `due_at`: when the undo time is over, None until they are
    confirmed; `end`: None while the draft is open.
    """

    id: int
    instruction_id: int
    member_id: int
    chat_id: int
    touched_at: datetime
    due_at: datetime | None
    end: RelayEnd | None

    @classmethod
    def from_row(cls, row: Row) -> RelayDraft:
        """Build from a row of relay_draft."""
        return cls(
            row["id"], row["instruction_id"], row["member_id"], row["chat_id"],
            instant(row["touched_at"]), instant_or_none(row["due_at"]),
            None if row["outcome"] is None else RelayEnd(row["outcome"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RelayPart:
    """The words of one message; `text` is "" once the draft has its outcome."""

    id: int
    draft_id: int
    said: int
    text: str

    @classmethod
    def from_row(cls, row: Row) -> RelayPart:
        """Build from a row of relay_draft_part."""
        return cls(row["id"], row["draft_id"], row["said"], row["text"])


@dataclass(frozen=True, slots=True)
class WordsBefore:
    """What somebody added when they relayed at a target."""

    target_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Relayed:
    """When and how a unit relayed; `by`: the member, None for the clock and some operators."""

    at: datetime
    path: RelayPath
    by: int | None


def begin_relay_draft(
    tx: Tx, instruction_id: int, member_id: int, chat_id: int, now: datetime
) -> RelayDraft:
    """Begin a draft without words."""
    facts = {"instruction_id": instruction_id, "member_id": member_id, "chat_id": chat_id}
    return RelayDraft.from_row(tx.need("insert_relay_draft", now=now, **facts))


def by_id(tx: Tx, draft_id: int) -> RelayDraft:
    """One draft. Raises LookupError."""
    return RelayDraft.from_row(tx.need("relay_draft_by_id", draft_id=draft_id))


def open_of(tx: Tx, instruction_id: int, member_id: int) -> RelayDraft | None:
    """A member's open draft for an instruction."""
    row = tx.one("relay_draft_of", instruction_id=instruction_id, member_id=member_id)
    return None if row is None else RelayDraft.from_row(row)


def all_open(tx: Tx, instruction_id: int) -> list[RelayDraft]:
    """Everybody's open drafts for an instruction."""
    rows = tx.all("open_relay_drafts", instruction_id=instruction_id)
    return [RelayDraft.from_row(row) for row in rows]


def relay_drafts_due(tx: Tx, most: int, now: datetime) -> list[RelayDraft]:
    """Confirmed drafts whose undo time is over."""
    return [RelayDraft.from_row(row) for row in tx.all("relay_drafts_due", most=most, now=now)]


def touch(tx: Tx, draft: RelayDraft, due_at: datetime | None, now: datetime) -> None:
    """Record a change; no two states of a draft have the same instant."""
    at = max(now, draft.touched_at + timedelta(microseconds=1))
    tx.run("touch_relay_draft", draft_id=draft.id, touched_at=at, due_at=due_at)


def end_relay_draft(tx: Tx, draft: RelayDraft, outcome: RelayEnd) -> None:
    """Give a draft its outcome and erase its words."""
    tx.run("end_relay_draft", draft_id=draft.id, outcome=outcome)
    tx.run("forget_relay_draft_texts", draft_id=draft.id)


def add_words(tx: Tx, draft: RelayDraft, said: int, text: str) -> None:
    """Add the words of a message."""
    facts = {"chat_id": draft.chat_id, "said": said, "text": text}
    tx.run("insert_relay_draft_part", draft_id=draft.id, **facts)


def added_words(tx: Tx, draft_id: int) -> list[RelayPart]:
    """The messages of a draft, in order."""
    return [RelayPart.from_row(row) for row in tx.all("relay_draft_parts", draft_id=draft_id)]


def words_at(tx: Tx, chat_id: int, said: int) -> RelayPart | None:
    """The part that came in this message."""
    row = tx.one("relay_draft_part_said", chat_id=chat_id, said=said)
    return None if row is None else RelayPart.from_row(row)


def set_part(tx: Tx, part: RelayPart, text: str) -> None:
    """Replace the words of a message."""
    tx.run("set_relay_draft_part", part_id=part.id, text=text)


def words_added(tx: Tx, draft_id: int) -> str:
    """All words of a draft, a line for each message."""
    return "\n".join(part.text for part in added_words(tx, draft_id) if part.text)


def relayed_for(tx: Tx, instruction_id: int, member_id: int) -> Relayed | None:
    """How the unit in which a member holds a post relayed; of several, the latest."""
    rows = tx.all("relayed_for", instruction_id=instruction_id, member_id=member_id)
    for row in rows:
        return Relayed(instant(row["relayed_at"]), RelayPath(row["relay_path"]), row["relayed_by"])
    return None


def relayed_by(tx: Tx, instruction_id: int, member_id: int) -> list[Target]:
    """The targets for which a member relayed."""
    rows = tx.all("relayed_by", instruction_id=instruction_id, member_id=member_id)
    return [to_target(row) for row in rows]


def words_before(tx: Tx, member_id: int, most: int) -> list[WordsBefore]:
    """What a member added when passing on, each once, the newest first."""
    rows = tx.all("words_added_before", member_id=member_id, most=most)
    return [WordsBefore(row["target_id"], row["relay_words"]) for row in rows]


def words_before_at(tx: Tx, member_id: int, target_id: int) -> str | None:
    """What a member added at a target; None where that was somebody else."""
    row = tx.one("words_added_at", member_id=member_id, target_id=target_id)
    return None if row is None else str(row["relay_words"])
