"""What is tried against the board's page comes to nothing."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import pytest_asyncio

from bot.web.board import guarding, live, server
from bot.web.board.rates import Rates
from bot.web.board.server import ConnectionPlaces
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import WATER, Browser, board_town, login_link

pytestmark = on_sqlite
TRAVERSALS = (
    "/static/../site.py", "/static/..%2fsite.py", "/static/%2e%2e/%2e%2e/app.py",
    "/u/..%2f..%2fgaps",
    "/u/%00", "/u/%ff%fe", "/u/" + "x" * 5000, "/i/-1", "/i/0", "/i/99999999999999999999999",
    "/i/1/' OR 1=1 --", "/i/1.0", "/wall/", "/wall/x", "/metrics",
    "/i/1/%ed%a0%80", "/i/" + "9" * 900, "/i/" + "9" * 5000, "/mine/" + "9" * 5000, "/u/=", "/u/=A",
    "/u/=%ff", "/?q=%00", "/i/1?show=%00", "/static/", "/templates/base.html",
)  # fmt: skip


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with board_town(tmp_path, database_url) as found:
        await found.issues("李敏", WATER, "紧急")
        yield found


@pytest_asyncio.fixture
async def browser(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


async def test_nothing_is_shown_to_who_is_not_signed_in(town: Town, browser: Browser) -> None:
    for path in ("/", "/i/1", "/gaps", "/mine", "/u/x"):
        page = await browser.get(path)
        assert (page.status_code, page.headers["cache-control"]) == (401, "no-store")
        assert "停水" not in page.text
        stream = await browser.get(path, Accept="text/event-stream")
        assert stream.status_code == 401
        assert (await browser.send(path, do="remind", csrf="0" * 64)).status_code == 403
    browser.client.cookies.set("board", "guess")
    assert (await browser.get("/")).status_code == 401


async def test_what_is_elsewhere_looks_like_nothing(town: Town, browser: Browser) -> None:
    """By code, number and forged ids, a branch lead gets nothing of the other branch."""
    (hidden,) = {row["code"] for row in await town.rows("root_units")}
    ids = await town.rows("targets_of_instruction", instruction_id=1)
    others = {r["id"]: r["code"] for r in ids if r["name"] in ("和平苑", "1栋")}
    await browser.signs_in("陈刚")
    before = len(town.world.log)
    nothing = (await browser.get("/u/nowhere")).text
    for code in (*others.values(), hidden):
        assert (await browser.get(f"/u/{code}")).text == nothing
        assert (await browser.get(f"/i/1/{quote(code)}")).status_code == 404
    await browser.get("/i/1")
    for target in (*map(str, others), "999999", "0", "-1", "x", "1" * 30):
        assert (await browser.send("/i/1", do="proxy", target=target)).status_code == 404
        await browser.get("/i/1")
    for member in ("1", "2", "7", "8", "999999"):
        assert (await browser.send("/i/1", dial=member)).status_code == 404
        await browser.get("/i/1")
    assert (await browser.send("/gaps", mend="unit:1")).status_code == 404
    assert len(town.world.log) == before, "nobody was told of anything"


async def test_paths_lead_nowhere_else(browser: Browser) -> None:
    await browser.signs_in("李敏")
    for path in TRAVERSALS:
        page = await browser.get(path)
        assert page.status_code in (404, 405, 421), path
        assert "import" not in page.text, path


async def test_other_sites_cannot_send_forms(town: Town, browser: Browser) -> None:
    await browser.signs_in("李敏")
    await browser.get("/i/1")
    for fields, headers in (
        ({"csrf": ""}, {}),
        ({"csrf": "0" * 64}, {}),
        ({}, {"Origin": "https://evil.example"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        browser.client.headers.update(headers)
        assert (await browser.send("/i/1", do="remind", **fields)).status_code == 403, headers
        for each in headers:
            del browser.client.headers[each]
        await browser.get("/i/1")
    await town.writes("王芳", "/board")
    link = login_link(town, "王芳")
    browser.client.headers["Origin"] = "https://evil.example"
    assert (await browser.send(link)).status_code == 403, "nobody is signed in as somebody else"


async def test_headers_and_cookies_keep_the_page_to_itself(browser: Browser) -> None:
    await browser.signs_in("李敏")
    page = await browser.get("/i/1")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "style=" not in page.text
    assert "<script>" not in page.text
    assert "http://" not in page.text.replace("http://www.w3.org/2000/svg", "")
    (cookie,) = [each for each in browser.client.cookies.jar if each.name == "board"]
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"


async def test_large_and_slow_requests_end(
    town: Town, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.signs_in("李敏")
    assert (await browser.send("/i/1", words="x" * 70_000)).status_code == 413

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 4096

    answer = await browser.client.post("/i/1", content=chunks())
    assert answer.status_code == 403
    monkeypatch.setattr(server, "HEAD_WITHIN", 0.2)
    port = int(str(browser.client.base_url.port))
    for before in (b"", whole_head(port)):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(before)
        if before:
            await reader.readuntil(b"}")
        writer.write(b"GET / HTTP/1.1\r\nHost: ")
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 10) == b"", "it hangs up without a word"
        writer.close()


def whole_head(port: int) -> bytes:
    return f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()


async def test_a_body_has_one_deadline_and_none_is_read_for_a_stranger(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small and steady the pieces are."""
    monkeypatch.setattr(guarding, "BODY_WITHIN", 0.4)
    monkeypatch.setattr(server, "HEAD_WITHIN", 0.2)
    await browser.signs_in("李敏")
    port, cookie = int(str(browser.client.base_url.port)), browser.client.cookies["board"]
    for name, least, most in (("board=" + cookie, 0.4, 5), ("", 0, 5)):
        began = asyncio.get_running_loop().time()
        said = await trickled(
            port, f"POST /i/1 HTTP/1.1\r\nCookie: {name}\r\nContent-Length: 60000"
        )
        assert said.startswith(b"HTTP/1.1 403")
        assert least <= asyncio.get_running_loop().time() - began < most


