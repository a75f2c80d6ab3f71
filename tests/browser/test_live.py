"""Live pages come back after a proxy has answered for a bot that was restarting."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.demo.settings import free_port
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import EVERYBODY, PEOPLE, WATER, settings

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), on_sqlite]
_BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """Stands before the page as Caddy or nginx does: 502 while there is nothing behind it."""

    def __init__(self, behind: int) -> None:
        self.port, self.behind = free_port(), behind
        self.refused: asyncio.Queue[bool] = asyncio.Queue()
        self.up = True
        self.open: set[StreamWriter] = set()

    async def start(self) -> None:
        self.server = await asyncio.start_server(self.one, "127.0.0.1", self.port)

    async def one(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.open.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            if self.up:
                await self.passed_on(reader, writer)
            else:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(_BAD_GATEWAY)
                self.refused.put_nowait(True)
        writer.close()

    async def passed_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        inner, out = await asyncio.open_connection("127.0.0.1", self.behind)
        self.open.add(out)
        await asyncio.gather(pumped(reader, out), pumped(inner, writer))

    def hang_up(self) -> None:
        while self.open:
            self.open.pop().transport.abort()


async def pumped(source: StreamReader, target: StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            target.write(data)
    target.close()


@pytest_asyncio.fixture(loop_scope="module")
async def proxied(tmp_path: Path, database_url: str) -> AsyncIterator[tuple[Town, Proxy]]:
    proxy = Proxy(free_port())
    await proxy.start()
    url = f"http://127.0.0.1:{proxy.port}"
    town = await Town.open(tmp_path, database_url, settings(proxy.behind, url))
    await town.roster(*PEOPLE)
    await town.linked(*EVERYBODY)
    await town.issues("李敏", WATER, "紧急")
    yield town, proxy
    proxy.hang_up()
    proxy.server.close()
    await town.close()


async def test_a_wall_goes_on_after_a_restart_behind_a_proxy(
    proxied: tuple[Town, Proxy], browser: Browser
) -> None:
    town, proxy = proxied
    await town.writes("周明", "/board")
    await town.presses("周明", "大屏链接")
    (message,) = town.said("周明", "给大厅的屏幕用")
    context = await browser.new_context(locale="zh-CN")
    page = await context.new_page()
    path = "/wall/" + message.text.partition("/wall/")[2].split()[0]
    async with page.expect_response(lambda each: each.url.endswith(path) and each.ok):
        await page.goto(f"http://127.0.0.1:{proxy.port}{path}")
    await expect(page.locator("#lost")).to_be_hidden()
    proxy.up = False
    proxy.hang_up()
    await expect(page.locator("#lost")).to_contain_text("已断开，截至 ")
    for _ in range(2):
        await proxy.refused.get()
    await expect(page.locator(".number").first).to_contain_text("0/")
    proxy.up = True
    await town.presses("王芳", "收到")
    await expect(page.locator(".number").first).to_contain_text("1/")
    await expect(page.locator("#lost")).to_be_hidden()
    await context.close()
