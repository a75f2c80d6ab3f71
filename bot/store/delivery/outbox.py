"""The transactional outbox: what is to be said to whom, written in the transaction that
decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.messages.args import A, Args, ArgsError, decode_as, encode
from bot.messages.cascade import ExtraCopyArgs
from bot.store.tx import Row, Tx, instant_or_none


class Lane(IntEnum):
    """Priorities when the rate limits are tight. Lane 0, callback answers, is never stored."""

    REPLY = 1
    URGENT = 2
    RING = 3
    """Private cards right behind urgent group cards."""
    ROUTINE = 4
    REMINDER = 5
    EDIT = 6


@dataclass(frozen=True, slots=True)
class BotMessage:
    """A message of the bot's in a chat.

    `telegram_id`: its id there once it has arrived; `stored_args`: as in the row; `again`: it may
    be the repetition of one that has arrived.
    """

    id: int
    chat_id: int
    telegram_id: int | None
    kind: str
    subject_id: int | None
    member_id: int | None
    stored_args: str
    reply_to: int | None
    silent: bool
    sent_at: datetime | None
    gone_at: datetime | None
    shown_version: int | None = None
    """The newest version of any text when it was rendered; None where that is not known."""
    again: bool = False

    @classmethod
    def from_row(cls, row: Row) -> BotMessage:
        """Build from a row of bot_message."""
        return cls(
            id=row["id"],
            chat_id=row["chat_id"],
            telegram_id=row["telegram_id"],
            kind=row["kind"],
            subject_id=row["subject_id"],
            member_id=row["member_id"],
            stored_args=row["args"],
            reply_to=row["reply_to"],
            silent=bool(row["silent"]),
            sent_at=instant_or_none(row["sent_at"]),
            gone_at=instant_or_none(row["gone_at"]),
            shown_version=row["shown_version"],
        )

    def args_as(self, type_: type[A]) -> A:
        """What the message carries. Raises ArgsError."""
        return decode_as(type_, self.kind, self.stored_args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A message to be written: to whom, about what, and what it carries.

    The type of `args` says the kind of message, which picks the renderer.
    """

    chat_id: int
    args: Args
    lane: Lane
    subject_id: int | None = None
    member_id: int | None = None
    reply_to: int | None = None
    silent: bool = False
    not_before: datetime | None = None


def say(tx: Tx, saying: Saying, now: datetime) -> int:
    """Put a new message into the outbox; returns its id."""
    message_id = int(tx.need("insert_message", **_row(saying), now=now)["id"])
    _put(tx, "send", saying.lane, saying.chat_id, message_id, saying.not_before or now, now)
    return message_id


def say_all(tx: Tx, sayings: Sequence[Saying], now: datetime) -> list[int]:
    """Put many new messages into the outbox; returns their ids in the same order."""
    before = last_id(tx)
    tx.run_many("insert_messages", [{**_row(each), "now": now} for each in sayings])
    # There is a single writer: ids above the former maximum are those just inserted.
    ids = [int(row["id"]) for row in tx.all("messages_after", before=before)]
    tx.run_many(
        "put_sends_in_outbox",
        [
            {
                "key": f"send:{message_id}",
                "lane": each.lane,
                "chat_id": each.chat_id,
                "message_id": message_id,
                "not_before": each.not_before or now,
                "now": now,
            }
            for message_id, each in zip(ids, sayings, strict=True)
        ],
    )
    return ids


def refresh(
    tx: Tx,
    message: BotMessage,
    now: datetime,
    *,
    lane: Lane = Lane.EDIT,
    args: Args | None = None,
) -> None:
    """Have a message edited to the newest state, with new `args` where given."""
    if args is not None:
        set_args(tx, message, args)
    _put(tx, "edit", lane, message.chat_id, message.id, now, now)


def refresh_at(tx: Tx, message_id: int, chat_id: int, at: datetime, now: datetime) -> None:
    """Have a message edited later to the state of then; an edit before that replaces it."""
    _put(tx, "edit", Lane.EDIT, chat_id, message_id, at, now)


def set_args(tx: Tx, message: BotMessage, args: Args) -> None:
    """Replace what a message carries, without an edit. Raises ArgsError for another kind's."""
    if args.kind != message.kind:
        raise ArgsError(f"{message.kind}: cannot carry {type(args).__name__}")
    tx.run("set_message_args", message_id=message.id, args=encode(args))


def take_away(tx: Tx, message: BotMessage, now: datetime) -> None:
    """Have a message deleted, or drop it where it has not left yet."""
    tx.run("drop_unsent", message_id=message.id, now=now)
    if message.telegram_id is not None:
        _put(tx, "delete", Lane.EDIT, message.chat_id, message.id, now, now)
    tx.run("message_gone", message_id=message.id, now=now)


def leave_chat(tx: Tx, chat_id: int, now: datetime) -> None:
    """Have the bot leave a group."""
    tx.run(
        "put_in_outbox",
        key=f"leave:{chat_id}",
        op="leave",
        lane=Lane.REMINDER,
        chat_id=chat_id,
        message_id=None,
        not_before=now,
        now=now,
    )


