"""The messages a draft is written in: each is a part, which can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.model import Attachment
from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class DraftPart:
    """What one message brought to an instruction; `text` is "" for a file without words."""

    id: int
    instruction_id: int
    text: str

    @classmethod
    def from_row(cls, row: Row) -> DraftPart:
        """Build from a row of draft_part."""
        return cls(row["id"], row["instruction_id"], row["text"])


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file that goes with an instruction, and what it is called where it has a name."""

    id: int
    kind: str
    name: str | None


def add(tx: Tx, instruction_id: int, place: tuple[int, int | None], text: str) -> DraftPart:
    """One more message; `place`: the chat and its number there."""
    chat_id, said = place
    facts = {"instruction_id": instruction_id, "chat_id": chat_id, "said": said, "text": text}
    return DraftPart.from_row(tx.need("insert_part", **facts))


def of(tx: Tx, instruction_id: int) -> list[DraftPart]:
    """The parts of an instruction, in order."""
    return [DraftPart.from_row(row) for row in tx.all("parts_of", instruction_id=instruction_id)]


def at(tx: Tx, chat_id: int, said: int) -> DraftPart | None:
    """The part that the message under this number has become."""
    row = tx.one("part_said", chat_id=chat_id, said=said)
    return None if row is None else DraftPart.from_row(row)


def set_text(tx: Tx, part: DraftPart, text: str) -> None:
    """A part says something else."""
    tx.run("set_part_text", part_id=part.id, text=text)


def forget_texts(tx: Tx, instruction_id: int) -> None:
    """The words stand in the instruction from now on; which messages they came in stays known."""
    tx.run("forget_part_texts", instruction_id=instruction_id)


def add_file(
    tx: Tx, part: DraftPart, file: Attachment, name: str | None, album: str | None
) -> None:
    """The file that came with a part; `album` ties those together that were sent as one."""
    facts = {"kind": file.kind, "file_id": file.file_id, "name": name, "album": album}
    tx.run("insert_attachment", instruction_id=part.instruction_id, part_id=part.id, **facts)


def replace_file(tx: Tx, part: DraftPart, file: Attachment, name: str | None) -> None:
    """The file of a part was replaced by another."""
    tx.run("set_part_file", part_id=part.id, kind=file.kind, file_id=file.file_id, name=name)


def files(tx: Tx, instruction_id: int) -> list[DraftFile]:
    """The files of an instruction, in order."""
    rows = tx.all("files_of", instruction_id=instruction_id)
    return [DraftFile(row["id"], row["kind"], row["name"]) for row in rows]


def take_out_file(tx: Tx, instruction_id: int, file_id: int) -> bool:
    """A file is taken out of a draft; False where it is not in it."""
    return tx.run("delete_file", instruction_id=instruction_id, file_id=file_id) > 0


def sent_with_album(tx: Tx, issuer_id: int, album: str) -> int | None:
    """The instruction that other pieces of an album were sent with."""
    row = tx.one("sent_with_album", issuer_id=issuer_id, album=album)
    return None if row is None else int(row["id"])
