"""A real Chromium with an empty profile, at the width of a phone."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright, expect

from bot.demo.theatre import Theatre
from tests.browser.puppet import Puppet, puppet

PATIENCE = 30_000
"""Milliseconds: a busy machine is slow, not wrong."""

expect.set_options(timeout=PATIENCE)

PHONE = (390, 844)
QUIET = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for a module's tests; each gets its own empty profile in it."""
    async with async_playwright() as playwright:
        launch = playwright.chromium.launch
        found = await launch(executable_path=chromium, args=QUIET)
        yield found
        await found.close()


@pytest_asyncio.fixture(loop_scope="module")
async def demo() -> AsyncIterator[Puppet]:
    """The sample community's page with a bot on strings."""
    async with puppet() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    """The demo as `gridcall demo` builds it."""
    found = Theatre(None)
    await found.server.start()
    try:
        await found.open(tmp_path)
        yield found
        assert found.server.violations == []
    finally:
        await found.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, demo: Puppet) -> AsyncIterator[Page]:
    """An empty page that must not be left with errors."""
    async for found in new_page(browser):
        yield found


async def new_page(browser: Browser) -> AsyncIterator[Page]:
    """A page that complains of errors in its scripts and of requests that leave the machine."""
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def watch(request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            complaints.append(request.url)

    context = await browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, locale="zh-CN"
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", hear)
    page.on("request", watch)
    yield page
    await context.close()
    assert complaints == []
