"""A liaison picks three people from the contacts and sets them beside the roster, on a phone."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.demo.theatre import Theatre
from tests.browser.test_urgent_help import page, write
from tests.browser.test_whole_instruction import press

__all__ = ["page"]
NAMES = ("何秀英", "武秀敏", "郭伟民")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.asyncio(loop_scope="module"),
]


async def test_three_contacts_are_set_beside_names(page: Page, theatre: Theatre) -> None:
    await page.click(".chat:has-text('社区通知')")
    await write(page, "/gaps")
    await press(page, "未认领")
    await press(page, "从通讯录认领")
    await page.click("button.opens:text-is('从通讯录里选')")
    for name in NAMES:
        await page.click(f".item:has-text('{name}')")
    await page.click("button.strong.wide >> visible=true")
    last = page.locator(".theirs .text").last
    for number, name in enumerate(NAMES, 1):
        await expect(last).to_contain_text(f"{number}/3 您通讯录里的“{name}”，是名单上的哪一位？")
        await page.locator(f".key:text-matches('^{name} · ')").last.click()
    await expect(last).to_contain_text("都对好了：")
    for name in NAMES:
        await expect(last).to_contain_text(f"{name} → {name}")
    assert theatre.server.violations == []
