"""Who may take up a help request, and write back to whoever asked."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Refused
from bot.messages.helping import HelpArgs
from bot.roster.model import Unit
from bot.roster.permissions import Right
from bot.store.delivery import outbox
from bot.store.tx import Tx
from bot.usecases.rights import Actor


def may_take_up(tx: Tx, who: Actor, unit: Unit, help_id: int | None) -> bool:
    """Whether somebody may help a unit: whoever stands above it; a property company or an owners'
    committee only with a request that it was told of."""
    if stands_above(who, unit):
        return True
    return who.may(Right.TAKE_HELP, unit) and _told(tx, who, help_id)


def stands_above(who: Actor, unit: Unit) -> bool:
    """Whether somebody may help a unit, other than for its property company or owners'
    committee."""
    return replace(who, parties=()).may(Right.TAKE_HELP, unit)


def require_take_up(tx: Tx, who: Actor, unit: Unit, help_id: int | None) -> None:
    """Raise Refused("not_allowed") where they may not."""
    if not may_take_up(tx, who, unit, help_id):
        raise Refused("not_allowed")


def _told(tx: Tx, who: Actor, help_id: int | None) -> bool:
    if who.member is None or help_id is None:
        return False
    found = outbox.messages_about(tx, HelpArgs.kind, help_id)
    return any(each.member_id == who.member.id for each in found)
