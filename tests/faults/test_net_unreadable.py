"""Telegram passes on what nobody can read: it stops no update beside it, and no later one."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from structlog.testing import capture_logs

from bot.store.delivery import inbox
from tests.faults.wire import Fault, status
from tests.faults.wired import Wired

FORGED = 700_000_001
_PRESS = json.dumps(
    {
        "update_id": FORGED,
        "callback_query": {
            "id": "9",
            "from": {"id": 4711, "is_bot": False, "first_name": "?"},
            "chat_instance": "1",
            "message": {"message_id": 1, "date": 0, "chat": {"id": 4711, "type": "private"}},
            "data": "FORGED",
        },
    }
).encode()
_NOT_UTF8 = _PRESS.replace(b"FORGED", b"\xff\xfe")
_SURROGATE_IN_BYTES = _PRESS.replace(b"FORGED", b"\xed\xa0\x80")
_SURROGATE_ESCAPED = _PRESS.replace(b"FORGED", b"\\ud83d")
_NO_NUMBER = (
    b"null",
    b"[]",
    b'{"update_id":null}',
    b'{"update_id":1e30}',
    b'{"update_id":true}',
)


def _with(forged: bytes) -> Fault:
    """The forged update comes ahead of the honest ones."""

    def answer(whole: bytes) -> bytes:
        body = whole.partition(b"\r\n\r\n")[2]
        honest = json.loads(body)["result"]
        inner = b",".join([forged, *(json.dumps(each).encode() for each in honest)])
        return status(200, b'{"ok":true,"result":[' + inner + b"]}")

    return Fault("a forged update beside honest ones", acts=True, answer=answer)


def _says(result: bytes) -> Fault:
    answer = status(200, b'{"ok":true,"result":' + result + b"}")
    return Fault("no list of updates", acts=False, answer=lambda _: answer)


async def _waits_with(wired: Wired, fault: Fault) -> None:
    """The poll that waits at Telegram now will fare so."""
    await wired.world.until(lambda: wired.world.updates.polled)
    wired.wire.next("getUpdates", fault)
    wired.world.updates.close()
    await wired.wire.until(lambda: wired.wire.seen("getUpdates")[-1].fault is fault)
    await wired.world.until(lambda: wired.world.updates.polled)


@pytest.mark.parametrize(
    "forged", [_NOT_UTF8, _SURROGATE_IN_BYTES, _SURROGATE_ESCAPED, *_NO_NUMBER]
)
async def test_a_forged_update_does_not_touch_the_honest_one_beside_it(
    wired: Wired, forged: bytes
) -> None:
    await wired.warns()
    await _waits_with(wired, _with(forged))
    with capture_logs() as logs:
        press = wired.person("王芳").press(wired.cards("王芳")[0], "收到")
        await wired.world.until(lambda: press.answer)
        await wired.presses("李强", "收到")
    assert await wired.count("acknowledgement") == 2
    assert not [each for each in logs if each["event"] in ("poll_failed", "absence")]


async def test_what_cannot_be_stored_is_set_aside_under_its_number(wired: Wired) -> None:
    await wired.warns()
    await _waits_with(wired, _with(_SURROGATE_ESCAPED))
    await wired.presses("王芳", "收到")
    [found] = await wired.app.database.read(inbox.aside, 9)
    assert (found.update_id, found.error) == (FORGED, "UnicodeEncodeError")


@pytest.mark.parametrize("result", [b"null", b"{}", b"7", b'"x"', b"[null]"])
async def test_polls_that_bring_no_list_are_repeated_after_a_pause(
    wired: Wired, result: bytes
) -> None:
    await wired.warns()
    wired.wire.next("getUpdates", _says(result), times=4)
    polls = len(wired.wire.seen("getUpdates"))
    wired.world.updates.close()
    await wired.wire.until(lambda: len(wired.wire.seen("getUpdates")) >= polls + 5)
    began = [each.at for each in wired.wire.seen("getUpdates")[polls:]]
    assert min(later - at for at, later in pairwise(began)) >= wired.waits.pause
    await wired.presses("王芳", "收到")
    assert await wired.count("acknowledgement") == 1