async def trickled(port: int, head: str) -> bytes:
    """What is answered to a body that comes byte by byte, until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{head}\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    said = b""
    with contextlib.suppress(ConnectionError):
        while not reader.at_eof():
            writer.write(b"x")
            with contextlib.suppress(TimeoutError):
                said += await asyncio.wait_for(reader.read(1000), 0.05)
    writer.close()
    return said


async def test_a_stranger_takes_few_of_the_files(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of them at most, and a few for each address that is no proxy."""
    places = ConnectionPlaces(frozenset({"10.0.0.1"}))
    monkeypatch.setattr(server, "MOST_OF_ADDRESS", 2)
    peers = ("1.2.3.4", "1.2.3.4", "2001:db8::1", "2001:db8::2", "10.0.0.1", "10.0.0.1", "10.0.0.1")
    assert all(places.take(each) for each in peers)
    assert not places.take("1.2.3.4")
    assert not places.take("2001:db8::3"), "one household"
    places.leave("1.2.3.4")
    assert places.take("1.2.3.4")
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 1)
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.client.base_url.port)
    writer.write(whole_head(browser.client.base_url.port or 0))
    assert await asyncio.wait_for(reader.read(13), 5) == b"HTTP/1.1 200 "
    other, its = await asyncio.open_connection("127.0.0.1", browser.client.base_url.port)
    with contextlib.suppress(ConnectionResetError):
        assert await asyncio.wait_for(other.read(), 5) == b""
    writer.close()
    its.close()


