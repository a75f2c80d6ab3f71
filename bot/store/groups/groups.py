"""The groups the bot is in, and which units each serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.roster.model import Unit
from bot.store.delivery.outbox import BotMessage
from bot.store.people import people
from bot.store.tx import Row, Tx, instant, instant_or_none


@dataclass(frozen=True, slots=True)
class Group:
    """A chat the bot is or was in. `leave_at`: when the bot leaves it unless somebody binds it."""

    id: int
    chat_id: int
    title: str
    invited_by: int | None
    joined_at: datetime
    leave_at: datetime | None
    left_at: datetime | None
    administrator: bool
    muted_at: datetime | None
    """Since when the bot may not write in it."""
    thread_id: int | None = None
    """In a forum the topic in which it was bound; None for its general topic."""

    @property
    def here(self) -> bool:
        """Whether the bot is in it."""
        return self.left_at is None

    @property
    def may_write(self) -> bool:
        """Whether the bot is in it and may write there, as far as is known."""
        return self.here and self.muted_at is None


def group(tx: Tx, group_id: int) -> Group | None:
    """One group."""
    return _maybe(tx.one("group_by_id", group_id=group_id))


def group_by_chat(tx: Tx, chat_id: int) -> Group | None:
    """The group of a chat, even one the bot has left."""
    return _maybe(tx.one("group_by_chat", chat_id=chat_id))


def enter(
    tx: Tx,
    chat_id: int,
    title: str,
    invited_by: int | None,
    leave_at: datetime,
    administrator: bool,
    now: datetime,
) -> Group:
    """The bot was added to a group, for the first time or again."""
    facts = {"invited_by": invited_by, "leave_at": leave_at, "administrator": administrator}
    return _group(tx.need("enter_group", chat_id=chat_id, title=title, now=now, **facts))


def rename(tx: Tx, group_id: int, title: str) -> None:
    """Store a group's new title."""
    tx.run("set_group_title", group_id=group_id, title=title)


def set_topic(tx: Tx, group_id: int, thread_id: int | None) -> None:
    """Store the topic of a forum to which messages go."""
    tx.run("set_group_topic", group_id=group_id, thread_id=thread_id)


def set_administrator(tx: Tx, group_id: int, administrator: bool) -> None:
    """Store whether the bot is an administrator."""
    tx.run("set_group_administrator", group_id=group_id, administrator=administrator)


def set_leave_at(tx: Tx, group_id: int, leave_at: datetime | None) -> None:
    """Store when the bot leaves it unless somebody binds it."""
    tx.run("set_group_leave_at", group_id=group_id, leave_at=leave_at)


def set_left(tx: Tx, group_id: int, now: datetime) -> None:
    """The bot was removed from a group, which serves no unit any more."""
    tx.run("unbind_group", group_id=group_id)
    tx.run("set_group_left", group_id=group_id, now=now)


def units_of(tx: Tx, group_id: int) -> list[Unit]:
    """The units a group serves, in tree order."""
    return [people.to_unit(row) for row in tx.all("units_of_group", group_id=group_id)]


def group_of(tx: Tx, unit_id: int) -> Group | None:
    """The group bound to a unit."""
    return _maybe(tx.one("group_of_unit", unit_id=unit_id))


def bind(tx: Tx, unit_id: int, group_id: int, by: int | None, now: datetime) -> None:
    """Bind a unit to this group, replacing any other."""
    tx.run("bind_unit", unit_id=unit_id, group_id=group_id, bound_by=by, now=now)


def unbind(tx: Tx, unit_id: int) -> None:
    """Unbind a unit from its group."""
    tx.run("take_group_from_unit", unit_id=unit_id)


def unbound(tx: Tx) -> list[Group]:
    """Groups without a unit, newest first."""
    return [_group(row) for row in tx.all("unbound_groups")]


def notice_unbound(tx: Tx, leave_at: datetime) -> None:
    """Set `leave_at` for groups whose units were removed."""
    tx.run("notice_unbound_groups", leave_at=leave_at)


def to_leave(tx: Tx, most: int, now: datetime) -> list[Group]:
    """Groups that nobody has bound in time."""
    return [_group(row) for row in tx.all("groups_to_leave", most=most, now=now)]


def serving_upwards(tx: Tx, unit_id: int) -> list[int]:
    """The ids of the groups of a unit and of the units above it."""
    return [row["group_id"] for row in tx.all("groups_serving_upwards", unit_id=unit_id)]


def claimed(tx: Tx, group_id: int) -> tuple[int, int]:
    """Post holders in a group's units: how many are linked, and how many there are."""
    row = tx.need("claimed_in_group", group_id=group_id, after_any=people.path_end(""))
    return row["linked"], row["everybody"]


def messages_in(tx: Tx, chat_id: int) -> list[BotMessage]:
    """All living messages in a chat, unsent ones too."""
    return [BotMessage.from_row(row) for row in tx.all("messages_in_chat", chat_id=chat_id)]


def move(tx: Tx, old: Group, new_chat: int) -> None:
    """A group was migrated to a new chat id, perhaps that of a known group: merge them."""
    known = group_by_chat(tx, new_chat)
    if known is None:
        tx.run("set_group_chat", group_id=old.id, chat_id=new_chat)
        return
    tx.run("move_bindings", from_id=old.id, to_id=known.id)
    tx.run("move_group_messages", from_id=old.id, to_id=known.id)
    tx.run("forget_group", group_id=old.id)


def move_unsent(tx: Tx, old_chat: int, new_chat: int, now: datetime) -> None:
    """Move unsent messages to the new chat id; drop other operations in the old chat."""
    tx.run("move_unsent_messages", old_chat=old_chat, new_chat=new_chat)
    tx.run("move_unsent_sends", old_chat=old_chat, new_chat=new_chat)
    forget_pending(tx, old_chat, now)


def mute(tx: Tx, group_id: int, try_at: datetime, now: datetime) -> None:
    """The bot may not write in a group; it is tried again at `try_at`."""
    tx.run("mute_group", group_id=group_id, try_at=try_at, now=now)


def unmute(tx: Tx, group_id: int) -> None:
    """The bot may write in a group again."""
    tx.run("unmute_group", group_id=group_id)


def muted_due(tx: Tx, most: int, now: datetime) -> list[Group]:
    """Muted groups that are due to be tried again."""
    return [_group(row) for row in tx.all("muted_groups_due", most=most, now=now)]


def try_muted(tx: Tx, instruction_id: int, now: datetime) -> None:
    """The muted groups of units for which an instruction opens now are tried with it."""
    tx.run("try_muted_groups_of", instruction_id=instruction_id, now=now)


def forget_pending(tx: Tx, chat_id: int, now: datetime) -> None:
    """Drop all pending operations in a chat."""
    tx.run("drop_pending_for_chat", chat_id=chat_id, now=now)


def _maybe(row: Row | None) -> Group | None:
    return None if row is None else _group(row)


def _group(row: Row) -> Group:
    return Group(
        id=row["id"],
        chat_id=row["chat_id"],
        title=row["title"],
        invited_by=row["invited_by"],
        joined_at=instant(row["joined_at"]),
        leave_at=instant_or_none(row["leave_at"]),
        left_at=instant_or_none(row["left_at"]),
        administrator=bool(row["administrator"]),
        muted_at=instant_or_none(row["muted_at"]),
        thread_id=row["thread_id"],
    )
