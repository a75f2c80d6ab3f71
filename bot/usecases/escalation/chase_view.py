"""The view of chases: silences of the reader's own units and of those they look after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.chat.escalation.chase import (
    AllClearView,
    AnswerGiven,
    AskAgainView,
    ChaseView,
    Matter,
    NudgeView,
    OwnMatter,
    SilenceReason,
    ToPhone,
    message_link,
)
from bot.chat.places import Spot
from bot.chat.posts import LeadPost
from bot.instructions.model import (
    AnswerPath,
    Instruction,
    InstructionState,
    TargetState,
)
from bot.messages.cascade import AgainArgs, AllClearArgs, ChaseArgs
from bot.store.cascade import instructions
from bot.store.cascade.instructions import to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.escalation import chases
from bot.store.escalation.chases import SeenCard
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Row, Tx, instant
from bot.usecases import care, named, rights

_Cards = Mapping[int, Sequence[SeenCard]]
"""The cards a reader can find, by instruction."""


def chase_view(tx: Tx, message: BotMessage, now: datetime) -> ChaseView | None:
    """The chase; None where everything was answered before it left."""
    rows = tx.all("told_on_chase", message_id=message.id)
    silent = [row for row in rows if row["silent"]]
    if not silent and message.telegram_id is None:
        return None
    own = [row for row in rows if row["role"] == "own"]
    above = [row for row in rows if row["role"] == "above"]
    near = {seat.unit.id for seat in people.posts_of(tx, message.member_id or 0)}
    cards = chases.cards_seen(tx, message.id)
    return ChaseView(
        who=named.anybody(tx, message.member_id or 0),
        own=_asked(tx, [row for row in own if _is_silent(row)], cards),
        above=_matters(tx, [row for row in above if _is_silent(row)], near),
        answers=_answers(tx, own),
        answered=_matters(tx, [row for row in above if _is_answered(row)], near),
        ended=_ended(tx, rows),
        relay=any(to_target(row).to_relay for row in own if _is_silent(row)),
        phones=_phones(tx, [row for row in above if _is_silent(row)], message),
        again=message.again,
        replaced=message.args_as(ChaseArgs).replaced,
        now=now,
        zone=house.zone(tx),
    )


def _ended(tx: Tx, rows: list[Row]) -> tuple[Instruction, ...]:
    """The instructions that ended with units still silent."""
    states = (TargetState.WITHDRAWN, TargetState.CLOSED)
    ids = dict.fromkeys(row["instruction_id"] for row in rows if row["state"] in states)
    found = [instructions.instruction(tx, each) for each in ids]
    return tuple(each for each in found if each.state is not InstructionState.RUNNING)


def _is_silent(row: Row) -> bool:
    return bool(row["silent"])


def _is_answered(row: Row) -> bool:
    return row["state"] == TargetState.ACKNOWLEDGED and not _is_silent(row)


def _asked(
    tx: Tx, rows: list[Row], cards: Mapping[int, Sequence[SeenCard]]
) -> tuple[OwnMatter, ...]:
    """What waits for the reader: their units by instruction, and where the card is."""
    units: dict[int, list[Row]] = {}
    for row in rows:
        units.setdefault(row["instruction_id"], []).append(row)
    return tuple(_one_asked(tx, each, found, cards.get(each, ())) for each, found in units.items())


def _one_asked(
    tx: Tx, instruction_id: int, rows: list[Row], cards: Sequence[SeenCard]
) -> OwnMatter:
    instruction = instructions.instruction(tx, instruction_id)
    groups = [each for each in cards if each.chat_id < 0]
    links = [message_link(each.chat_id, each.telegram_id or 0) for each in groups]
    return OwnMatter(
        instruction=instruction,
        units=tuple(row["name"] for row in rows),
        issuer=named.issuer(tx, instruction.issuer_id),
        seen=bool(cards),
        grouped=bool(groups),
        link=next((each for each in links if each), None),
        fills=all(instruction.asks_form(row["tier"]) for row in rows),
    )


def _answers(tx: Tx, rows: list[Row]) -> tuple[AnswerGiven, ...]:
    """Who answered for the reader's own units and when; answers given together are merged."""
    found: dict[tuple[int, str, int, bool], list[str]] = {}
    for row in rows:
        if _is_answered(row) and row["said_at"] is not None:
            proxy = row["said_path"] == AnswerPath.PROXY
            key = (row["instruction_id"], row["said_by"], row["said_at"], proxy)
            found.setdefault(key, []).append(row["name"])
    return tuple(
        AnswerGiven(
            instructions.instruction(tx, number), tuple(names), who, instant(said_at), proxy
        )
        for (number, who, said_at, proxy), names in found.items()
    )


