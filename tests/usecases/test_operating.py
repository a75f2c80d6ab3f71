"""The link `gridcall init` shows lets one person in, once, within a day."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.store.database import Database
from bot.store.house import operators
from bot.usecases.house import operating
from bot.usecases.house.operating import ClaimOperator


async def known(database: Database) -> list[int]:
    return sorted(await database.read(lambda tx, _, __: operators.known_operators(tx), None))


KEY = operating.invitation_key("7:token")


async def claim(database: Database, telegram_id: int, payload: str, key: bytes = KEY) -> None:
    await database.transact(operating.claim_operator, ClaimOperator(telegram_id, payload, key))


async def test_who_brings_the_code_is_an_operator(database: Database, clock: ManualClock) -> None:
    payload = operating.invite_operator(KEY, clock.now())
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", payload)
    await claim(database, 7, payload)
    assert await known(database) == [7]
    with pytest.raises(Refused, match="operator_code_wrong"):
        await claim(database, 8, payload)
    assert await known(database) == [7]


async def test_a_link_too_old_or_not_ours_is_refused(
    database: Database, clock: ManualClock
) -> None:
    payload = operating.invite_operator(KEY, clock.now())
    other = operating.invitation_key("7:another")
    forged = payload[:-1] + ("A" if payload[-1] != "A" else "B")
    for code in ("op_", "op_other", "op_ä", forged, payload[:-4]):
        with pytest.raises(Refused, match="operator_code_wrong"):
            await claim(database, 7, code)
    with pytest.raises(Refused, match="operator_code_wrong"):
        await claim(database, 7, payload, other)
    clock.move(timedelta(hours=24))
    with pytest.raises(Refused, match="operator_code_wrong"):
        await claim(database, 7, payload)
    assert await known(database) == []


async def test_using_a_link_voids_the_older_ones(database: Database, clock: ManualClock) -> None:
    older = operating.invite_operator(KEY, clock.now())
    clock.move(timedelta(seconds=1))
    newer = operating.invite_operator(KEY, clock.now())
    clock.move(timedelta(seconds=1))
    await claim(database, 7, newer)
    with pytest.raises(Refused, match="operator_code_wrong"):
        await claim(database, 8, older)
    later = operating.invite_operator(KEY, clock.now())
    await claim(database, 9, later)
    assert await known(database) == [7, 9]


def test_the_key_is_not_shown(clock: ManualClock) -> None:
    assert repr(KEY) not in repr(ClaimOperator(7, operating.invite_operator(KEY, clock.now()), KEY))
