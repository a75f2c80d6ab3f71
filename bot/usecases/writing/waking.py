"""Whom an urgent instruction rings for if it is sent now."""

from __future__ import annotations

from bot.chat.writing.sending import Wakes
from bot.instructions.model import Instruction
from bot.store.cascade import opening
from bot.store.digests import digests
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.issuers import Planned


def would_ring(tx: Tx, instruction: Instruction, found: Planned) -> Wakes:
    """Each person and each group once, by the routes of the plan."""
    holders, heights = opening.holders_in(tx, found.tops), house.heights(tx)
    people: set[int] = set()
    for line in found.plan.lines:
        here = holders.get(line.unit.id, [])
        people |= {*line.route.rings(here)} or {*line.route.chats(here)} - {line.route.group}
    told = {chat for member, chat in digests.supervisors(tx, instruction.id)
            if member != instruction.issuer_id}  # fmt: skip
    return Wakes(
        people=len(people),
        uppers=any(heights.get(tier, 0) for tier in found.plan.tiers),
        supervisors=len(told - people),
        groups=len({line.route.group for line in found.plan.lines} - {None}),
    )
