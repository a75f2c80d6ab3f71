"""What somebody above does for others on a phone: a form filled in, a call sheet entered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.test_board import SCHEMES, looked_at, signed_in
from tests.browser.test_mine import walked_to
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import WATER, board_town, root

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    on_sqlite,
]
PHONE: ViewportSize = {"width": 390, "height": 844}
FLOOD = "防台排查\n请今天报齐。"
ASKS = "挡板到位：是/否\n低洼住户几户？\n缺什么：沙袋/水泵/灯（可多选）"
FURTHER = {
    "now": "/",
    "top": "/i/1",
    "ready": "/i/1?view=ready",
    "search": "/?q=wang",
    "unlinked": "/gaps?kind=unlinked",
    "held": "/mine?held=1",
    "nothing": "/i/9",
}
MEMBERS = ("陈刚", "王芳", "李强", "赵敏")


@pytest_asyncio.fixture(loop_scope="module")
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """A branch with its group, whose buildings are asked to report; one has a phone only."""
    async with board_town(tmp_path, database_url) as found:
        await found.roster(
            "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
            "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏,13800001233",
            "幸福社区,幸福里,7栋,楼长,吴静,13800005678",
        )  # fmt: skip
        group = await found.group("幸福里楼长群", ("幸福里",), MEMBERS)
        await found.bind(group, "幸福里")
        yield found


async def at_branch(town: Town, page: Page, number: int) -> None:
    """陈刚 goes from the list of notices to his branch."""
    await page.goto(f"{root(town)}/")
    await page.locator("a.notice", has_text=f"#{number}").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(f"#{number}")


async def seen(page: Page, name: str) -> None:
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        await looked_at(page, f"above-{name}-{scheme}")


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_building_is_filled_in_for_on_a_phone_and_the_groups_card_shows_it(
    town: Town, browser: Browser, scripts: bool
) -> None:
    await town.writes("李敏", FLOOD)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", ASKS)
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)
    await town.pass_time(minutes=1)
    context = await browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = await signed_in(town, context, "陈刚")
    await at_branch(town, page, 1)
    if scripts:
        await seen(page, "branch")
    await page.get_by_role("link", name="代填 3 栋").click()
    await expect(page.get_by_text("代填：3 栋")).to_be_visible()
    if scripts:
        await seen(page, "form")
    await page.get_by_role("radio", name="是").check()
    await page.get_by_label("低洼住户几户").fill("三户")
    await page.get_by_role("checkbox", name="水泵").check()
    await page.get_by_role("button", name="看一遍").click()
    await expect(page.get_by_text("3 户", exact=True)).to_be_visible()
    if scripts:
        await seen(page, "look")
    await page.get_by_role("button", name="交上去").click()
    await expect(page.get_by_role("status")).to_contain_text("3 栋：交上去了")
    await expect(page.locator("li.row", has_text="3 栋")).to_contain_text("陈刚代答")
    await town.settle()
    card = town.said("幸福里楼长群", "防台排查")[-1]
    assert "已收到 1/4" in card.text
    assert "还等：4、5、7 栋" in card.text
    await context.close()


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_call_sheet_is_entered_on_a_phone(
    town: Town, browser: Browser, scripts: bool
) -> None:
    await town.issues("李敏", WATER, "紧急")
    context = await browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = await signed_in(town, context, "陈刚")
    await at_branch(town, page, 1)
    branch = await page.locator("a.cell", has_text="幸福里").get_attribute("href")
    await page.goto(f"{root(town)}{(branch or '').replace('/u/', '/i/1/')}")
    await page.get_by_role("button", name="提醒未回复").click()
    await expect(page.get_by_role("status")).to_contain_text("已提醒 3 位")
    await page.get_by_role("link", name="录入电话单").click()
    if scripts:
        await seen(page, "sheet")
    zhao = page.get_by_role("group", name="5 栋 赵敏")
    await zhao.get_by_role("radio", name="已通知").check()
    wu = page.get_by_role("group", name="7 栋 吴静")
    await wu.get_by_role("radio", name="外出到").check()
    await wu.locator("input[type=date]").fill("2026-03-05")
    await page.get_by_role("button", name="全部录入").click()
    await expect(page.get_by_role("status")).to_contain_text("记下 2 个电话。 1 处算收到")
    await expect(page.get_by_role("group", name="5 栋 赵敏")).to_have_count(0)
    await town.settle()
    assert "已收到 1/" in town.said("幸福里楼长群", "今晚停水")[-1].text
    await context.close()


@pytest.mark.parametrize("wide", [320, 390, 640, 1280])  # 640: a desk at 200 %, 320: at 400 %
async def test_further_pages_can_be_used_by_everybody(
    town: Town, browser: Browser, wide: int
) -> None:
    await town.issues("李敏", WATER, "紧急")
    context = await browser.new_context(viewport={"width": wide, "height": 900})
    page = await signed_in(town, context, "陈刚")
    for name, path in FURTHER.items():
        await page.goto(f"{root(town)}{path}")
        await seen(page, f"{name}-{wide}")
    await page.goto(f"{root(town)}/i/1")
    await page.locator("button[name=dial]").first.click()
    await expect(page.get_by_text("电话打得怎么样？")).to_be_visible()
    await seen(page, f"dial-{wide}")
    await town.settle()
    await context.close()


async def test_a_halls_screen_is_large_and_calm(town: Town, browser: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    await town.writes("周明", "/board")
    await town.presses("周明", "大屏链接")
    (message,) = town.said("周明", "给大厅的屏幕用")
    path = "/wall/" + message.text.partition("/wall/")[2].split()[0]
    context = await browser.new_context(viewport={"width": 1920, "height": 1080})
    page = await context.new_page()
    for theme in SCHEMES:
        await page.goto(f"{root(town)}{path}?theme={theme}")
        await looked_at(page, f"wall-{theme}")
        tall = "document.documentElement.scrollHeight <= window.innerHeight"
        assert await page.evaluate(tall), "nothing has to be scrolled to"
        size = "parseFloat(getComputedStyle(document.querySelector('.number')).fontSize)"
        assert await page.evaluate(size) >= 100
    await context.close()


async def test_reminding_and_answering_for_somebody_need_no_mouse(
    town: Town, browser: Browser
) -> None:
    await town.issues("李敏", WATER, "紧急")
    context = await browser.new_context(viewport=PHONE)
    page = await signed_in(town, context, "周明")
    for what in ("#1 今晚停水", "幸福里"):
        await walked_to(page, what)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text("今晚停水")
        await page.wait_for_load_state()
    await walked_to(page, "提醒未回复")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("已提醒 4 位")
    await walked_to(page, "代答 5 栋")
    await page.keyboard.press("Space")
    await walked_to(page, "代答已勾选的")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("代答 1 处")
    await town.settle()
    await context.close()
