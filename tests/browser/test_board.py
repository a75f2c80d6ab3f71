"""The board's page in a real browser: live, on a phone and on a desk, for everybody."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import WATER, board_town, login_link, root
from tests.web.test_map import picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    on_sqlite,
]
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
OPENS = {"zh-CN": "用浏览器打开", "zh-TW": "用瀏覽器打開", "en": "Open in the browser"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHOTS = os.environ.get("BOARD_SHOTS")
"""A folder for pictures of what was looked at."""


@pytest_asyncio.fixture(loop_scope="module")
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """An urgent notice: one answered, one in trouble, one on leave, one building vacant."""
    async with board_town(tmp_path, database_url) as found:
        await found.roster("幸福社区,和平苑,1栋,楼长,周杰,13800001234",
                           "幸福社区,和平苑,,书记,孙丽",
                           "幸福社区,和平苑,2栋,楼长,何安")  # fmt: skip
        await found.issues("李敏", WATER, "紧急")
        await found.presses("王芳", "收到")
        await found.presses("陈刚", "收到")
        await found.writes("李强", "着火了")
        yield found


async def signed_in(
    town: Town, context: BrowserContext, name: str, language: str = "zh-CN"
) -> Page:
    """A page whose reader came by the link that /board gives."""
    await town.writes(name, "/board")
    page = await context.new_page()
    await page.goto(root(town) + login_link(town, name, OPENS[language]))
    await page.get_by_role("button").click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


async def looked_at(page: Page, name: str) -> None:
    """Nothing stands in anybody's way, and nothing is wider than the screen."""
    found = await Axe().run(page)
    grave = [each for each in found.response["violations"] if each["impact"] != "minor"]
    told = [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in grave]
    assert not told, (name, told)
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    assert await page.evaluate(wide), name
    if SHOTS:
        await page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


LOOKS = [("phone", "zh-CN"), ("desk", "zh-CN"), ("phone", "en"), ("desk", "en"), ("phone", "zh-TW")]
CHOSEN = {"en": "English", "zh-TW": "繁體中文"}


@pytest.mark.parametrize(("width", "language"), LOOKS)
async def test_every_page_can_be_used_by_everybody(
    town: Town, browser: Browser, width: str, language: str
) -> None:
    if language in CHOSEN:
        for who in ("周明", "王芳"):
            await town.writes(who, "/language")
            await town.presses(who, CHOSEN[language])
    (wide, tall), plain = WIDTHS[width], language
    context = await browser.new_context(
        viewport={"width": wide, "height": tall}, locale=language, color_scheme="light"
    )
    other = await browser.new_context(locale=language)
    page = await signed_in(town, context, "周明", language)
    lead = await signed_in(town, other, "王芳", language)
    await lead.set_viewport_size({"width": wide, "height": tall})
    await page.goto(f"{root(town)}/i/1")
    branch = await page.locator("a.cell").first.get_attribute("href")
    unit = (branch or "").replace("/i/1", "/u")
    places = {"now": "/", "top": "/i/1", "branch": branch, "late": "/i/1?show=waiting",
              "unit": unit, "gaps": "/gaps?kind=vacancy"}  # fmt: skip
    for scheme in SCHEMES:
        for name, path in places.items():
            await page.emulate_media(color_scheme=scheme)
            await page.goto(f"{root(town)}{path}")
            await looked_at(page, f"{name}-{width}-{plain}-{scheme}")
        await lead.emulate_media(color_scheme=scheme)
        await lead.goto(f"{root(town)}/mine")
        await looked_at(lead, f"mine-{width}-{plain}-{scheme}")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    assert await lead.evaluate(size) >= 18
    for each in (context, lead.context):
        await each.close()


async def test_a_supervisor_watches_and_acts_on_a_phone(town: Town, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await signed_in(town, context, "周明")
    await page.get_by_role("link", name="#1 今晚停水").click()
    await expect(page.locator(".verdict")).to_contain_text("3/8")
    await page.locator("a.cell", has_text="和平苑").click()
    box = page.get_by_role("checkbox").first
    await box.check()
    await town.presses("孙丽", "收到")
    await expect(page.locator(".verdict")).to_contain_text("1/3")
    await expect(page.get_by_role("checkbox").first).to_be_checked()
    await page.get_by_role("button", name="提醒未回复").click()
    await expect(page.get_by_role("status")).to_contain_text("已提醒 1 位")
    await page.get_by_role("checkbox").first.check()
    await page.get_by_role("button", name="代答已勾选的").click()
    await expect(page.get_by_role("status")).to_contain_text("代答 1 处")
    await expect(page.locator(".verdict")).to_contain_text("2/3")
    await page.get_by_role("button", name="提醒未回复").hover()
    await page.mouse.down()
    await town.writes("周杰", "收到")  # news come while the button is held down
    await page.wait_for_timeout(1500)
    await page.mouse.up()
    await expect(page.get_by_role("status")).not_to_contain_text("代答")
    await town.settle()
    await context.close()


async def test_everything_is_there_without_javascript(town: Town, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await signed_in(town, context, "王芳")
    await page.goto(f"{root(town)}/mine")
    await expect(page.get_by_text("3 栋：09:00 已收到")).to_be_visible()
    boss = await signed_in(town, await browser.new_context(java_script_enabled=False), "周明")
    await boss.goto(f"{root(town)}/i/1?show=waiting")
    await boss.get_by_role("checkbox").first.check()
    await boss.get_by_role("button", name="代答已勾选的").click()
    await expect(boss.get_by_role("status")).to_contain_text("代答 1 处")
    await town.settle()
    for each in (context, boss.context):
        await each.close()


async def test_a_plan_is_tapped_on_without_javascript(town: Town, browser: Browser) -> None:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = await signed_in(town, context, "陈刚")
    await page.goto(f"{root(town)}/i/1")
    unit = await page.locator("a.cell").first.get_attribute("href")
    await page.goto(root(town) + (unit or "").replace("/i/1", "/u"))
    await page.get_by_role("link", name="平面图").click()
    await page.locator("input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    await page.get_by_role("button", name="上传平面图").click()
    await expect(page.get_by_role("status")).to_contain_text("平面图放好了")
    for name, x, y in (("3 栋", 80, 60), ("4 栋", 200, 120), ("5 栋", 260, 200)):
        await page.get_by_role("radio", name=name).check()
        await page.locator("input[type=image]").click(position={"x": x, "y": y})
        await expect(page.get_by_role("status")).to_contain_text(f"{name}放好了")
    address, known = page.url, await context.storage_state()
    await context.close()
    context = await browser.new_context(viewport={"width": 390, "height": 844}, storage_state=known)
    page = await context.new_page()
    for name, path in (("plan", address), ("on-plan", f"{root(town)}/i/1")):
        await page.goto(path)
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme)
            await looked_at(page, f"{name}-{scheme}")
    await expect(page.locator("a.spot")).to_have_count(3)
    await context.close()
