"""The console's endpoints: looking and acting as somebody, from this machine only."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.console import acting, console_routes
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw

BUTTON = {"inline_keyboard": [[{"text": "收到", "callback_data": "ack"}]]}


@pytest.fixture
async def server(world: World) -> AsyncIterator[BotApiServer]:
    server = BotApiServer(world, more_routes=console_routes(world))
    await server.start()
    yield server
    await server.stop()


class Page:
    """Does what the page's script does."""

    def __init__(self, raw: Raw, person: DemoPerson) -> None:
        self.session = raw.session
        self.root = f"{raw.server.base_url}/demo/api"
        self.own = f"{self.root}/people/{person.id}"

    async def get(self, path: str = "") -> Any:
        async with self.session.get(f"{self.own}/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, status: int = 200, **said: Any) -> Any:
        async with self.session.post(f"{self.own}/{path}", json=said) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()


@pytest.fixture
def page(raw: Raw, wang: DemoPerson) -> Page:
    return Page(raw, wang)


async def test_people_and_their_chats(
    raw: Raw, page: Page, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    async with page.session.get(f"{page.root}/people") as answer:
        people = await answer.json()
    assert [(p["name"], p["started"]) for p in people] == [("王芳", True), ("李强", False)]
    chats = await page.get("chats")
    assert {c["title"]: c["members"] for c in chats} == {"社区通知": 2, "幸福里楼长群": 2}
    await page.post("chats/5/send", status=404, text="?")


async def test_a_chat_is_read(raw: Raw, page: Page, group: DemoGroup, wang: DemoPerson) -> None:
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    wang.send(group, "知道了", reply_to=group.last)
    room = await page.get(f"chats/{group.id}/messages")
    card, reply = room["messages"][-2:]
    assert card["buttons"] == [[{"text": "收到", "data": "ack"}]]
    assert card["sender"]["kind"] == "bot"
    assert (reply["sender"]["kind"], reply["reply_to"]["text"]) == ("me", "停水")


async def test_buttons_keep_their_colours(raw: Raw, page: Page, group: DemoGroup) -> None:
    keys = [[{"text": "收到", "callback_data": "ack", "style": "success"}]]
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup={"inline_keyboard": keys})
    room = await page.get(f"chats/{group.id}/messages")
    told = {"text": "收到", "data": "ack", "style": "success"}
    assert room["messages"][-1]["buttons"] == [[told]]


async def test_writing_and_replying(page: Page, group: DemoGroup) -> None:
    first = await page.post(f"chats/{group.id}/send", text="/bind X-1")
    await page.post(f"chats/{group.id}/send", text="好", reply_to=first["id"])
    assert group.last.reply_to
    assert group.last.reply_to.text == "/bind X-1"
    await page.post(f"chats/{group.id}/send", status=409, text="好", reply_to=99)
    await page.post(f"chats/{group.id}/send", status=409)


async def test_files_go_up_and_come_down(page: Page, wang: DemoPerson) -> None:
    for kind in ("photo", "document"):
        form = aiohttp.FormData({"caption": "请看"})
        form.add_field(kind, b"bytes", filename="名单.xlsx", content_type="text/html")
        headers = {"X-Gridcall-Demo": "1"}
        url = f"{page.own}/chats/{wang.id}/upload"
        async with page.session.post(url, data=form, headers=headers) as answer:
            told = await answer.json()
        assert (told["media"]["kind"], told["text"]) == (kind, "请看")
        root = page.root.removesuffix("/demo/api")
        async with page.session.get(root + told["media"]["url"]) as got:
            assert await got.read() == b"bytes"
            assert "html" not in got.headers["Content-Type"]


async def test_stickers_voice_and_edits(
    raw: Raw, page: Page, group: DemoGroup, wang: DemoPerson
) -> None:
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    card, path = group.last.id, f"chats/{group.id}"
    told = await page.post(f"{path}/sticker", emoji="👌", reply_to=card)
    assert (told["media"]["kind"], told["media"]["emoji"]) == ("sticker", "👌")
    told = await page.post(f"{path}/voice", reply_to=card)
    assert (told["media"]["kind"], told["media"]["seconds"]) == ("voice", 3)
    said = await page.post(f"{path}/send", text="收道", reply_to=card)
    edited = await page.post(f"{path}/edit", message_id=said["id"], text="收到")
    assert (edited["text"], edited["edited"]) == ("收到", True)
    await page.post(f"{path}/edit", status=409, message_id=said["id"], text=" ")
    await page.post(f"{path}/edit", status=409, message_id=card, text="不停了")
    updates = (await raw.updates())[-4:]
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == ["message", "message", "message", "edited_message"]
    assert updates[0]["message"]["sticker"]["emoji"] == "👌"
    assert updates[1]["message"]["voice"]["mime_type"] == "audio/ogg"
    assert updates[3]["edited_message"]["text"] == "收到"


async def test_a_press_returns_its_toast(
    bot: Bot, raw: Raw, page: Page, world: World, group: DemoGroup
) -> None:
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    path = f"chats/{group.id}/press"
    pressing = asyncio.create_task(page.post(path, message_id=group.last.id, data="ack"))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query
    await update.callback_query.answer("记上了")
    assert await pressing == {"toast": {"text": "记上了", "show_alert": False, "url": ""}}


async def test_a_press_that_is_not_answered(
    raw: Raw, page: Page, group: DemoGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "PATIENCE", 0.01)
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    path, card = f"chats/{group.id}/press", group.last.id
    assert await page.post(path, message_id=card, data="ack") == {"toast": None}
    await page.post(path, status=409, message_id=card, data="nonsense")


async def test_private_gestures(page: Page, wang: DemoPerson) -> None:
    assert (await page.post("start", payload="p1"))["text"] == "/start p1"
    link = "https://t.me/gridcall_demo_bot?start=p2"
    assert (await page.post("follow", url=link))["text"] == "/start p2"
    assert (await page.post("contact"))["contact"]["phone_number"] == wang.phone
    assert (await page.post("block"))["blocked"]
    await page.post("contact", status=409)
    assert not (await page.post("unblock"))["blocked"]


async def test_changes_are_told_as_they_happen(
    raw: Raw, page: Page, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    async with page.session.get(f"{page.own}/events") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert await stream.content.readline() == b": here\n"
        world.group("别人的群", [world.person("赵六")]).add(world.person("钱七"))
        wang.send(group, "一")
        wang.send(group, "二")
        await stream.content.readline()
        told = await stream.content.readline()
        assert json.loads(told.removeprefix(b"data: ")) == {"chat": group.id}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Host": "["},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
    ],
)
async def test_other_sites_are_kept_out(
    page: Page, wang: DemoPerson, headers: dict[str, str]
) -> None:
    url = f"{page.own}/chats/{wang.id}/send"
    plain = {"Content-Type": "application/json"} | headers
    async with page.session.post(url, data=b'{"text": "x"}', headers=plain) as answer:
        assert answer.status == 403
    assert wang.private.texts == ["/start"]


async def test_the_console_is_there_only_when_asked_for(world: World, wang: DemoPerson) -> None:
    server = BotApiServer(world)
    await server.start()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.base_url}/demo/api/people") as answer,
    ):
        assert answer.status in (401, 404)
    await server.stop()
