"""Remarks, replies to them, and the messages that show them. Subject: answering."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.store.delivery.outbox import BotMessage
from bot.store.people import people
from bot.store.people.people import path_end
from bot.store.tx import Row, Tx, instant, instant_or_none


class RemarkKind(StrEnum):
    """The kind of a remark: the first three begin a thread, replies continue it."""

    NOTE = "note"
    """It came with an answer that counts."""
    DOUBT = "doubt"
    """A denial or a question, which did not count as an answer."""
    HELP = "help"
    """A help request; its words are those of the request."""
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody wrote about an instruction.

    `words` were sent as message `number` in `chat_id`, 0 where that is not known. `copied`: the
    message is a picture or the like, and the words are copied below it. `to_id`, `answers_id`: the
    person and the remark a reply answers. `thread_id`: the remark that began the thread. `reason`:
    the one chosen for a help request.
    """

    id: int = 0
    kind: RemarkKind
    instruction_id: int | None
    unit_id: int
    member_id: int
    to_id: int | None = None
    thread_id: int | None = None
    answers_id: int | None = None
    help_id: int | None = None
    chat_id: int = 0
    number: int = 0
    words: str | None = None
    copied: bool = False
    reason: str | None = None

    @property
    def root_id(self) -> int:
        """The id of the remark that began its thread."""
        return self.thread_id or self.id


@dataclass(frozen=True, slots=True)
class Bundle:
    """A message that more remarks may join until `until`.

    `told`: how many remarks it shows; `rings_at`: when a new message replaces it, None where
    nothing has joined.
    """

    message_id: int
    until: datetime
    rings_at: datetime | None
    told: int


def add(tx: Tx, remark: Remark, now: datetime) -> Remark:
    """Store a remark; returns it with its id."""
    people.mark_alive(tx, remark.member_id, now)
    row = tx.need(
        "insert_remark",
        kind=remark.kind,
        instruction_id=remark.instruction_id,
        unit_id=remark.unit_id,
        member_id=remark.member_id,
        to_id=remark.to_id,
        thread_id=remark.thread_id,
        answers_id=remark.answers_id,
        help_id=remark.help_id,
        chat_id=remark.chat_id,
        number=remark.number,
        words=remark.words,
        copied=remark.copied,
        now=now,
    )
    return _remark(row)


def remark(tx: Tx, remark_id: int) -> Remark:
    """One remark. Raises LookupError."""
    return _begun(tx.need("remark_by_id", remark_id=remark_id))


def of_help(tx: Tx, help_id: int) -> Remark | None:
    """The remark that begins the thread of a help request."""
    row = tx.one("remark_of_help", help_id=help_id)
    return None if row is None else _begun(row)


def told_by(tx: Tx, message_id: int) -> list[Remark]:
    """The remarks a message shows, in the order they were written."""
    return [_begun(row) for row in tx.all("remarks_on_message", message_id=message_id)]


def thread(tx: Tx, root_id: int) -> list[Remark]:
    """The replies in a remark's thread, in the order they were written."""
    return [_remark(row) for row in tx.all("remarks_in_thread", thread_id=root_id)]


def replies_to(tx: Tx, remark_id: int) -> list[Remark]:
    """The replies to one remark."""
    return [_remark(row) for row in tx.all("replies_to_remark", remark_id=remark_id)]


def of_instruction(
    tx: Tx, instruction_id: int, most: int, **within: object
) -> tuple[list[Remark], int]:
    """The newest questions about an instruction and other remarks that were answered, oldest first,
    and how many there are. `within`: a range of paths, as in Part."""
    facts = {"path": "", "path_end": path_end(""), "instruction_id": instruction_id, **within}
    rows = tx.all("threads_of_instruction", most=most, **facts)
    if len(rows) < most:
        return [_begun(row) for row in reversed(rows)], len(rows)
    count = tx.need("count_threads_of_instruction", **facts)["threads"]
    return [_begun(row) for row in reversed(rows)], int(count)


def messages_telling(tx: Tx, remark_id: int) -> list[BotMessage]:
    """The living messages that show a remark to somebody."""
    rows = tx.all("messages_telling_of_remark", remark_id=remark_id)
    return [BotMessage.from_row(row) for row in rows]


def put_on_message(tx: Tx, remark_id: int, message_id: int) -> None:
    """Record that a message shows a remark."""
    tx.run("insert_remark_told", remark_id=remark_id, message_id=message_id)


def open_bundle(tx: Tx, member_id: int, now: datetime) -> Bundle | None:
    """The message to a member that one more remark may join."""
    row = tx.one("open_remark_bundle", member_id=member_id, now=now)
    if row is None:
        return None
    rings = instant_or_none(row["rings_at"])
    return Bundle(row["message_id"], instant(row["until"]), rings, int(row["told"]))


def begin_bundle(tx: Tx, message_id: int, member_id: int, until: datetime) -> None:
    """Let more remarks join a message until `until`."""
    tx.run("insert_remark_bundle", message_id=message_id, member_id=member_id, until=until)


def rings(tx: Tx, message_id: int, at: datetime) -> None:
    """A remark has joined a message: at `at` a new message with all of them replaces it."""
    tx.run("set_remark_bundle_rings", message_id=message_id, rings_at=at)


def bundles_due(tx: Tx, most: int, now: datetime) -> list[int]:
    """The messages that are due to be replaced."""
    return [row["message_id"] for row in tx.all("remark_bundles_due", most=most, now=now)]


def replace_bundle(tx: Tx, old_id: int, new_id: int) -> None:
    """A new message takes over the remarks of an older one, which nothing joins any more."""
    tx.run("copy_remarks_told", from_id=old_id, to_id=new_id)
    end_bundle(tx, old_id)


def end_bundle(tx: Tx, message_id: int) -> None:
    """Nothing joins this message any more."""
    tx.run("drop_remark_bundle", message_id=message_id)


def _begun(row: Row) -> Remark:
    """The remark as it stands now: words may have been added to a help request later."""
    found = _remark(row)
    if found.kind is not RemarkKind.HELP:
        return found
    return replace(found, words=row["help_words"], reason=row["help_reason"])


def _remark(row: Row) -> Remark:
    return Remark(
        id=row["id"],
        kind=RemarkKind(row["kind"]),
        instruction_id=row["instruction_id"],
        unit_id=row["unit_id"],
        member_id=row["member_id"],
        to_id=row["to_id"],
        thread_id=row["thread_id"],
        answers_id=row["answers_id"],
        help_id=row["help_id"],
        chat_id=row["chat_id"],
        number=row["number"],
        words=row["words"],
        copied=bool(row["copied"]),
    )