def _matters(tx: Tx, rows: list[Row], near: set[int]) -> tuple[Matter, ...]:
    """Silent units below the reader, by instruction and reason.

    Buildings of branches the reader is not `near` are named with their branch.
    """
    heights = house.heights(tx)
    matters: dict[int, Matter] = {}
    for row in rows:
        target = to_target(row)
        if target.instruction_id not in matters:
            instruction = instructions.instruction(tx, target.instruction_id)
            unsaid: dict[LeadPost, list[Spot]] = defaultdict(list)
            matters[target.instruction_id] = Matter(instruction, defaultdict(list), [], unsaid)
        matter, spot = matters[target.instruction_id], _spot(row, near, heights)
        matter.spots.append(spot)
        if (why := _why(row)) is SilenceReason.VACANT:
            lacks = LeadPost(heights.get(row["tier"], 0), row["lead_title"])
            matter.vacant.setdefault(lacks, []).append(spot)
        else:
            matter.units[why].append(spot)
    return tuple(matters.values())


_TO_PHONE = frozenset({SilenceReason.CALLED, SilenceReason.UNLINKED, SilenceReason.UNREACHABLE})
_CALLS = 3
"""How many buttons to call somebody there are at most; the list shows everybody."""


def _phones(tx: Tx, rows: list[Row], message: BotMessage) -> tuple[ToPhone, ...]:
    """Of the units the reader is to phone: whom they may call, each once."""
    who, found = rights.actor(tx, message.chat_id), dict[int, ToPhone]()
    for row in rows:
        if len(found) == _CALLS:
            break
        if _why(row) not in _TO_PHONE:
            continue
        for seat in people.holders_of(tx, row["unit_id"])[:1]:
            member = seat.member
            if member and member.phone and care.may_dial(tx, who, member.id):
                found.setdefault(member.id, ToPhone(member.id, member.name, row["instruction_id"]))
    return tuple(found.values())


def _spot(row: Row, near: set[int], heights: dict[str, int]) -> Spot:
    far = heights.get(row["tier"]) == 0 and row["parent_id"] not in near
    return Spot(row["name"], row["upper_name"] if far else None)


def _why(row: Row) -> SilenceReason:
    target = to_target(row)
    if not target.unanswered:
        return SilenceReason.NOT_PASSED_ON
    if not row["held"]:
        return SilenceReason.VACANT
    if not row["present"]:
        return SilenceReason.AWAY
    if not row["linked"] and row["called"]:
        return SilenceReason.CALLED
    if not row["linked"]:
        return SilenceReason.UNLINKED
    within_reach = row["alive"] if row["in_groups"] else row["reachable"]
    lost = target.state is TargetState.UNREACHABLE or not within_reach
    return SilenceReason.UNREACHABLE if lost else SilenceReason.SILENT


def nudge_view(tx: Tx, message: BotMessage, _now: datetime) -> NudgeView | None:
    """The members a nudge mentions in a group; None where all have answered."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    rows = tx.all("nudged_members", message_id=message.id, leads=instruction.urgent)
    if not rows:
        return None
    return NudgeView(instruction, tuple((row["name"], row["telegram_id"]) for row in rows))


def all_clear_view(_tx: Tx, message: BotMessage, _now: datetime) -> AllClearView:
    """How many silences have ended."""
    args = message.args_as(AllClearArgs)
    return AllClearView(args.total, args.ended)


def again_view(tx: Tx, message: BotMessage, _now: datetime) -> AskAgainView | None:
    """After an absence: whom a chat still waits for, and about what."""
    args = message.args_as(AgainArgs)
    silent = [
        target
        for card in args.cards
        for target, role in instructions.silent_on(tx, card)
        if role == "line"
    ]
    if not silent:
        return None
    about = dict.fromkeys(each.instruction_id for each in silent)
    return AskAgainView(
        about=tuple(instructions.instruction(tx, each) for each in about),
        units=tuple(dict.fromkeys(each.unit.name for each in silent)),
        lost=args.lost,
        gone=timedelta(minutes=args.minutes),
    )
