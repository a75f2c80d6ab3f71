"""Chases: messages about silences, and when a target's next step is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Target
from bot.store.cascade.instructions import targets_on, to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx, instant, instant_or_none


@dataclass(frozen=True, slots=True)
class SilenceState:
    """The targets of a chase: how many in all, answered, and still silent."""

    total: int
    answered: int
    silent: int


def state_of(tx: Tx, message_id: int, role: str) -> SilenceState:
    """The state of the targets that a message lists in this role."""
    row = tx.need("unanswered_on_message", message_id=message_id, role=role)
    return SilenceState(int(row["total"]), int(row["answered"]), int(row["silent"]))


def open_chases(tx: Tx, member_id: int) -> list[BotMessage]:
    """A member's chases that are still open."""
    return [BotMessage.from_row(row) for row in tx.all("open_chases_of", member_id=member_id)]


@dataclass(frozen=True, slots=True)
class LivingChase:
    """A member's living chase: the one message of all that is silent for them, and when it
    was written."""

    message: BotMessage
    created_at: datetime


def living_chase(tx: Tx, member_id: int) -> LivingChase | None:
    """The newest chase to a member that is still open."""
    row = tx.one("living_chase", member_id=member_id)
    return (
        None if row is None else LivingChase(BotMessage.from_row(row), instant(row["created_at"]))
    )


def carry_over(
    tx: Tx, former_id: int, new_id: int, member_id: int, since: datetime, now: datetime
) -> None:
    """Copy the lines of the former chase to the new one; of the member's own units that have
    answered, only those that did since `since`."""
    facts = {"from_id": former_id, "to_id": new_id, "member_id": member_id}
    tx.run("carry_over", since=since, now=now, **facts)


def forget_not_held(tx: Tx, chase: BotMessage) -> bool:
    """A chase speaks no more of what is not its reader's any more; whether that was anything."""
    return bool(tx.run("forget_not_held", message_id=chase.id, member_id=chase.member_id or 0))


def forget_above(tx: Tx, message_id: int) -> None:
    """The all-clear was given: a chase no longer tells of silences above."""
    tx.run("forget_above", message_id=message_id)


@dataclass(frozen=True, slots=True)
class SeenCard:
    """A card its reader can find: in their private chat, or in a group by its message id."""

    chat_id: int
    telegram_id: int | None


def cards_seen(tx: Tx, message_id: int) -> dict[int, list[SeenCard]]:
    """The cards on which the reader of a chase finds what they are asked, by instruction."""
    found: dict[int, list[SeenCard]] = {}
    for row in tx.all("cards_seen_with", message_id=message_id):
        card = SeenCard(row["chat_id"], row["telegram_id"])
        found.setdefault(row["instruction_id"], []).append(card)
    return found


def without_card(tx: Tx, message_id: int) -> list[int]:
    """The instructions a chase asks its reader about without a card they can find."""
    seen = cards_seen(tx, message_id)
    told = targets_on(tx, message_id)
    asked = {each.instruction_id for each, role in told if role == "own" and each.unanswered}
    return sorted(asked - seen.keys())


def has_card(tx: Tx, target_ids: Iterable[int], chat_id: int) -> bool:
    """Whether the reader in a private chat can find a card of one of these targets."""
    return any(tx.one("card_seen_by", target_id=each, chat_id=chat_id) for each in target_ids)


def told_of_silence(tx: Tx, instruction_id: int, most: int) -> list[tuple[int, int]]:
    """Who was told of units of an instruction that are silent still, and of how many units."""
    rows = tx.all("told_of_silence", instruction_id=instruction_id, most=most)
    return [(row["member_id"], row["n"]) for row in rows]


def close_chase(tx: Tx, message_id: int, now: datetime) -> None:
    """Close a chase: its silences have ended."""
    tx.run("close_chase", message_id=message_id, now=now)


def due_steps(tx: Tx, most: int, now: datetime) -> list[Target]:
    """The targets whose next step is due."""
    return [to_target(row) for row in tx.all("targets_due", most=most, now=now)]


def set_step(tx: Tx, target: Target, step: int, due_at: datetime | None) -> None:
    """Move a target to a step of its ladder."""
    tx.run("set_step", target_id=target.id, step=step, due_at=due_at)


def nudge_in(tx: Tx, instruction_id: int, chat_id: int) -> BotMessage | None:
    """The nudge of an instruction in a group; at most one."""
    row = tx.one("nudge_in_chat", instruction_id=instruction_id, chat_id=chat_id)
    return None if row is None else BotMessage.from_row(row)


def last_told(tx: Tx, target_id: int) -> datetime | None:
    """When a target's own holders were last reminded."""
    row = tx.one("last_told", target_id=target_id)
    return None if row is None else instant_or_none(row["at"])
