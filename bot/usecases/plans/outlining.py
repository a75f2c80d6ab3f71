"""`gridcall map import`: outlines of units from a map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.roster.geojson import Outlined
from bot.roster.outlines import OutlineDifference, compare_outlines
from bot.store.board import maps
from bot.store.house import audit
from bot.store.tx import Tx


def compared_map(tx: Tx, features: Sequence[Outlined], _now: datetime) -> OutlineDifference:
    """What a map would set."""
    return compare_outlines(features, maps.units_of_map(tx), maps.all_outlines(tx))


def set_outlines(tx: Tx, features: Sequence[Outlined], now: datetime) -> OutlineDifference:
    """Set the outlines of a map."""
    found = compared_map(tx, features, now)
    maps.put_outlines(tx, found.outlines, now)
    counts = {"new": len(found.new), "changed": len(found.changed)}
    audit.record(tx, now, audit.OPERATOR, "map.import", path="terminal", facts=counts)
    return found
