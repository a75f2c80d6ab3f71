"""Starts an instruction: creates its targets and opens those that wait for no gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.instructions.model import Instruction, Target
from bot.instructions.relay import Node, may_be_told
from bot.store.cascade import instructions, opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.digests import digests
from bot.store.groups import groups
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases.cascade import relaying


def start(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Create the targets of an instruction that now runs, and open those without a gate above."""
    opening.insert_targets(tx, instruction)
    targets = instructions.targets(tx, instruction.id)
    vacant = opening.vacant(tx, instruction.id)
    uppers = _uppers(targets)
    opening.set_upper(tx, uppers.items())
    gates = _gates(instruction, uppers, vacant)
    opening.set_gates(tx, gates)
    nodes = [Node(each.id, uppers.get(each.id), each.id in gates, each.id in vacant)
             for each in targets]  # fmt: skip
    opening.open_targets(tx, may_be_told(nodes), now)
    groups.try_muted(tx, instruction.id, now)
    relaying.place_and_pass(tx, instruction, now)
    tell_supervisors(tx, instruction, now)


def _uppers(targets: Sequence[Target]) -> dict[int, int]:
    """The nearest target above each, found in one pass in tree order."""
    uppers: dict[int, int] = {}
    above: list[Target] = []
    for target in targets:
        while above and not above[-1].unit.holds(target.unit):
            above.pop()
        if above:
            uppers[target.id] = above[-1].id
        above.append(target)
    return uppers


def _gates(instruction: Instruction, uppers: dict[int, int], vacant: set[int]) -> set[int]:
    """The gates: in routine instructions, held units with others below them relay first."""
    if instruction.urgent or not instruction.needs_answer:
        return set()
    return {up for low, up in uppers.items() if low not in vacant}


KIND = "urgent_notice"


def tell_supervisors(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Tell each supervisor concerned, except the issuer; idempotent."""
    if not instruction.urgent:
        return
    told = {each.chat_id for each in outbox.messages_about(tx, KIND, instruction.id)}
    for member_id, chat_id in digests.supervisors(tx, instruction.id):
        if member_id != instruction.issuer_id and chat_id not in told:
            _tell(tx, instruction, member_id, chat_id, now)


def ring_again(tx: Tx, instruction: Instruction, kind: str, actor: str, now: datetime) -> None:
    """Reply to the notice of each supervisor who was told with a new message of `kind`, except to
    the actor."""
    for notice in outbox.messages_about(tx, KIND, instruction.id):
        if notice.telegram_id is not None and audit.by(notice.member_id or 0) != actor:
            saying = Saying(
                chat_id=notice.chat_id,
                kind=kind,
                lane=Lane.URGENT,
                subject_id=instruction.id,
                member_id=notice.member_id,
                reply_to=notice.telegram_id,
            )
            outbox.say(tx, saying, now)


def _tell(tx: Tx, instruction: Instruction, member_id: int, chat_id: int, now: datetime) -> None:
    saying = Saying(
        chat_id=chat_id,
        kind=KIND,
        lane=Lane.URGENT,
        subject_id=instruction.id,
        member_id=member_id,
    )
    outbox.say(tx, saying, now)