def fetch(tx: Tx, import_id: int, chat_id: int, now: datetime) -> None:
    """Have the file of an import request downloaded."""
    tx.run(
        "put_in_outbox",
        key=f"fetch:{import_id}",
        op="fetch",
        lane=Lane.REPLY,
        chat_id=chat_id,
        message_id=None,
        not_before=now,
        now=now,
    )


def say_anew(tx: Tx, message: BotMessage, lane: Lane, now: datetime, *, silent: bool) -> None:
    """Send a message again that was deleted in its chat."""
    tx.run("message_to_come_again", message_id=message.id, silent=silent)
    _put(tx, "send", lane, message.chat_id, message.id, now, now)


def follow(tx: Tx, message: BotMessage, chat_id: int, lane: Lane, now: datetime) -> None:
    """Send a message to the chat that its own was migrated to."""
    tx.run("move_message", message_id=message.id, chat_id=chat_id)
    _put(tx, "send", lane, chat_id, message.id, now, now)


def doubtful(tx: Tx, chat_id: int) -> list[BotMessage]:
    """The messages that may stand in a chat under an id we do not know, latest first."""
    rows = tx.all("doubtful_messages", chat_id=chat_id)
    return [BotMessage.from_row(row) for row in rows]


def adopt(tx: Tx, message: BotMessage, telegram_id: int, now: datetime) -> bool:
    """Record the Telegram id under which a message has turned up; returns True where it had none.

    Where it has another id already, this copy is surplus and is deleted.
    """
    if message.telegram_id is None:
        tx.run("message_arrived", message_id=message.id, telegram_id=telegram_id, now=now)
        tx.run("send_settled", key=f"send:{message.id}", now=now)
        return True
    if message.telegram_id != telegram_id:
        take_away(tx, _copy(tx, message, telegram_id, now), now)
    return False


def _copy(tx: Tx, of: BotMessage, telegram_id: int, now: datetime) -> BotMessage:
    copy_id = int(
        tx.need(
            "insert_message",
            chat_id=of.chat_id,
            kind=ExtraCopyArgs.kind,
            subject_id=of.id,
            member_id=of.member_id,
            args=encode(ExtraCopyArgs()),
            reply_to=None,
            silent=of.silent,
            now=now,
        )["id"]
    )
    tx.run("message_arrived", message_id=copy_id, telegram_id=telegram_id, now=now)
    return message(tx, copy_id)


def shows_version(tx: Tx, message: BotMessage, version: int) -> None:
    """Record that a message shows what there was at this version."""
    if version > (message.shown_version or 0):
        tx.run("set_shown_version", message_id=message.id, shown=version)


def given_up(tx: Tx, message: BotMessage) -> bool:
    """Whether a message may never have arrived and is not sent again."""
    return tx.one("send_given_up", key=f"send:{message.id}") is not None


def message(tx: Tx, message_id: int) -> BotMessage:
    """One message of the bot's. Raises LookupError."""
    return BotMessage.from_row(tx.need("message_by_id", message_id=message_id))


def message_at(tx: Tx, chat_id: int, telegram_id: int) -> BotMessage | None:
    """The bot's message with this id in a chat; for a surplus copy, the original."""
    row = tx.one("message_by_telegram", chat_id=chat_id, telegram_id=telegram_id)
    if row is None:
        return None
    extra = row["kind"] == ExtraCopyArgs.kind
    return message(tx, row["subject_id"]) if extra else BotMessage.from_row(row)


def newest_in(tx: Tx, chat_id: int, most: int) -> list[BotMessage]:
    """The living messages that stand lowest in a chat, the last one first."""
    rows = tx.all("newest_messages_in", chat_id=chat_id, most=most)
    return [BotMessage.from_row(row) for row in rows]


def last_id(tx: Tx) -> int:
    """The highest id of a message, 0 where there is none."""
    return int(tx.need("newest_message")["id"])


def said_since(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Whether something new is said in a chat since the message with this id."""
    return tx.one("message_in_since", chat_id=chat_id, message_id=message_id) is not None


def messages_about(tx: Tx, kind: str, subject_id: int) -> list[BotMessage]:
    """The living messages of a kind about a subject."""
    rows = tx.all("messages_about", kind=kind, subject_id=subject_id)
    return [BotMessage.from_row(row) for row in rows]


def _row(saying: Saying) -> dict[str, object]:
    return {
        "chat_id": saying.chat_id,
        "kind": saying.args.kind,
        "subject_id": saying.subject_id,
        "member_id": saying.member_id,
        "args": encode(saying.args),
        "reply_to": saying.reply_to,
        "silent": saying.silent,
    }


def _put(
    tx: Tx, op: str, lane: Lane, chat_id: int, message_id: int, not_before: datetime, now: datetime
) -> None:
    tx.run(
        "put_in_outbox",
        key=f"{op}:{message_id}",
        op=op,
        lane=lane,
        chat_id=chat_id,
        message_id=message_id,
        not_before=not_before,
        now=now,
    )
