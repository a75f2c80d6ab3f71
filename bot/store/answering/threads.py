"""Remarks, what was written back to them, and the messages that tell of them (answering)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.store.delivery.outbox import BotMessage
from bot.store.people.people import path_end
from bot.store.tx import Row, Tx, instant, instant_or_none


class RemarkKind(StrEnum):
    """What a remark is: the first three begin a thread, replies go on with it."""

    NOTE = "note"
    """It came with an answer that counts."""
    DOUBT = "doubt"
    """A denial or a question: it did not count as an answer."""
    HELP = "help"
    """A request for help; its words are those of the request."""
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody wrote about an instruction: `words`, in the message `number` of `chat_id`, 0
    where that is not known; `copied`: that is a picture or the like, the words stand below it.

    `to_id` and `answers_id`: whom and what a reply answers; `thread_id`: the remark with which
    that began; `reason`: the one chosen for a request for help.
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
        """The remark with which its thread began."""
        return self.thread_id or self.id


@dataclass(frozen=True, slots=True)
class Bundle:
    """The message to somebody that one more remark may join until an instant; `told`: how many
    it tells of; `rings_at`: when a new one takes its place, None where nothing has joined."""

    message_id: int
    until: datetime
    rings_at: datetime | None
    told: int


def add(tx: Tx, remark: Remark, now: datetime) -> Remark:
    """Keep a remark; it as it is kept."""
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
    """One remark; LookupError where there is none."""
    return _begun(tx.need("remark_by_id", remark_id=remark_id))


def of_help(tx: Tx, help_id: int) -> Remark | None:
    """The remark with which the thread of a request for help begins."""
    row = tx.one("remark_of_help", help_id=help_id)
    return None if row is None else _begun(row)


def told_by(tx: Tx, message_id: int) -> list[Remark]:
    """What a message tells of, in the order of the writing."""
    return [_begun(row) for row in tx.all("remarks_on_message", message_id=message_id)]


def thread(tx: Tx, root_id: int) -> list[Remark]:
    """What was written back and forth under a remark, in the order of the writing."""
    return [_remark(row) for row in tx.all("remarks_in_thread", thread_id=root_id)]


def replies_to(tx: Tx, remark_id: int) -> list[Remark]:
    """What was written back to one remark."""
    return [_remark(row) for row in tx.all("replies_to_remark", remark_id=remark_id)]


def of_instruction(
    tx: Tx, instruction_id: int, most: int, **within: object
) -> tuple[list[Remark], int]:
    """The newest questions about an instruction and whatever else was answered, the newest last,
    and how many there are; `within`: a range of paths, as a Part has it."""
    facts = {"path": "", "path_end": path_end(""), "instruction_id": instruction_id, **within}
    rows = tx.all("threads_of_instruction", most=most, **facts)
    if len(rows) < most:
        return [_begun(row) for row in reversed(rows)], len(rows)
    count = tx.need("count_threads_of_instruction", **facts)["threads"]
    return [_begun(row) for row in reversed(rows)], int(count)


def messages_telling(tx: Tx, remark_id: int) -> list[BotMessage]:
    """The living messages that tell somebody of a remark."""
    rows = tx.all("messages_telling_of_remark", remark_id=remark_id)
    return [BotMessage.from_row(row) for row in rows]


def put_on(tx: Tx, remark_id: int, message_id: int) -> None:
    """A message tells of a remark from now on."""
    tx.run("insert_remark_told", remark_id=remark_id, message_id=message_id)


def open_bundle(tx: Tx, member_id: int, now: datetime) -> Bundle | None:
    """The message to somebody that one more remark may join."""
    row = tx.one("open_remark_bundle", member_id=member_id, now=now)
    if row is None:
        return None
    rings = instant_or_none(row["rings_at"])
    return Bundle(row["message_id"], instant(row["until"]), rings, int(row["told"]))


def begin_bundle(tx: Tx, message_id: int, member_id: int, until: datetime) -> None:
    """More remarks may join a message."""
    tx.run("insert_remark_bundle", message_id=message_id, member_id=member_id, until=until)


def rings(tx: Tx, message_id: int, at: datetime) -> None:
    """A remark has joined a message: when a new one with all of them takes its place."""
    tx.run("set_remark_bundle_rings", message_id=message_id, rings_at=at)


def bundles_due(tx: Tx, most: int, now: datetime) -> list[int]:
    """The messages whose place a new one is to take."""
    return [row["message_id"] for row in tx.all("remark_bundles_due", most=most, now=now)]


def replace_bundle(tx: Tx, old_id: int, new_id: int) -> None:
    """A new message tells of all that an older one told of, which nothing joins any more."""
    tx.run("copy_remarks_told", from_id=old_id, to_id=new_id)
    end_bundle(tx, old_id)


def end_bundle(tx: Tx, message_id: int) -> None:
    """Nothing joins a message any more."""
    tx.run("drop_remark_bundle", message_id=message_id)


def _begun(row: Row) -> Remark:
    """A remark as it stands now: what a request for help says may have been added later."""
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
