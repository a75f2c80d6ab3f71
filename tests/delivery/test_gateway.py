"""Toasts, menus, files: what is asked of Telegram besides letters."""

import logging

import pytest
from structlog.testing import capture_logs

from bot.delivery.gateway import FileGone
from bot.delivery.redact import said_by
from bot.delivery.transport import TooLarge, proxy_for
from bot.demo.botapi.people import DemoPerson
from tests.delivery.office import Office


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
def wang(office: Office) -> DemoPerson:
    person = office.world.person("王芳")
    person.start()
    return person


async def test_who_we_are(office: Office) -> None:
    me = await office.gateway.get_me()
    assert str(me.id) == office.server.token.partition(":")[0]
    assert me.username


async def test_a_toast_does_not_keep_anybody_waiting(office: Office, wang: DemoPerson) -> None:
    async with office.sending() as sender:
        await office.say(wang.id, "今晚停水")
        await sender.idle()
    press = wang.press(wang.private.last, "收到")
    updates = await office.gateway.updates(None, 0)
    query = next(each["callback_query"] for each in updates if "callback_query" in each)
    await office.gateway.answer(query["id"], "已收到" * 100)
    await office.gateway.idle()
    assert press.answer is not None
    assert press.answer.text is not None
    assert len(press.answer.text) == 200


async def test_a_toast_that_is_lost_is_logged_and_forgotten(office: Office) -> None:
    with capture_logs() as logs:
        await office.gateway.answer("404", "已收到")
        await office.gateway.idle()
    assert [each["event"] for each in logs] == ["toast_lost"]
    assert "已收到" not in str(logs)


async def test_menus(office: Office, wang: DemoPerson) -> None:
    await office.gateway.set_commands([("start", "开始"), ("help", "帮助")])
    menu = office.world.menus.seen_by(wang, wang.private)
    assert [each["command"] for each in menu] == ["start", "help"]


async def test_files(office: Office, wang: DemoPerson) -> None:
    sent = wang.send_document(wang.private, "名单.csv", b"x" * 200_000)
    assert sent.media is not None
    file_id = sent.media.file.file_id
    assert await office.gateway.download(file_id, 200_000) == b"x" * 200_000
    with pytest.raises(TooLarge):
        await office.gateway.download(file_id, 199_999)
    with pytest.raises(FileGone):
        await office.gateway.download("nothing", 9)


async def test_no_log_holds_the_token_or_what_was_said(
    office: Office, wang: DemoPerson, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.CRITICAL, "uvicorn.access")  # the stand-in's own
    office.server.faults.next("sendMessage", "drop_after")
    office.server.faults.next("sendMessage", "truncate")
    with capture_logs() as logs:
        async with office.sending() as sender:
            await office.say(wang.id, "今晚停水")
            await sender.idle()
    secret = office.server.token.partition(":")[2]
    for written in (caplog.text, str(logs)):
        assert secret not in written
        assert "停水" not in written


def test_what_an_error_says_is_fit_to_be_kept() -> None:
    said = said_by(ValueError("https://t/bot1234567:AAbbCCddEEffGGhhIIjjKKll-_/x\n" + "y" * 999))
    assert said.startswith("ValueError: https://t/bot…/x y")
    assert len(said) == 300


def test_proxies_are_taken_from_the_environment_but_not_for_ourselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert proxy_for("https://api.telegram.org") == "http://proxy.example:3128"
    assert proxy_for("https://inside.example") is None
    assert proxy_for("http://127.0.0.1:8081") is None
