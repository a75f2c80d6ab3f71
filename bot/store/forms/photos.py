"""Links to photos that answer questions: t.me/<bot>?start=photo_<target>_<question>."""

from __future__ import annotations

import re

from bot.store.tx import Tx

PHOTO_LINK = "photo_"
_MEANT = re.compile(rf"{PHOTO_LINK}([1-9]\d{{0,17}})_([1-9]\d{{0,17}})")


def photo_link(tx: Tx, target_id: int, question_id: int) -> str:
    """The link to the photo a unit gave; whoever follows it needs the right to see it."""
    row = tx.one("house_fact", key="bot_username")
    name = "" if row is None else row["value"]
    return f"https://t.me/{name}?start={PHOTO_LINK}{target_id}_{question_id}"


def link_of_fact(tx: Tx, fact_id: int) -> str | None:
    """The link to the photo that is known of a unit; None where its instruction was deleted."""
    row = tx.one("photo_of_fact", fact_id=fact_id)
    return None if row is None else photo_link(tx, row["target_id"], row["question_id"])


def photo_meant(payload: str) -> tuple[int, int] | None:
    """Target and question of a link; None for another payload."""
    found = _MEANT.fullmatch(payload)
    return (int(found[1]), int(found[2])) if found else None
