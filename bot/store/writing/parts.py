"""The messages a draft was written in. Each is a part that can be edited."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.model import Attachment
from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class DraftPart:
    """The content of one message of a draft; `text` is "" for a file without a caption."""

    id: int
    instruction_id: int
    text: str

    @classmethod
    def from_row(cls, row: Row) -> DraftPart:
        """Build from a row of draft_part."""
        return cls(row["id"], row["instruction_id"], row["text"])


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of an instruction, with its name if it has one."""

    id: int
    kind: str
    name: str | None


def add_part(tx: Tx, instruction_id: int, place: tuple[int, int | None], text: str) -> DraftPart:
    """Add a message; `place`: (chat, message id)."""
    chat_id, said = place
    facts = {"instruction_id": instruction_id, "chat_id": chat_id, "said": said, "text": text}
    return DraftPart.from_row(tx.need("insert_part", **facts))


def parts_of_draft(tx: Tx, instruction_id: int) -> list[DraftPart]:
    """The parts of an instruction, in order."""
    return [DraftPart.from_row(row) for row in tx.all("parts_of", instruction_id=instruction_id)]


def at(tx: Tx, chat_id: int, said: int) -> DraftPart | None:
    """The part that came from this message."""
    row = tx.one("part_said", chat_id=chat_id, said=said)
    return None if row is None else DraftPart.from_row(row)


def set_text(tx: Tx, part: DraftPart, text: str) -> None:
    """Replace the text of a part."""
    tx.run("set_part_text", part_id=part.id, text=text)


def forget_texts(tx: Tx, instruction_id: int) -> None:
    """Erase the parts' texts, which are now in the instruction; their message ids stay."""
    tx.run("forget_part_texts", instruction_id=instruction_id)


def add_file(
    tx: Tx, part: DraftPart, file: Attachment, name: str | None, album: str | None
) -> None:
    """Add the file of a part; `album` joins files that were sent as one album."""
    facts = {"kind": file.kind, "file_id": file.file_id, "name": name, "album": album}
    tx.run("insert_attachment", instruction_id=part.instruction_id, part_id=part.id, **facts)


def replace_file(tx: Tx, part: DraftPart, file: Attachment, name: str | None) -> None:
    """Replace the file of a part."""
    tx.run("set_part_file", part_id=part.id, kind=file.kind, file_id=file.file_id, name=name)


def files(tx: Tx, instruction_id: int) -> list[DraftFile]:
    """The files of an instruction, in order."""
    rows = tx.all("files_of", instruction_id=instruction_id)
    return [DraftFile(row["id"], row["kind"], row["name"]) for row in rows]


def take_out_file(tx: Tx, instruction_id: int, file_id: int) -> bool:
    """Remove a file from a draft; False where it is not part of it."""
    return tx.run("delete_file", instruction_id=instruction_id, file_id=file_id) > 0


def sent_with_album(tx: Tx, issuer_id: int, album: str) -> int | None:
    """The instruction that other files of this album were sent with."""
    row = tx.one("sent_with_album", issuer_id=issuer_id, album=album)
    return None if row is None else int(row["id"])
