"""Takes the pictures of the user pages from the demo: `make pictures`.

Two for each role and language, in docs/people/LANGUAGE/, as wide as a phone and with few colours,
so that all of them stay under 2 MB.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.chat.texts import Translator, translator
from bot.demo.botapi.messages import Message
from bot.demo.theatre import Theatre

FOLDER = Path(__file__).parents[1] / "docs" / "people"
LANGUAGES = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "en": "en"}
OWN_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
LIAISON, BRANCH, LEAD, SUPERVISOR = "李敏", "陈刚", "王芳", "赵卫东"
WATER = "今晚停水\n18:00–22:00 检修，请提醒本楼住户储水。"
FLOOD = "防台排查\n请今天报齐。"
ASKS = "挡板到位：是/否\n低洼住户几户？\n沙袋（袋）"
BOT, GROUP = "社区通知", "幸福里楼长群"
PHONE: ViewportSize = {"width": 390, "height": 780}
BELOW_THE_BAR = 52
"""The demo's own bar, in pixels."""
COLOURS = 48
MOST = 2 * 1024 * 1024
"""Bytes of all pictures."""


class Scene:
    """The demo in one language, and a browser that looks at it."""

    def __init__(self, theatre: Theatre, browser: Browser, language: str) -> None:
        self.theatre, self.browser, self.language = theatre, browser, language
        self.t: Translator = translator(language)

    async def settle(self) -> None:
        """Wait until everything that is due was said."""
        app = self.theatre.app
        assert app is not None
        for _ in range(4):
            await self.theatre.world.idle(60)
            await app.inbox.idle()
            await app.pulse.beat()
            await app.sender.idle()
            await asyncio.sleep(0.3)

    async def passes(self, **span: float) -> None:
        """Let the community's time pass."""
        until = self.theatre.clock.now() + timedelta(**span)
        self.theatre.clock.jump(timedelta(**span))
        while self.theatre.clock.now() < until:
            await self.settle()

    async def writes(self, name: str, text: str) -> None:
        """Somebody writes to the bot."""
        person = self.theatre.community.people[name]
        person.send(person.private, text)
        await self.settle()

    async def speaks(self, title: str) -> None:
        """A group is spoken to in the language of the pictures."""
        group, lead = self.theatre.community.groups[title], self.theatre.community.people[BRANCH]
        lead.send(group, "/language")
        await self.settle()
        lead.press(group.from_bot[-1], OWN_NAMES[self.language])
        await self.settle()

    async def presses(self, name: str, words: str, group: str = "") -> None:
        """Somebody presses the newest button with these words, in private or in a group."""
        message, button = self._newest(name, self.t(words), group)
        self.theatre.community.people[name].press(message, button)
        await self.settle()

    def _newest(self, name: str, words: str, group: str = "") -> tuple[Message, str]:
        community = self.theatre.community
        chat = community.groups[group] if group else community.people[name].private
        for message in reversed(chat.from_bot):
            for row in message.buttons:
                for button in row:
                    if button.text == words:
                        return message, words
        raise LookupError(f"no {words} for {name}")

    async def chat(self, name: str, file: str, title: str = BOT) -> None:
        """A picture of a chat as somebody sees it: their private one with the bot, or a group."""
        context = await self.browser.new_context(
            viewport=PHONE, has_touch=True, locale=LANGUAGES[self.language]
        )
        page = await context.new_page()
        await page.goto(self.theatre.server.base_url)
        await page.locator("#tour button[aria-label]").first.click()
        await page.click("#bar .me")
        await page.fill("[type=search]", name)
        await page.click(f".person:has-text('{name}')")
        await page.click(f".chat:has-text('{title}')")
        await page.wait_for_timeout(600)
        await self._keep(page, file, BELOW_THE_BAR)
        await context.close()

    async def board(self, name: str, pictures: dict[str, str]) -> None:
        """Pictures of pages of the board: file by path, as somebody sees them."""
        await self.writes(name, "/board")
        _, words = self._newest(name, self.t("Open in the browser"))
        message, _ = self._newest(name, words)
        link = message.button(words).target
        context = await self.browser.new_context(viewport=PHONE, locale=LANGUAGES[self.language])
        page = await context.new_page()
        await page.goto(link)
        await page.locator("main button").click()
        root = re.match(r"https?://[^/]+", link)
        assert root
        for path, file in pictures.items():
            if path.startswith("a"):
                await page.locator(path).first.click()
            else:
                await page.goto(root[0] + path)
            await page.wait_for_timeout(300)
            await self._keep(page, file)
        await context.close()

    async def _keep(self, page: Page, file: str, top: int = 0) -> None:
        whole = Image.open(BytesIO(await page.screenshot()))
        found = whole.crop((0, top, whole.width, whole.height))
        folder = FOLDER / self.language
        folder.mkdir(parents=True, exist_ok=True)
        small = found.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(folder / f"{file}.png", optimize=True)


async def take(scene: Scene) -> None:
    """The day of a notice and a form."""
    await scene.speaks(GROUP)
    await scene.writes(LIAISON, WATER)
    await scene.chat(LIAISON, "liaison-1")
    await scene.presses(LIAISON, "Send")
    await scene.passes(seconds=30)
    await scene.chat(BRANCH, "branch-lead-1")
    await scene.presses(BRANCH, "Received, pass on")
    await scene.passes(seconds=30)
    await scene.chat(LEAD, "lead-1", GROUP)
    await scene.presses(LEAD, "Received", GROUP)
    await scene.presses("李强", "Received", GROUP)
    await scene.passes(seconds=10)
    await scene.chat(LIAISON, "liaison-2")
    await scene.writes(LIAISON, FLOOD)
    await scene.presses(LIAISON, "Add questions")
    await scene.writes(LIAISON, ASKS)
    await scene.presses(LIAISON, "Done")
    await scene.presses(LIAISON, "Urgent")
    await scene.presses(LIAISON, "Send")
    await scene.passes(seconds=10)
    await scene.board(LEAD, {"/mine": "lead-2"})
    await scene.board(BRANCH, {"/i/1": "branch-lead-2"})
    await scene.board(SUPERVISOR, {"/": "supervisor-1", "/i/1": "supervisor-2"})
    await scene.board(LIAISON, {"/gaps?kind=vacancy": "operator-2"})
    await scene.writes(LIAISON, "/roster")
    await scene.chat(LIAISON, "operator-1")


async def main() -> None:
    """All pictures; fails where they have become too large."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in LANGUAGES:
            async with AsyncExitStack() as stack:
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                theatre = Theatre(None)
                for person in theatre.community.people.values():
                    person.language_code = language
                await theatre.server.start()
                stack.push_async_callback(theatre.close)
                await theatre.open(Path(folder))
                await take(Scene(theatre, browser, language))
        await browser.close()
    size = sum(each.stat().st_size for each in FOLDER.rglob("*.png"))
    print(f"{size / 1024:.0f} kB in all")
    if size > MOST:
        raise SystemExit("the pictures have become too large")


if __name__ == "__main__":
    asyncio.run(main())
