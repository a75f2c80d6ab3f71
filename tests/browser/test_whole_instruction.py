"""One whole instruction through the page and the real bot, from writing to 100 %.

`REFRESH_IMAGES=1` keeps the picture the README shows.
"""

import os
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo.theatre import Theatre
from tests.browser.conftest import new_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="module"),
]

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "demo.png"
SUMMARY = ".message:has(.key:text-is('撤回'))"


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, theatre: Theatre) -> AsyncIterator[Page]:
    """The page as a newcomer first sees it."""
    async for found in new_page(browser):
        await found.goto(theatre.server.base_url)
        yield found


async def become(page: Page, name: str, chat: str = "社区通知") -> None:
    await page.click("#bar .me")
    await page.fill("[type=search]", name)
    await page.click(f".person:has-text('{name}')")
    await page.click(f".chat:has-text('{chat}')")


async def hurry(page: Page, jump: str) -> None:
    """Moves the community's time on, and waits until it has arrived."""
    await page.click("#bar .now")
    before = await page.text_content(".clock.big")
    await page.click(f"#desk button:text-is('{jump}')")
    await expect(page.locator(".clock.big")).not_to_have_text(before or "")
    await page.click("#desk [aria-label=关闭]")


async def press(page: Page, button: str) -> None:
    await page.locator(f".key:text-is('{button}')").last.click()


async def picture(page: Page) -> None:
    if os.environ.get("REFRESH_IMAGES"):
        PICTURE.parent.mkdir(exist_ok=True)
        await page.screenshot(path=PICTURE)


async def until_only_the_silent_are_left(page: Page) -> None:
    """Reminders go out, late ones answer, help is asked for, taken on and given."""
    summary = page.locator(SUMMARY)
    settled = re.compile(r"3[0-9]/39 \([^)]*\)(?! · 有困难)")
    for _ in range(10):
        await hurry(page, "2 小时")
        with suppress(AssertionError):
            await expect(summary).to_contain_text(settled, timeout=4_000)
            return
    await expect(summary).to_contain_text(settled)


async def open_status(page: Page) -> Locator:
    """The screen that answers /status, whatever else arrives below it."""
    await page.fill("textarea", "/status")
    await page.click("[aria-label=发送]")
    screen = page.locator(".message:has(.key:text-matches('^#1 '))").last
    return page.locator(f"#{await screen.get_attribute('id')}")


async def answer_for_the_rest(screen: Locator) -> None:
    """Answer by proxy for the units nobody answers."""
    await screen.locator(".key:text-matches('^#1 ')").click()
    await screen.locator(".key:text-is('代答')").click()
    ticks = screen.locator(".key:has-text('☐')")
    await expect(ticks.first).to_be_visible()
    while await ticks.count():
        left = await ticks.count()
        await ticks.first.click()
        await expect(ticks).to_have_count(left - 1)
    await screen.locator(".key:has-text('确定')").click()


async def test_from_writing_to_all_received(page: Page, theatre: Theatre) -> None:
    await page.click("text=替我写好")
    await page.click("#tour [aria-label=关闭]")
    await page.click("[aria-label=发送]")
    await expect(page.locator(".theirs .text").last).to_contain_text("发给 3 个小区 36 栋")
    await press(page, "发送")
    await expect(page.locator(SUMMARY)).to_contain_text("今晚停水")
    await hurry(page, "5 分钟")

    await become(page, "陈刚")
    await press(page, "收到并转达")
    await expect(page.locator(".toast")).to_contain_text("已转达 14 处")

    await become(page, "王芳", "幸福里楼长群")
    await press(page, "收到")
    await expect(page.locator(".toast")).to_contain_text("3、4 栋收到")
    await expect(page.locator(".theirs .text").last).to_contain_text("已收到 2/13")
    await picture(page)

    await page.click("#bar .now")
    await page.click("[role=switch]")
    await page.click("#desk [aria-label=关闭]")
    await become(page, "李敏")
    await until_only_the_silent_are_left(page)
    await page.click("#bar .now")
    await page.click("[role=switch]")
    await page.click("#desk [aria-label=关闭]")
    screen = await open_status(page)
    await answer_for_the_rest(screen)
    await expect(screen).to_contain_text("39/39")
    await expect(page.locator("#room")).to_contain_text("100 %")
