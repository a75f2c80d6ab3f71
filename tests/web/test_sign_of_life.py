"""没有动静: whoever was asked and has answered nothing for long, in the chat and on the page."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.instructions.board import CellState
from tests.stories.town import Town, newest
from tests.web.board import PEOPLE, Browser, board_town


async def _days(town: Town, n: int) -> None:
    await town.pass_time(days=n, step=timedelta(days=n))


def _lines(town: Town, name: str) -> list[str]:
    return newest(town, name).text.splitlines()


def _cells(browser: Browser) -> dict[str, str]:
    found = re.findall(r'class="cell s-(\w+)" aria-label="([^":]+)', browser.page.text)
    return {name: state for state, name in found}


async def test_whoever_was_asked_and_answered_nothing_for_sixty_days_is_a_gap(
    tmp_path: Path, database_url: str
) -> None:
    async with board_town(tmp_path, database_url) as town:
        await town.roster(*PEOPLE, "幸福社区,和平苑,,物业,安居物业,13800000021")
        await town.pass_time(minutes=1)
        await town.issues("李敏", "北江水位告急", "紧急", "演练")
        await town.presses("王芳", "收到")
        await town.writes("陈刚", "着火了")
        await _days(town, 59)
        await town.writes("李敏", "/gaps")
        assert "没有动静" not in newest(town, "李敏").text
        await _days(town, 2)

        await town.writes("李敏", "/gaps")
        assert "没有动静 4" in _lines(town, "李敏")
        await town.presses("李敏", "没有动静")
        assert _lines(town, "李敏")[3:7] == [
            f"{who} · 61 天没动静 · 3 月 2 日演练送到过"
            for who in (
                "幸福里 4 栋 李强",
                "幸福里 5 栋 赵敏",
                "幸福社区 和平苑 孙丽",
                "和平苑 1 栋 周杰",
            )
        ]
        await town.presses("李敏", "幸福里 4 栋 李强")
        assert "换人" in str(newest(town, "李敏").buttons)

        browser = Browser(town)
        await browser.signs_in("周明")
        await browser.get("/gaps?kind=unheard")
        assert "幸福里 4 栋 李强 · 61 天没动静" in browser.text
        await _page(browser)
        await town.issues("李敏", "今晚停水", "紧急")
        await town.presses("周杰", "收到")
        await town.presses("王芳", "收到")
        await browser.get("/i/2?view=ready")
        assert _cells(browser) == {"幸福里": CellState.VACANT, "和平苑": CellState.UNHEARD}
        assert 'href="/i/2" aria-current' not in browser.page.text
        await browser.get("/gaps?kind=unheard")
        assert "没有动静 3" in browser.text
        assert "周杰" not in browser.text
        await browser.close()


async def _page(browser: Browser) -> None:
    """Before anything else is asked: the units' files, and the board beside."""
    await browser.get("/")
    (branch,) = re.findall(r'href="(/u/[^"]+)" class="cell s-unheard"', browser.page.text)
    await browser.get(branch)
    assert _cells(browser) == {"和平苑": CellState.UNHEARD, "1栋": CellState.UNHEARD}
    assert "孙丽 问过，还没回复过" in browser.text
    assert "三方联系人 和平苑物业 安居物业" in browser.text
    assert "138****0021 拨打" in browser.text
    assert "最近一次演练 2026-03-02 送到。" in browser.text
    await browser.get("/")
    (other,) = re.findall(r'href="(/u/[^"]+)" class="cell s-vacant"', browser.page.text)
    await browser.get(other)
    assert "陈刚 最近动静：61 天前" in browser.text
    assert _cells(browser) == {
        "幸福里": CellState.READY,
        "3栋": CellState.READY,
        "4栋": CellState.UNHEARD,
        "5栋": CellState.UNHEARD,
        "6栋": CellState.VACANT,
    }
