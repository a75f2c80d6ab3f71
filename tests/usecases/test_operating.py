"""The link `gridcall init` shows lets one person in, once, within a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.store import operators
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases import operating
from bot.usecases.operating import ClaimOperator


async def known(database: Database) -> list[int]:
    return sorted(await database.read(lambda tx, _, __: operators.known(tx), None))


async def test_who_brings_the_code_is_an_operator(database: Database) -> None:
    payload = await database.transact(operating.invite_operator, None)
    assert len(payload) <= 64
    await database.transact(operating.claim_operator, ClaimOperator(7, payload))
    assert await known(database) == [7]
    with pytest.raises(Refused, match="operator_code_wrong"):
        await database.transact(operating.claim_operator, ClaimOperator(8, payload))


async def test_a_wrong_an_old_and_a_replaced_code_are_refused(
    database: Database, clock: ManualClock
) -> None:
    with pytest.raises(Refused, match="operator_code_wrong"):
        await database.transact(operating.claim_operator, ClaimOperator(7, "op_"))
    first = await database.transact(operating.invite_operator, None)
    second = await database.transact(operating.invite_operator, None)
    clock.move(timedelta(hours=24))
    for code in (first, second, "op_other"):
        with pytest.raises(Refused, match="operator_code_wrong"):
            await database.transact(operating.claim_operator, ClaimOperator(7, code))
    assert await known(database) == []


async def test_the_code_itself_is_not_kept(database: Database) -> None:
    payload = await database.transact(operating.invite_operator, None)

    def everything(tx: Tx, _: None, _now: object) -> str:
        return str([dict(row) for row in tx.connection.execute("SELECT * FROM meta").fetchall()])

    assert payload.removeprefix("op_") not in await database.read(everything, None)
