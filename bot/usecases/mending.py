"""The button that mends: the message with which a group's people are asked to claim their posts."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.gaps import GapKind
from bot.roster.model import Unit
from bot.store import audit, groups, outbox
from bot.store.gaps import gaps_in
from bot.store.groups import Group
from bot.store.tx import Tx
from bot.usecases import binding, care, claims
from bot.usecases.looking import Asking, asker
from bot.usecases.rights import Actor

AGAIN_AFTER = timedelta(hours=1)
"""A group is not asked more often than this."""


def ask_to_claim(tx: Tx, command: Asking, now: datetime) -> int:
    """Ask again in every group that serves unlinked units in the asker's care; how many groups.

    Refused("no_group_there") where none does, ("asked_lately") where all were asked just now.
    """
    who = asker(tx, command)
    found = _groups(tx, who)
    if not found:
        raise Refused("no_group_there")
    due = [group for group in found if not _asked_lately(tx, group, now)]
    if not due:
        raise Refused("asked_lately")
    for group in due:
        claims.withdraw(tx, group, now)
        claims.show(tx, group, now)
        audit.record(tx, now, who.name, "claim.ask", facts={"group": group.id})
    return len(due)


def _groups(tx: Tx, who: Actor) -> list[Group]:
    gaps = gaps_in(tx, care.parts(tx, who))
    units = [gap.unit for gap in gaps if gap.kind is GapKind.UNLINKED]
    mine = [unit for unit in units if binding.may_bind(tx, who, unit)]
    found = [group for unit in mine if (group := _serving(tx, unit)) is not None]
    return list({group.id: group for group in found}.values())


def _serving(tx: Tx, unit: Unit) -> Group | None:
    """Its own group, else that of the unit above; None where the bot is in neither."""
    for unit_id in (unit.id, unit.parent_id):
        group = None if unit_id is None else groups.group_of(tx, unit_id)
        if group is not None and group.here:
            return group
    return None


def _asked_lately(tx: Tx, group: Group, now: datetime) -> bool:
    asked = outbox.messages_about(tx, "claim", group.id)
    return any(each.sent_at is None or now - each.sent_at < AGAIN_AFTER for each in asked)