async def test_too_fast_does_nothing_and_what_is_refused_counts(
    town: Town, browser: Browser
) -> None:
    assert town.app.board is not None
    await browser.signs_in("李敏")
    await browser.get("/i/1")
    before = len(town.world.log)
    town.app.board.site.people = Rates(0.001, 2)
    csrf = browser.csrf
    answers = [await browser.client.post("/gaps", data={"csrf": csrf, "mend": f"unit:{n}00"})
               for n in range(1, 3)]  # fmt: skip
    late = await browser.client.post("/i/1", data={"csrf": csrf, "do": "remind"})
    assert [*(each.status_code for each in answers), late.status_code] == [404, 404, 429]
    await town.settle()
    assert len(town.world.log) == before, "nobody was reminded"


async def test_dead_connections_make_room(browser: Browser) -> None:
    """A phone whose connection vanishes without a word, time and again."""
    await browser.signs_in("李敏")
    port, cookie = browser.client.base_url.port, browser.client.cookies["board"]
    head = f"GET /i/1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: board={cookie}\r\n"
    held = []
    for _ in range(live.MOST_OF_ONE + 1):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{head}Accept: text/event-stream\r\n\r\n".encode())
        assert b" 200 " in await reader.readline()
        held.append((reader, writer))
    try:  # the oldest ends, and does not hurry back
        await asyncio.wait_for(held[0][0].readuntil(b"retry: 60000"), 10)
    finally:
        for _, writer in held:
            writer.transport.abort()


async def test_streams_and_requests_have_limits(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.signs_in("李敏")
    monkeypatch.setattr(live, "MOST_STREAMS", 0)
    stream = await browser.get("/i/1", Accept="text/event-stream")
    assert stream.status_code == 503
    for _ in range(80):
        if (await browser.get("/gaps")).status_code == 429:
            break
    else:
        raise AssertionError("no limit")


async def test_a_foreign_name_is_not_answered(browser: Browser) -> None:
    assert (await browser.get("/healthz", Host="evil.example")).status_code == 421
    assert (await browser.get("/healthz")).json() == {"status": "ok"}


def init_data(account: int, at: float, token: str, **more: str) -> str:
    """As Telegram documents it, made without the code under test."""
    fields = {
        "auth_date": str(int(at)),
        "query_id": "AAE",
        "user": json.dumps({"id": account}),
        **more,
    }
    said = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()
    return urlencode(fields)


async def test_a_mini_app_signs_in_with_a_fresh_proof_of_this_bot_once(
    town: Town, browser: Browser
) -> None:
    now, token, me = town.clock.now(), town.server.token, town.person("李敏").id
    good = init_data(me, now.timestamp(), token, signature="x", chat_type="private")
    stale = init_data(me, (now - timedelta(minutes=11)).timestamp(), token)
    ahead = init_data(me, (now + timedelta(minutes=5)).timestamp(), token)
    other_bot = init_data(me, now.timestamp(), "6100000002:AA-another-bot")
    forged = init_data(me, now.timestamp(), token).replace(str(me), str(me + 1))
    nobody = init_data(town.person("路人").id, now.timestamp(), token)
    twice = good + "&user=" + quote(json.dumps({"id": me + 1}))
    for bad in ("", "hash=", "x" * 9000, stale, ahead, other_bot, forged, nobody, twice):
        assert (await browser.send("/app", init_data=bad)).status_code == 403, bad
    assert "看板" in (await browser.get("/app")).text
    assert (await browser.send("/app", init_data=good)).status_code == 200
    assert "今晚停水" in browser.text
    other = Browser(town)
    assert (await other.send("/app", init_data=good)).status_code == 403, "replayed"
    await other.close()


async def test_no_token_is_kept(town: Town, browser: Browser) -> None:
    await town.writes("李敏", "/board")
    link = login_link(town, "李敏")
    await browser.get(link)
    await browser.send(link)
    session = browser.client.cookies["board"]
    kept = await town.rows("board_session_by_id", id=1)
    everything = str([dict(row) for row in kept]) + str(
        [dict(row) for row in await town.rows("messages_with_args", after=0, most=1000)]
    )
    assert link.rpartition("/")[2] not in everything
    assert session not in everything
