"""What opening an instruction reads and writes: targets, places, cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Attachment, Instruction, Target
from bot.instructions.relay import Node
from bot.instructions.routing import Holder, TargetSituation
from bot.roster.model import PostKind
from bot.store import sizes
from bot.store.cascade.instructions import path_end
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class Opened:
    """A place to route, the target above it, and whether it still has to relay the instruction."""

    place: TargetSituation
    upper_id: int | None
    to_relay: bool


def insert_targets(tx: Tx, instruction: Instruction) -> None:
    """Create a target for every unit in the instruction's scope and every unit in between."""
    facts = {
        "instruction_id": instruction.id,
        "tiers": list(instruction.tiers),
        "issuer_id": instruction.issuer_id,
        "lowest": house.lowest_tier(tx),
    }
    asked = tx.run("insert_targets", **facts)
    sizes.grown(tx, asked + tx.run("insert_targets_between", **facts))


def vacant(tx: Tx, instruction_id: int) -> set[int]:
    """The targets whose units have no holder in any post."""
    return {row["id"] for row in tx.all("vacant_targets", instruction_id=instruction_id)}


def below(tx: Tx, target_id: int) -> list[Node]:
    """The targets below one, upper ones first."""
    rows = tx.all("nodes_below", target_id=target_id)
    return [
        Node(
            row["id"],
            row["upper_id"],
            bool(row["gates"]) and row["relayed_at"] is None,
            not row["held"],
        )
        for row in rows
    ]


def set_upper(tx: Tx, uppers: Iterable[tuple[int, int]]) -> None:
    """Store pairs of (target, the target above it)."""
    tx.run_many("set_upper", [{"target_id": low, "upper_id": up} for low, up in uppers])


def set_gates(tx: Tx, target_ids: Iterable[int]) -> None:
    """Mark these targets as gates: they have to relay the instruction."""
    tx.run_many("set_gates", [{"target_id": each} for each in target_ids])


def open_targets(tx: Tx, target_ids: Iterable[int], now: datetime) -> None:
    """Open these targets: they may get their cards."""
    tx.run_many("open_target", [{"target_id": each, "now": now} for each in target_ids])


def reopen_targets(tx: Tx, target_ids: Iterable[int], now: datetime) -> None:
    """Reopen these targets so that their cards go another way; answered ones stay as they are."""
    tx.run_many("reopen_target", [{"target_id": each, "now": now} for each in target_ids])


def opened(tx: Tx, instruction_id: int, below: str = "") -> list[Opened]:
    """The opened targets without a card at and below a path, top down."""
    part = {"instruction_id": instruction_id, "path": below, "path_end": path_end(below)}
    holders: dict[int, list[Holder]] = {}
    for row in tx.all("holders_to_route", **part):
        holders.setdefault(row["target_id"], []).append(_holder(row))
    rows = tx.all("places_to_route", **part)
    return [_opened(row, holders.get(row["target_id"], [])) for row in rows]


def _holder(row: Row) -> Holder:
    kind = PostKind(row["kind"])
    return Holder(row["member_id"], row["telegram_id"], kind, bool(row["reachable"]))


def _opened(row: Row, holders: list[Holder]) -> Opened:
    place = TargetSituation(
        target_id=row["target_id"],
        held=row["held"] > 0,
        group=row["group_chat"],
        upper_group=row["upper_chat"],
        serves_below=row["group_chat"] is not None and row["served_below"] > 0,
        holders=holders,
    )
    return Opened(place, row["upper_id"], bool(row["gates"]) and row["relayed_at"] is None)


def card_in_chat(tx: Tx, instruction_id: int, chat_id: int) -> BotMessage | None:
    """The living card of an instruction in a chat."""
    row = tx.one("card_in_chat", instruction_id=instruction_id, chat_id=chat_id)
    return None if row is None else BotMessage.from_row(row)


def cards_of(tx: Tx, target: int) -> list[BotMessage]:
    """The living cards that list a target."""
    rows = tx.all("card_messages_of_target", target_id=target)
    return [BotMessage.from_row(row) for row in rows]


def put_on(tx: Tx, message_id: int, target_ids: Iterable[int], role: str, now: datetime) -> None:
    """Add these targets to a message, each in the given role."""
    tx.run_many(
        "put_on_message",
        [
            {"message_id": message_id, "target_id": each, "role": role, "now": now}
            for each in target_ids
        ],
    )


def put_lines(tx: Tx, lines: Iterable[tuple[int, int]], now: datetime) -> None:
    """Store pairs of (card, target): each card lists its target."""
    facts = {"role": "line", "now": now}
    tx.run_many("put_on_message", [{"message_id": c, "target_id": t, **facts} for c, t in lines])


def any_card(tx: Tx, instruction_id: int) -> bool:
    """Whether an instruction has a living card anywhere."""
    return tx.one("any_card", instruction_id=instruction_id) is not None


def set_unreachable(tx: Tx, dues: Iterable[tuple[int, datetime | None]], now: datetime) -> None:
    """Mark targets as unreachable, each with the time its first step is due."""
    tx.run_many(
        "set_unreachable", [{"target_id": each, "due_at": due, "now": now} for each, due in dues]
    )


def set_sent(
    tx: Tx,
    target: Target,
    due_at: datetime | None,
    relay_due_at: datetime | None,
    now: datetime,
) -> None:
    """The first message of a target was sent: its ladder and its time for relaying start."""
    tx.run("set_sent", target_id=target.id, due_at=due_at, relay_due_at=relay_due_at, now=now)


def set_sent_on(
    tx: Tx,
    message_ids: Iterable[int],
    due_at: datetime | None,
    relay_due_at: datetime | None,
    now: datetime,
) -> None:
    """As `set_sent`, for all targets these messages list."""
    facts = {"due_at": due_at, "relay_due_at": relay_due_at, "now": now}
    tx.run_many("set_sent_on", [{"message_id": each, **facts} for each in message_ids])


def attachments(tx: Tx, instruction_id: int) -> list[Attachment]:
    """The files that go with an instruction."""
    rows = tx.all("attachments", instruction_id=instruction_id)
    return [Attachment(row["kind"], row["file_id"]) for row in rows]
