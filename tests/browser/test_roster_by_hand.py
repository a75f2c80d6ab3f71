"""The roster by hand, in Chinese, on a phone: a lead, a number, three contacts, a poster."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.demo.theatre import Theatre
from tests.browser.conftest import PHONE, new_page
from tests.browser.test_urgent_help import write
from tests.browser.test_whole_instruction import press

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, theatre: Theatre) -> AsyncIterator[Page]:
    async for found in new_page(browser):
        await found.goto(theatre.server.base_url)
        yield found


async def says(page: Page, part: str) -> None:
    """The newest message of the bot says so, and fits the width."""
    await expect(page.locator(".theirs").last).to_contain_text(part)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


async def go(page: Page, *steps: tuple[str, str]) -> None:
    """Press each button; the newest message says so then."""
    for button, part in steps:
        await press(page, button)
        await says(page, part)


async def pick(page: Page, *names: str) -> None:
    """Choose several of one's own contacts, as Telegram's list offers them."""
    for name in names:
        await page.click(f".popup [data-person]:text-is('{name}')")
    await page.click(".popup button:text-is('好')")


async def test_a_liaison_keeps_the_roster_true(page: Page, theatre: Theatre) -> None:
    card, theirs = page.locator("#tour b"), page.locator(".theirs")
    for _ in range(7):
        await page.click("#tour button:text-is('下一步')")
    await expect(card).to_have_text("导览 8/10")
    await page.click("#tour button:text-is('替我写好')")
    await page.click("[aria-label=发送]")
    await go(page, ("幸福里", "陈刚"), ("8 栋", "楼长 郭伟民"))
    await go(page, ("楼长 郭伟民", "未认领"), ("换人", "请谁来当幸福里 8 栋楼长？"))
    await write(page, "沈卫星")
    await says(page, "换人：幸福里 8 栋 楼长 郭伟民 → 沈卫星")
    await press(page, "确定")
    await says(page, "改好了：幸福里 8 栋楼长现在是沈卫星。")
    await expect(card).to_have_text("导览 9/10")

    await write(page, "/gaps")
    await go(page, ("电话要补", "沈卫星"), ("改电话 沈卫星", "请直接写电话号码"))
    await write(page, "139 0013 0077")
    await go(page, ("确定", "沈卫星的电话记下了。"))

    await page.click("#tour button:text-is('再打开名单')")
    await page.click("[aria-label=发送]")
    await says(page, "和平苑 刘志强")
    await go(page, ("从通讯录认领", "一次最多 10 位"))
    await page.click(".keyboard button")
    await pick(page, "任月娥", "魏春兰", "唐美琴")
    for name in ("任月娥", "魏春兰", "唐美琴"):
        await says(page, f"“{name}”，是名单上的哪一位？")
        await page.locator(f".theirs .key:has-text('{name} · ')").last.click()
    await says(page, "都对好了：")
    await expect(card).to_have_text("导览 10/10")

    await write(page, "名单")
    await says(page, "和平苑 刘志强")
    await go(page, ("和平苑", "› 和平苑"), ("认领海报", "一页一张"))
    await press(page, "一页四张")
    await says(page, "和平苑的认领海报")
    await expect(theirs.last.locator("a[download$='.pdf']")).to_be_visible()
