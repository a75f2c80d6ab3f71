"""Files on their way when the wire misbehaves: they arrive, and what comes twice says so."""

from __future__ import annotations

import pytest

from bot.demo.botapi.messages import Message
from tests.engines import on_sqlite
from tests.faults.wire import (
    DROPPED_AFTER,
    DROPPED_BEFORE,
    PAGE,
    SILENT,
    TOO_MANY,
    TRUNCATED,
    Fault,
)
from tests.faults.wired import MARK, PEOPLE, WATER, Wired

pytestmark = on_sqlite
READ = "名册.csv：名单已经是这样了，不用改。"
some_losses = pytest.mark.parametrize("fault", [DROPPED_AFTER, DROPPED_BEFORE], ids=str)


def _files(wired: Wired, name: str) -> list[Message]:
    return [each for each in wired.chat(name).from_bot if each.media]


def _as_expected(files: list[Message], fault: Fault) -> bool:
    return [each.text.startswith(MARK) for each in files] == [False, True][not fault.acts :]


@some_losses
async def test_a_photo_of_an_instruction_comes_once_more_and_says_so(
    wired: Wired, fault: Fault
) -> None:
    issuer = wired.person("李敏")
    issuer.send_photo(issuer.private, "通知.jpg", b"jpg", caption=WATER)
    await wired.settle()
    wired.wire.next("sendPhoto", fault, chat=wired.chat("王芳").id)
    await wired.presses("李敏", "紧急")
    await wired.presses("李敏", "发送")
    assert _as_expected(_files(wired, "王芳"), fault)
    assert [each.text for each in _files(wired, "李强")] == [""]
    assert len(wired.cards("王芳")) == 1


@some_losses
async def test_an_album_goes_on_with_what_was_lost_of_it(wired: Wired, fault: Fault) -> None:
    issuer = wired.person("李敏")
    for name in ("一.jpg", "二.jpg"):
        issuer.send_photo(issuer.private, name, b"jpg")
    issuer.send_document(issuer.private, "三.pdf", b"pdf")
    await wired.writes("李敏", WATER)
    wired.wire.next("sendDocument", fault, chat=wired.chat("王芳").id)
    await wired.presses("李敏", "紧急")
    await wired.presses("李敏", "发送")
    photos, papers = _files(wired, "王芳")[:2], _files(wired, "王芳")[2:]
    assert [each.text for each in photos] == ["", ""], "what had arrived does not come again"
    assert _as_expected(papers, fault)


@pytest.mark.parametrize("fault", [DROPPED_AFTER, DROPPED_BEFORE, SILENT], ids=str)
async def test_a_list_made_here_comes_once_more_and_says_so(wired: Wired, fault: Fault) -> None:
    await wired.warns()
    await wired.writes("陈刚", "/status")
    await wired.presses("陈刚", "#1")
    wired.wire.next("sendDocument", fault)
    await wired.presses("陈刚", "导出名单")
    assert _as_expected(_files(wired, "陈刚"), fault)


async def _sends_roster(wired: Wired) -> None:
    issuer = wired.person("李敏")
    rows = "\n".join(("社区,小区,楼栋,职务,姓名", *PEOPLE))
    issuer.send_document(issuer.private, "名册.csv", rows.encode())
    await wired.settle()


@pytest.mark.parametrize("fault", [DROPPED_AFTER, PAGE, TRUNCATED, SILENT], ids=str)
async def test_a_roster_somebody_sent_is_downloaded_again(wired: Wired, fault: Fault) -> None:
    await _sends_roster(wired)
    wired.wire.next("getFile", fault)
    wired.wire.next("file", fault)
    await wired.presses("李敏", "导入")
    assert wired.chat("李敏").from_bot[-1].text == READ
    assert [each.fault for each in wired.wire.seen("file")] == [fault, None]


@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_a_roster_telegram_asks_to_wait_for_is_not_asked_for_before(
    wired: Wired, method: str
) -> None:
    await _sends_roster(wired)
    wired.wire.next(method, TOO_MANY)
    await wired.presses("李敏", "导入")
    assert wired.chat("李敏").from_bot[-1].text == READ
    refused, again = wired.wire.seen(method)
    assert again.at >= refused.at + 1
