"""An aiohttp transport for python-telegram-bot.

URLs contain the token: none is logged or raised.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.errors import GridcallError

LOOPBACK = ("127.0.0.1", "::1", "localhost")
JSON = "application/json"
READ_BY_PTB = (400, 401, 403, 404, 409)
"""HTTP statuses whose meaning python-telegram-bot reads from the response."""
_CONNECT = 5.0
_KEPT_OPEN = 20.0
_PATIENCE = 5.0
_MOST_ERROR_BYTES = 1 << 16
_TOO_LARGE = 413
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class NotSent(NetworkError):
    """The request has not reached Telegram."""


class AnswerLost(NetworkError):
    """The request may have reached Telegram, but no readable response came."""


class TooMany(TelegramError):
    """Telegram answered 429; `after`: seconds to wait."""

    def __init__(self, after: float) -> None:
        super().__init__(f"too many requests, wait {after:g} s")
        self.after = after


class TooLarge(GridcallError):
    """A file is larger than the limit."""


@dataclass(frozen=True, slots=True)
class JsonParameters:
    """A method's parameters where no file is uploaded."""

    parameters: dict[str, Any]
    contains_files = False


class AiohttpRequest(BaseRequest):
    """A connection pool. `pool_wait`: seconds a request may wait for a free connection."""

    def __init__(
        self,
        connections: int,
        proxy: str | None = None,
        pool_wait: float = _CONNECT,
        waits: Waits = DEFAULT_WAITS,
    ) -> None:
        self._connections = connections
        self._proxy = proxy
        self._pool_wait = pool_wait
        self._answer = waits.answer
        self._upload = waits.upload
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._answer

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=_KEPT_OPEN, ttl_dns_cache=60
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        read = _given(read_timeout, self._answer)
        if request_data is not None and request_data.contains_files:
            read = max(read, self._upload)
        return _checked(*await self._ask(url, method, _body(request_data), read))

    async def post_json(self, url: str, facts: dict[str, Any]) -> Any:
        """As `post`, with JSON parameters."""
        return await self.post(url, JsonParameters(facts))  # type: ignore[arg-type]

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As in the base class, but an unreadable response is not logged.

        Invalid UTF-8 becomes U+FFFD: forged callback data may hold any bytes, and Telegram passes
        them on.
        """
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise AnswerLost("unreadable answer") from None

    async def fetch(self, url: str, most: int) -> bytes:
        """Download a file of at most `most` bytes. Raises TooLarge as soon as there are more."""
        trouble: NetworkError
        try:
            async with self._open(url, "GET", None, self._upload) as answer:
                if answer.status != 200:
                    _checked(answer.status, await answer.content.read(_MOST_ERROR_BYTES))
                    raise BadRequest(f"HTTP {answer.status}")
                return await _limited(answer, most)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            trouble = _trouble(error)
        raise trouble

    async def _ask(self, url: str, method: str, body: Any, read: float) -> tuple[int, bytes]:
        trouble: NetworkError
        try:
            async with self._open(url, method, body, read) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            trouble = _trouble(error)
        # outside the handler: aiohttp's error, which would be chained, contains the URL
        raise trouble

    def _open(self, url: str, method: str, body: Any, read: float) -> Any:
        if self._session is None:
            raise NotSent("the connections are closed")
        return self._session.request(
            method,
            url,
            data=body,
            headers={"Content-Type": JSON} if isinstance(body, bytes) else None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(
                total=None,
                connect=self._pool_wait + _CONNECT,
                sock_connect=_CONNECT,
                sock_read=read,
            ),
            proxy=self._proxy,
        )


def proxy_for(url: str) -> str | None:
    """The proxy the environment names for a server; None for this machine itself."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


def _given(timeout: Any, default: float) -> float:
    """The timeout, or `default` for PTB's "not given" marker, which is neither a
    number nor None."""
    return float(timeout) if isinstance(timeout, int | float) else default


def _body(data: RequestData | JsonParameters | None) -> bytes | aiohttp.FormData | None:
    if data is None or not data.parameters:
        return None
    if isinstance(data, JsonParameters) or not data.contains_files:
        # JSON is shorter than a form, where Chinese is percent-encoded.
        return _json(data.parameters).encode()
    form = aiohttp.FormData(quote_fields=False)  # file names may be Chinese
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _checked(status: int, payload: bytes) -> tuple[int, bytes]:
    """Return responses PTB can interpret; raise our own errors for the others."""
    if 200 <= status < 300:
        return status, payload
    if status == 429:
        raise TooMany(_retry_after(payload))
    if status >= 500:
        raise AnswerLost(f"HTTP {status}")
    if status != _TOO_LARGE and not _by_telegram(payload):
        raise NotSent(f"HTTP {status}, from a machine in between")
    if status in READ_BY_PTB:
        return status, payload
    raise BadRequest(f"HTTP {status}")


def _by_telegram(payload: bytes) -> bool:
    """Whether Telegram itself refused, and not a proxy or filter on the way."""
    try:
        said = json.loads(payload)
    except ValueError:
        return False
    return isinstance(said, dict) and "ok" in said


def _retry_after(payload: bytes) -> float:
    try:
        return max(1.0, float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return _PATIENCE


def _trouble(error: Exception) -> NetworkError:
    never_left = (
        aiohttp.ClientConnectorError,
        aiohttp.ConnectionTimeoutError,
        aiohttp.ClientHttpProxyError,
        aiohttp.InvalidURL,
    )
    kind = NotSent if isinstance(error, never_left) else AnswerLost
    return kind(type(error).__name__)


async def _limited(answer: aiohttp.ClientResponse, most: int) -> bytes:
    found = bytearray()
    async for piece in answer.content.iter_chunked(1 << 16):
        found += piece
        if len(found) > most:
            raise TooLarge
    return bytes(found)
