"""What opening an instruction reads and writes: targets, places, cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Attachment, Instruction, Target
from bot.instructions.reach import PlanLine, serves
from bot.instructions.relay import Node
from bot.instructions.routing import CardPlace, Holder, Route, route
from bot.instructions.standing import Standing
from bot.roster.model import PostKind, Unit
from bot.store import sizes
from bot.store.cascade.standings import standings
from bot.store.delivery.outbox import BotMessage
from bot.store.people.people import path_end
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An opened target without a card, the target above it, and whether it has yet to pass on."""

    target_id: int
    unit_id: int
    upper_id: int | None
    to_relay: bool


@dataclass(frozen=True, slots=True)
class Opened(Unplaced):
    """The same, with where its card goes."""

    route: Route


def write_plan(
    tx: Tx, instruction_id: int, lines: Sequence[PlanLine], now: datetime
) -> Mapping[int, int]:
    """Give every unit of a plan its target, opened where the plan says so; target ids by unit."""
    rows = [
        {
            "instruction_id": instruction_id,
            "unit_id": each.unit.id,
            "tier": each.unit.tier,
            "upper_unit_id": each.upper.id if each.upper else None,
            "gates": each.gates,
            "opened_at": now if each.opens else None,
        }
        for each in lines
    ]
    tx.run_many("insert_target", rows)
    sizes.grown(tx, len(rows))
    ids = tx.all("target_ids", instruction_id=instruction_id)
    return {row["unit_id"]: row["id"] for row in ids}


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


def open_targets(tx: Tx, target_ids: Iterable[int], now: datetime) -> None:
    """Open these targets: they may get their cards."""
    tx.run_many("open_target", [{"target_id": each, "now": now} for each in target_ids])


def reopen_targets(tx: Tx, target_ids: Iterable[int], now: datetime) -> None:
    """Reopen these targets so that their cards go another way; answered ones stay as they are."""
    tx.run_many("reopen_target", [{"target_id": each, "now": now} for each in target_ids])


def unplaced(
    tx: Tx, instruction_id: int, below: str = "", *, avoid: int | None = None
) -> list[Opened]:
    """The opened targets without a card at and below a path, each with where its card goes now,
    from the top of the tree down. `avoid`: a group chat that has just refused the card."""
    rows = tx.all("targets_to_place", **_part(instruction_id, below))
    known = standings(tx, [row["path"] for row in rows])
    around = {each.unit.id: each.without(avoid) for each in known}
    return [
        Opened(
            target_id=row["target_id"],
            unit_id=row["unit_id"],
            upper_id=row["upper_id"],
            to_relay=bool(row["gates"]) and row["relayed_at"] is None,
            route=_route(tx, row["target_id"], around[row["unit_id"]], around),
        )
        for row in rows
        if row["unit_id"] in around
    ]


def _route(tx: Tx, target_id: int, unit: Standing, around: Mapping[int, Standing]) -> Route:
    if unit.group_id is None:
        return route(unit, serves_below=False)
    rows = tx.all("asked_right_below", target_id=target_id)
    below = [around[row["unit_id"]] for row in rows if row["unit_id"] in around]
    held = [each for each in below if not each.vacant]
    return route(unit, serves_below=serves(unit, held))


def private_chats(
    tx: Tx, instruction: Instruction, found: Iterable[Opened], below: str = ""
) -> dict[int, list[Holder]]:
    """By target those who can be written to, as far as the routes or the ringing ask for them."""
    if not instruction.urgent and all(each.route.way is not CardPlace.PRIVATE for each in found):
        return {}
    holders: dict[int, list[Holder]] = {}
    for row in tx.all("chats_to_route", **_part(instruction.id, below)):
        holder = Holder(row["telegram_id"], PostKind(row["kind"]))
        holders.setdefault(row["target_id"], []).append(holder)
    return holders


def holders_in(tx: Tx, tops: Iterable[Unit]) -> dict[int, list[Holder]]:
    """By unit those who answer for it and can be written to, at and below these units."""
    found: dict[int, list[Holder]] = {}
    for top in tops:
        for row in tx.all("holders_in", path=top.path, path_end=path_end(top.path)):
            holder = Holder(row["telegram_id"], PostKind(row["kind"]))
            found.setdefault(row["unit_id"], []).append(holder)
    return found


def _part(instruction_id: int, below: str) -> dict[str, object]:
    return {"instruction_id": instruction_id, "path": below, "path_end": path_end(below)}


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
