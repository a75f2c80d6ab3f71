"""/mine on the phone of somebody without Telegram, by keyboard alone, in every language."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.test_board import looked_at
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import root
from tests.web.mine import asked, mine_town, web_link

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    on_sqlite,
]
LANGUAGES = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "en": "en"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FLOOD = "防台排查\n请今天报齐。"
ASKS = "挡板到位：是/否\n低洼住户几户？\n缺什么：沙袋/水泵/灯（可多选）\n还需要什么"


@pytest_asyncio.fixture(loop_scope="module")
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """A notice with a form, and one that asks for 收到."""
    async with mine_town(tmp_path, database_url) as found:
        await found.writes("李敏", FLOOD)
        await found.presses("李敏", "加问题")
        await found.writes("李敏", ASKS)
        for button in ("好了", "紧急", "发送"):
            await found.presses("李敏", button)
        await found.issues("李敏", "今晚停水\n请储水。", "紧急")
        yield found


async def phone(
    browser: Browser, language: str = "zh-CN", *, scripts: bool = True
) -> BrowserContext:
    """A phone whose browser speaks this language."""
    return await browser.new_context(
        viewport={"width": 390, "height": 844}, locale=language, java_script_enabled=scripts
    )


async def agrees(town: Town, page: Page) -> None:
    """陈刚 lets in the phone that waits."""
    await expect(page.locator("strong.number")).to_be_visible()
    await town.settle()
    await town.presses("陈刚", "同意这台手机", asked(town))


async def walked_to(page: Page, what: str) -> None:
    """Press Tab until something that says so has the focus."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        said = await page.evaluate(
            "() => { const e = document.activeElement; return e === document.body ? '' :"
            " [e.innerText, e.value, e.id, e.getAttribute('aria-label'),"
            " e.labels && e.labels[0] && e.labels[0].innerText].join('|'); }"
        )
        if what in " ".join(said.split()):
            return
    raise AssertionError(f"no way to {what}")


async def test_a_form_is_filled_in_by_keyboard_without_telegram(
    town: Town, browser: Browser
) -> None:
    link = await web_link(town)
    context = await phone(browser)
    page = await context.new_page()
    await page.goto(root(town) + link)
    await walked_to(page, "请陈书记同意这台手机")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("请等 陈书记 同意")
    await agrees(town, page)
    await expect(page.get_by_role("heading", name="今晚停水")).to_be_visible()  # by itself
    await walked_to(page, "填报")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("group", name="挡板到位")).to_be_visible()
    await walked_to(page, "是")
    await page.keyboard.press("Space")
    await walked_to(page, "低洼住户几户")
    await page.keyboard.type("好多户")
    await walked_to(page, "沙袋")
    await page.keyboard.press("Space")
    await walked_to(page, "看一遍")
    await page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("低洼住户几户？")
    await expect(page.get_by_role("radio", name="是")).to_be_checked()
    await walked_to(page, "低洼住户几户")
    await page.keyboard.press("Enter")
    await walked_to(page, "好多户")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("三户")
    await walked_to(page, "还需要什么")
    await page.keyboard.type("手电两支")
    await walked_to(page, "看一遍")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("3 户", exact=True)).to_be_visible()
    await walked_to(page, "交上去")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("7 栋：交上去了")
    await walked_to(page, "收到")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("记上了：7 栋收到")
    await town.settle()
    await context.close()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_of_a_phone_can_be_used_by_everybody(
    town: Town, browser: Browser, language: str
) -> None:
    link, plain = root(town) + await web_link(town), LANGUAGES[language]
    context = await phone(browser, language)
    page = await context.new_page()
    await page.goto(link)
    await seen(page, "door", plain)
    await page.locator("button").click()
    await expect(page.locator(".number")).to_be_visible()
    await seen(page, "waiting", plain)
    await agrees(town, page)
    await page.goto(f"{root(town)}/mine")
    await page.locator("summary").last.click()
    await seen(page, "mine", plain)
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    assert await page.evaluate(size) >= 18
    await page.goto(f"{root(town)}/mine?held=1")
    await seen(page, "held", plain)
    await page.goto(f"{root(town)}/mine/1")
    await seen(page, "form", plain)
    await page.locator("button.huge").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await seen(page, "wrong", plain)
    await page.get_by_role("radio").first.check()
    await page.get_by_role("checkbox").last.check()
    await page.locator("input[inputmode]").fill("3")
    await page.locator("textarea").fill("手电")
    await page.locator("button.huge").click()
    await expect(page.locator("dl")).to_be_visible()
    await seen(page, "look", plain)
    await town.settle()
    await context.close()


async def seen(page: Page, name: str, language: str) -> None:
    """Looked at in both themes, in the language of the browser."""
    assert await page.locator("html").get_attribute("lang") == language
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        await looked_at(page, f"phone-{name}-{language}-{scheme}")


async def test_a_phone_needs_no_javascript(town: Town, browser: Browser) -> None:
    context = await phone(browser, scripts=False)
    page = await context.new_page()
    await page.goto(root(town) + await web_link(town))
    await page.locator("button").click()
    await agrees(town, page)
    await page.get_by_role("link", name="再看看").click()
    await page.locator("article", has_text="今晚停水").locator("summary").click()
    await page.get_by_role("radio", name="人手不够").last.check()
    await page.get_by_role("button", name="告诉上面的人").last.click()
    await expect(page.get_by_role("status")).to_contain_text("已经告诉上面的人")
    await town.settle()
    assert town.said("陈刚", "人手不够")
    await context.close()


async def test_what_is_open_stays_with_its_notice(town: Town, browser: Browser) -> None:
    """A notice that comes while somebody presses moves nothing under the finger."""
    context = await phone(browser)
    page = await context.new_page()
    await page.goto(root(town) + await web_link(town))
    await page.locator("button").click()
    await agrees(town, page)
    await page.goto(root(town) + "/mine")
    water = page.locator("article", has_text="今晚停水")
    await water.locator("summary").click()
    await water.get_by_role("radio", name="人手不够").check()
    await page.evaluate("document.activeElement.blur()")
    place = "e => e.getBoundingClientRect().y + scrollY"
    before = await water.get_by_role("button", name="收到").evaluate(place)
    await town.issues("李敏", "明天停电\n请准备。", "紧急")
    await page.locator("a.fresh", has_text="有新通知").click()
    power = page.locator("article", has_text="明天停电")
    await expect(power).to_be_in_viewport()
    assert await power.locator("details").get_attribute("open") is None
    await expect(water.get_by_role("radio", name="人手不够")).to_be_checked()
    assert await water.get_by_role("button", name="收到").evaluate(place) == before
    await context.close()
