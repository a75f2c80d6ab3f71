"""What is tried against links to /mine and the phones they let in comes to nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.usecases.doors.tokens import unit_token
from bot.web.board.rates import Rates
from tests.engines import on_sqlite
from tests.stories.town import Town, labels, newest
from tests.web.board import WATER, Browser
from tests.web.mine import asked, let_in, mine_town, web_link

pytestmark = on_sqlite


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with mine_town(tmp_path, database_url) as found:
        await found.issues("李敏", WATER, "紧急")
        yield found


@pytest_asyncio.fixture
async def phone(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


@pytest_asyncio.fixture
async def thief(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


async def test_a_link_lets_in_one_phone(town: Town, phone: Browser, thief: Browser) -> None:
    link = await web_link(town)
    await phone.get(link)
    await phone.send(link, do="ask")
    assert (await thief.send(link, do="ask")).status_code == 410, "another one waits already"
    assert (await thief.get("/mine")).status_code == 401
    await town.presses("陈刚", "同意这台手机", asked(town))
    assert (await thief.get(link)).status_code == 410
    assert (await thief.send(link, do="ask")).status_code == 410, "replayed"
    assert (await phone.get("/mine")).status_code == 200
    await town.presses("陈刚", "收回")
    assert (await phone.get("/mine")).status_code == 401
    assert (await phone.get(link)).status_code == 410, "revoked"
    assert (await phone.send(link, do="ask")).status_code == 410


async def test_whoever_comes_first_is_not_believed(town: Town, thief: Browser) -> None:
    link = await web_link(town)
    await thief.get(link)
    await thief.send(link, do="ask")
    await town.presses("陈刚", "不是本人", asked(town))
    assert (await thief.get("/mine")).status_code == 401
    assert (await thief.get(link)).status_code == 410, "a link that strayed is of no use"
    assert "进不了网页" in newest(town, "陈刚").text
    late = await web_link(town)
    await thief.get(late)
    await thief.send(late, do="ask")
    town.clock.move(timedelta(hours=25))
    message = asked(town)
    assert "同意这台手机" in labels(message)
    await town.presses("陈刚", "同意这台手机", message)
    assert (await thief.get("/mine")).status_code == 401, "what was asked long ago is not decided"


async def test_foreign_and_guessed_tokens_lead_nowhere(town: Town, thief: Browser) -> None:
    assert town.app.board is not None
    key = town.app.board.site.settings.key
    for token in ("x", "u1", "u1-", "u0-x", unit_token(b"another key", 1), "u9" * 90,
                  unit_token(key, 999_999), unit_token(key, 1) + "x", "%00", "u١-x"):  # fmt: skip
        nothing = 404 if token == "%00" else 410  # no page has NUL in its address
        assert (await thief.get(f"/m/{token}")).status_code == nothing, token
        assert (await thief.send(f"/m/{token}", do="ask")).status_code == nothing, token
    for name in ("mine", "board"):
        thief.client.cookies.set(name, "guess")
    assert (await thief.get("/mine")).status_code == 401
    assert not town.said("陈刚", "那台手机")


async def test_a_phone_reaches_its_own_page_only(town: Town, phone: Browser) -> None:
    await let_in(town, phone)
    unit = (await town.rows("targets_of_instruction", instruction_id=1))[0]["code"]
    for path in ("/", "/i/1", f"/u/{unit}", "/gaps", f"/i/1/{unit}"):
        assert (await phone.get(path)).status_code == 401, path
        assert (await phone.send(path, do="remind", csrf="0" * 64)).status_code == 403, path
    await phone.get("/mine")
    for target in ("1", "2", "999999", "x", "-1"):
        assert (await phone.get(f"/mine/1?unit={target}")).status_code == 404, target
    for number in ("2", "999999", "9" * 30):
        await phone.get("/mine")
        answer = await phone.send("/mine", number=number, do="answer", version="1")
        assert answer.status_code == 404, number
    await phone.get("/mine")
    for strange in ("proxy", "remind", "", "end"):
        assert (await phone.send("/mine", number="1", do=strange)).status_code == 404
        await phone.get("/mine")
    stream = await phone.client.get("/i/1", headers={"Accept": "text/event-stream"})
    assert stream.status_code == 401


async def test_other_sites_cannot_press_for_a_phone(
    town: Town, phone: Browser, thief: Browser
) -> None:
    link = await web_link(town)
    await phone.get(link)
    phone.client.headers["Origin"] = "https://evil.example"
    assert (await phone.send(link, do="ask")).status_code == 403
    del phone.client.headers["Origin"]
    await let_in(town, phone)
    token = re.search(r'name="csrf" value="(\w+)"', phone.page.text)
    assert token
    for csrf, headers in (("", {}), ("0" * 64, {}), (token[1], {"Sec-Fetch-Site": "cross-site"})):
        phone.client.headers.update(headers)
        said = await phone.send("/mine", number="1", do="answer", csrf=csrf)
        assert said.status_code == 403, headers
        for each in headers:
            del phone.client.headers[each]
    assert (await thief.send("/mine", number="1", do="answer", csrf=token[1])).status_code == 403
    (cookie,) = [each for each in phone.client.cookies.jar if each.name == "mine"]
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"


async def test_large_and_many_requests_end(town: Town, phone: Browser) -> None:
    link = await let_in(town, phone)
    assert (await phone.send("/mine", words="x" * 70_000)).status_code == 413
    assert town.app.board is not None
    site = town.app.board.site
    site.links = Rates(0.1, 3)
    assert [(await phone.get(link)).status_code for _ in range(4)][-1] == 429
    site.knocks = Rates(0.1, 3)
    found = [(await phone.get(f"/m/guess{n}")).status_code for n in range(4)]
    assert found[-1] == 429, found


async def test_no_token_of_a_phone_is_kept(town: Town, phone: Browser) -> None:
    link = await let_in(town, phone)
    kept = str([dict(row) for row in await town.rows("page_link_by_id", id=1)])
    kept += str([dict(row) for row in await town.rows("messages_with_args", after=0, most=1000)])
    assert link.rpartition("/")[2] not in kept
    assert phone.client.cookies["mine"] not in kept
    assert "/m/" not in town.said("陈刚", "正在用")[-1].text, "a used link is not shown any more"
