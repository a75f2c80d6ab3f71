"""Nothing grows beyond what Telegram takes: long texts, many units, long names, every language."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.chat.callback import LIMIT, unpack
from bot.chat.outgoing import Outgoing, utf16
from bot.chat.texts import LANGUAGES
from bot.clock import ManualClock
from bot.instructions.draft import LONGEST
from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.cascade import refreshing
from bot.usecases.writing import issuing
from tests.engines import on_sqlite
from tests.usecases.community import Community
from tests.writing.desk import Desk, desk

pytestmark = on_sqlite
LONG = "很长很长的小区名字" * 6


def _many(tx: Tx, _none: None, now: datetime) -> None:
    """Five branches of seventy buildings: vacant, unlinked, unreachable, all with long names."""
    made = Community(tx, now)
    made.unit("A", "大社区", "community")
    made.member("李敏", telegram=900)
    made.seat("A", PostKind.LIAISON, "李敏")
    for branch in range(5):
        made.unit(f"B{branch}", f"{LONG}{branch}", "branch", "A")
        made.seat(f"B{branch}", PostKind.LEAD, f"书记{branch}")
        for number in range(70):
            code = f"B{branch}-{number}"
            made.unit(code, f"{number}栋{LONG}", "building", f"B{branch}")
            made.seat(code, PostKind.LEAD, f"楼长{code}" if number % 3 else None)


@pytest.fixture
async def busy(database: Database, clock: ManualClock) -> Desk:
    await database.transact(_many, None)
    return await desk(database, clock)


async def fits(of: Desk, kind: str = "preview") -> None:
    for language in LANGUAGES:
        screen = await of.screen(kind, language)
        assert 0 < utf16(screen.text) <= 4096, language
        assert _buttons_fit(screen)


def _buttons_fit(screen: Outgoing) -> bool:
    buttons = [button for row in screen.keyboard for button in row]
    carried = [button.data for button in buttons if button.data]
    assert len(screen.keyboard) <= 14
    assert all(unpack(data) for data in carried)
    return all(len(data) <= LIMIT for data in carried)


async def test_every_screen_fits(busy: Desk) -> None:
    busy.clock.move(timedelta(hours=14))
    await busy.write("停" * LONGEST)
    await fits(busy)
    for label in ("改对象", "☑", "›", "下一页", "☐", "好了", "改时间", "‹ 返回", "静音先发"):
        await busy.press(label)
        await fits(busy)
    for label in ("紧急", "发送", "再看看", "仅告知", "需回复", "平时"):
        await busy.press(label)
        await fits(busy)


async def test_a_summary_of_many_silent_units_fits(busy: Desk) -> None:
    await busy.write("停" * LONGEST)
    await busy.press("发送")
    await fits(busy)
    busy.clock.move(timedelta(seconds=20))
    await busy.database.transact(issuing.send_due, 10)
    await busy.arrive()
    await fits(busy)
    busy.clock.move(timedelta(hours=25))
    await busy.database.transact(refreshing.deadlines_due, 10)
    await fits(busy, "complete")
    await busy.press("撤回")
    await fits(busy, "confirm")
