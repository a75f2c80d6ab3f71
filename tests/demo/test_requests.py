"""Requests to the server: routes, tokens, encodings, the table of facts."""

import json
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.methods import METHODS
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.validate import Violation
from tests.demo.conftest import Raw


async def test_get_me(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.can_read_all_group_messages) == ("gridcall_demo_bot", False)


async def test_another_token_is_unauthorized(server: BotApiServer, raw: Raw) -> None:
    for path in ("botX:Y/getMe", "file/botX:Y/documents/file_1.txt"):
        async with raw.session.get(f"{server.base_url}/{path}") as answer:
            assert answer.status == 401
            assert await answer.json() == {
                "ok": False,
                "error_code": 401,
                "description": "Unauthorized",
            }


async def test_an_unknown_method_is_not_found_and_noted(server: BotApiServer, raw: Raw) -> None:
    assert await raw.refusal("sendMessages") == "404 Not Found: method not found"
    assert server.violations == ["sendMessages: unknown method"]


async def test_parameters_come_as_query_form_json_or_multipart(
    server: BotApiServer, raw: Raw, wang: DemoPerson
) -> None:
    url = f"{server.base_url}/bot{server.token}/sendMessage"
    markup = json.dumps({"inline_keyboard": [[{"text": "好", "callback_data": "x"}]]})
    fields = {"chat_id": str(wang.id), "text": "你好", "reply_markup": markup}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    async with (
        raw.session.get(url, params=fields) as one,
        raw.session.post(url, data=fields) as two,
    ):
        assert one.status == two.status == 200
    async with raw.session.post(url, data=multipart) as three:
        assert three.status == 200
    await raw("sendMessage", **fields)
    assert [m.text for m in wang.private.from_bot] == ["你好"] * 4
    assert all(m.button("好").target == "x" for m in wang.private.from_bot)


async def test_disagreement_with_the_table_is_refused_and_noted(
    server: BotApiServer, raw: Raw, wang: DemoPerson
) -> None:
    wrong: list[dict[str, Any]] = [
        {"chat_id": wang.id},
        {"chat_id": wang.id, "text": 7},
        {"chat_id": wang.id, "text": "x", "colour": "red"},
        {"chat_id": True, "text": "x"},
        {"chat_id": wang.id, "text": "x", "entities": [{"type": "bold", "offset": "a"}]},
        {"chat_id": wang.id, "text": "x", "entities": [{"type": "b", "offset": 0, "length": 1}]},
        {"chat_id": wang.id, "text": "x", "reply_markup": {"inline_keyboard": [["x"]]}},
    ]
    for params in wrong:
        assert (await raw.refusal("sendMessage", **params)).startswith("400 Bad Request: sendMess")
    assert len(server.violations) == len(wrong)
    assert not wang.private.from_bot


async def test_json_that_is_none_is_refused(server: BotApiServer, raw: Raw) -> None:
    url = f"{server.base_url}/bot{server.token}/getMe"
    async with raw.session.post(url, data=b"[", headers={"Content-Type": "application/json"}) as a:
        assert a.status == 400


async def test_the_log_keeps_what_was_asked_and_answered(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    await raw("sendMessage", chat_id=wang.id, text="一")
    await raw("sendMessage", chat_id=1, text="二")
    granted, refused = world.calls("sendMessage")
    assert granted.ok
    assert granted.result["text"] == granted.params["text"] == "一"
    assert (refused.code, refused.description) == (400, "Bad Request: chat not found")


async def test_an_answer_that_disagrees_with_the_table_fails_loudly(
    server: BotApiServer, raw: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(METHODS, "getMe", lambda world, params: {"id": 1})
    url = f"{server.base_url}/bot{server.token}/getMe"
    async with raw.session.get(url) as answer:
        assert answer.status == 500
    assert server.violations == ["getMe.is_bot: missing; getMe.first_name: missing"]


async def test_an_update_that_disagrees_with_the_table_is_never_queued(world: World) -> None:
    with pytest.raises(Violation, match=r"Update\.message\.chat: missing"):
        world.updates.add("message", {"message_id": 1, "date": 2})
    assert world.pending_updates == 0
