"""One urgent instruction in Chinese, on a phone: from writing to an answered request for help."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.demo.theatre import Theatre
from tests.browser.conftest import PHONE, new_page
from tests.browser.test_whole_instruction import become, press

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


async def write(page: Page, text: str) -> None:
    await page.fill("textarea", text)
    await page.click("[aria-label=发送]")


async def test_urgent_from_writing_to_an_answered_request_for_help(
    page: Page, theatre: Theatre
) -> None:
    assert page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}
    card = page.locator("#tour b")
    await expect(card).to_have_text("导览 1/10")
    await page.click(".chat:has-text('社区通知')")
    await write(page, "台风红色预警\n今晚 20 时起大风，请逐户通知关好门窗，收起阳台花盆。")
    await expect(card).to_have_text("导览 2/10")
    await page.locator(".mine [aria-label=修改]").last.click()
    await page.fill("textarea", "台风红色预警\n今晚 20 时起大风，请逐户通知关好门窗，收起花盆。")
    await page.keyboard.press("Enter")
    await expect(page.locator(".theirs .text").last).to_contain_text("收起花盆。")
    await press(page, "紧急")
    await expect(page.locator(".theirs .text").last).to_contain_text("紧急")
    await press(page, "发送")
    await expect(card).to_have_text("导览 3/10")
    await expect(page.locator("#tour p")).to_contain_text("紧急通知各级同时收到")
    await page.click("#tour button:text-is('我来当陈刚')")
    await press(page, "收到")
    await expect(card).to_have_text("导览 4/10")

    await become(page, "王芳", "幸福里楼长群")
    await expect(page.locator(".theirs .text").last).to_contain_text("台风红色预警")
    await press(page, "有困难")
    await expect(page.locator(".toast")).to_contain_text("陈刚")
    await expect(card).to_have_text("导览 6/10")
    await page.click("[aria-label=返回]")
    await page.click(".chat:has-text('社区通知')")
    await press(page, "人手不够")

    await page.click("text=我来当陈刚")
    await expect(page.locator("#room")).to_contain_text("王芳")
    await press(page, "我来处理")
    await expect(card).to_have_text("导览 7/10")

    await become(page, "王芳")
    await expect(page.locator("#room")).to_contain_text("陈刚书记来处理了，请放心。")

    await become(page, "陈刚")
    await press(page, "回复")
    await expect(page.locator(".theirs .text").last).to_contain_text("王芳")
    await write(page, "我带两个人马上到")
    await expect(page.locator(".key:text-is('也发到群里')").last).to_be_visible()

    await become(page, "王芳")
    answer = page.locator(".theirs .text").last
    await expect(answer).to_contain_text("陈刚书记回复您：“我带两个人马上到”")
    await expect(answer).to_contain_text("人手不够")
