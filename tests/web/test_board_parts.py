"""Parts of the board's page by themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from bot.web.board.addresses import believed_proxies
from bot.web.board.codes import code_from_path, code_in_path
from bot.web.board.guarding import BoardGuard
from bot.web.board.init_data import checked_init_data
from bot.web.board.rates import Rates


def test_buckets_fill_again_and_are_apart() -> None:
    now = [0.0]
    rates = Rates(1, 3, lambda: now[0])
    assert [rates.take("a") for _ in range(4)] == [True, True, True, False]
    assert rates.take("b")
    now[0] = 1.5
    assert [rates.take("a"), rates.take("a")] == [True, False]


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["9.9.9.9, 1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["9.9.9.9", "1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["1.2.3.4, 10.0.0.1"], "1.2.3.4"),
        ("10.0.0.1", ["2001:db8:0:1:2:3:4:5"], "2001:db8:0:1::/64"),
        ("10.0.0.1", ["::ffff:1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["somebody"], "somebody"),
        ("127.0.0.1", ["1.2.3.4"], "1.2.3.4"),
        ("5.6.7.8", ["1.2.3.4"], "5.6.7.8"),
    ],
)
async def test_only_the_configured_proxy_is_believed(
    peer: str, said: list[str], address: str
) -> None:
    seen = {}

    async def app(scope: dict[str, object], _receive: object, _send: object) -> None:
        seen.update(scope)

    proxies = believed_proxies("127.0.0.1", ["10.0.0.1"])
    guard = BoardGuard(app, "https://b.example.org", proxies, Rates(1, 9))  # type: ignore[arg-type]
    headers = [(b"host", b"b.example.org")]
    headers += [(b"x-forwarded-for", each.encode()) for each in said]
    scope = {"type": "http", "client": (peer, 1), "headers": headers, "path": "/"}
    await guard(scope, None, None)  # type: ignore[arg-type]
    assert seen["state"]["address"] == address  # type: ignore[index]


def test_loopback_is_believed_only_where_nobody_else_can_connect() -> None:
    assert believed_proxies("localhost", ()) == {"127.0.0.1", "::1"}
    assert believed_proxies("0.0.0.0", ["2001:DB8::0:1"]) == {"2001:db8::1"}


@pytest.mark.parametrize(
    "code", ["XF-01", "XF/01#3", "..", ".", "=x", "a?b%2F", "甲 1", "a\\b", "x/map", "%00"]
)
def test_any_code_is_one_segment_of_a_path(code: str) -> None:
    written = code_in_path(code)
    assert not set(written) & set("/?#\\ ")
    assert written.strip(".")
    assert code_from_path(unquote(written)) == code


def test_a_published_proof_is_taken() -> None:
    """A vector made with OpenSSL's command line."""
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    found = checked_init_data(VECTOR, "6100000001:AAE-a-token-for-a-vector", at)
    assert found is not None
    assert found.account == 42


VECTOR = (
    "query_id=AAE&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22%E8%8A%B3%22%7D&auth_da"
    "te=1772413200&hash=4a295cd0981ca0fb552f36b45c11db9f708dc1dbcc58ea1bf41ad9db837b1736"
)
