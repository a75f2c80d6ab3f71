"""The settings that messages depend on, copied into the database."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.instructions.called_in import PartyWords
from bot.instructions.house import House
from bot.instructions.quiet import QuietHours
from bot.roster.model import PostKind, TierWord
from bot.roster.phone import REGION
from bot.store.tx import Tx

_KEY = "house"


def keep_house_rules(tx: Tx, house: House, _now: datetime) -> None:
    """Store zone, tiers, undo time and quiet hours; at every start and at imports."""
    names = {tier.code: tier.name for tier in house.tiers}
    night = house.night
    value = {
        "zone": house.zone.key,
        "tiers": list(names),
        "names": names,
        "region": house.customs.region,
        "undo": house.undo.total_seconds(),
        "called_in": {kind: list(words) for kind, words in house.called_in.items()},
        "approval_above": house.approval_above,
        "unheard": house.unheard_after.total_seconds(),
        "night": [night.start.isoformat(), night.end.isoformat()] if night else None,
    }
    tx.run("put_house_fact", key=_KEY, value=json.dumps(value))


def keep_name(tx: Tx, username: str, _now: datetime) -> None:
    """Store the bot's username, which links to it need."""
    tx.run("put_house_fact", key="bot_username", value=username)


def zone(tx: Tx) -> ZoneInfo:
    """The time zone in which times are shown."""
    return ZoneInfo(_kept(tx)["zone"])


def undo_time(tx: Tx) -> timedelta:
    """The undo time of routine instructions."""
    return timedelta(seconds=_kept(tx).get("undo", 0.0))


def approval_above(tx: Tx) -> int | None:
    """Urgent instructions to more units than this take a second person; None: none do."""
    found = _kept(tx).get("approval_above")
    return None if found is None else int(found)


def unheard_after(tx: Tx) -> timedelta:
    """How long a holder who was asked may answer nothing before that is a gap."""
    return timedelta(seconds=_kept(tx).get("unheard", 60 * 86_400.0))


def quiet_hours(tx: Tx) -> QuietHours | None:
    """The hours in which nobody is written to without need."""
    kept = _kept(tx).get("night")
    if not kept:
        return None
    start, end = map(time.fromisoformat, kept)
    return QuietHours(start, end, zone(tx))


def heights(tx: Tx) -> dict[str, int]:
    """Each tier's height above the buildings, which have 0."""
    return {code: height for height, code in enumerate(reversed(_kept(tx)["tiers"]))}


def tier_names(tx: Tx) -> dict[str, str]:
    """Each tier's name by its code."""
    return dict(_kept(tx).get("names", {}))


def known_tiers(tx: Tx) -> dict[str, TierWord]:
    """Each tier by its code, from the top down."""
    return tx.recall("tiers", lambda: _tiers(tx))


def _tiers(tx: Tx) -> dict[str, TierWord]:
    names = tier_names(tx)
    found = sorted(heights(tx).items(), key=lambda each: -each[1])
    return {code: TierWord(code, names.get(code, ""), height) for code, height in found}


def tier(tx: Tx, code: str) -> TierWord:
    """A tier by its code; by that alone where it is no longer configured."""
    return known_tiers(tx).get(code) or TierWord(code)


def region(tx: Tx) -> str:
    """The region whose phone numbers are written without a country code."""
    return str(_kept(tx).get("region", REGION))


def party_words(tx: Tx) -> PartyWords:
    """By party of a branch: the words in a call for help of which it hears at once."""
    kept = _kept(tx).get("called_in", {})
    return {PostKind(kind): words for kind, words in kept.items()}


def _kept(tx: Tx) -> dict[str, Any]:
    return tx.recall("house", lambda: _load(tx))


def _load(tx: Tx) -> dict[str, Any]:
    row = tx.one("house_fact", key=_KEY)
    if row is None:
        return {"zone": "UTC", "tiers": ["community", "branch", "building"]}
    return _read(row["value"])


@lru_cache(maxsize=4)
def _read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


def lowest_tier(tx: Tx) -> str:
    """The code of the lowest tier."""
    found = heights(tx)
    return min(found, key=lambda code: found[code])
