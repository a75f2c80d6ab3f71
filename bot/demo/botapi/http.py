"""The Bot API's two routes over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.demo.botapi import forms
from bot.demo.botapi.errors import ApiError, too_many
from bot.demo.botapi.faults import Fault

if TYPE_CHECKING:
    from bot.demo.botapi.server import BotApiServer


def routes(server: BotApiServer) -> list[Route]:
    """`/bot<token>/<method>` and `/file/bot<token>/<path>`."""
    api = Api(server)
    return [
        Route("/bot{token}/{method}", api.method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.download, methods=["GET"]),
    ]


class Api:
    """Handles requests, and injects faults where ordered."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server

    async def method(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            self._authorize(request)
            raw = await forms.read(request)
        except ApiError as refusal:
            return _refused(refusal)
        fault = self.server.faults.take(method, raw)
        if fault:
            return await self._failing(fault, request, method, raw)
        return await _while_connected(request, self._answer(method, raw))

    async def download(self, request: Request) -> Response:
        try:
            self._authorize(request)
        except ApiError as refusal:
            return _refused(refusal)
        stored = self.server.world.files.by_path.get(request.path_params["path"])
        if not stored:
            return _refused(ApiError(404, "Not Found: file not found"))
        return Response(stored.data, media_type="application/octet-stream")

    def _authorize(self, request: Request) -> None:
        if request.path_params["token"] != self.server.token:
            raise ApiError(401, "Unauthorized")

    async def _answer(self, method: str, raw: dict[str, Any]) -> Response:
        try:
            result = await self.server.dispatcher.call(method, raw)
        except ApiError as refusal:
            return _refused(refusal)
        return JSONResponse({"ok": True, "result": result})

    async def _failing(
        self, fault: Fault, request: Request, method: str, raw: dict[str, Any]
    ) -> Response:
        answer = await self._answer(method, raw) if fault.carried_out else None
        if not answer:
            self.server.dispatcher.record(method, raw, 0, description=str(fault.kind))
        if isinstance(fault.kind, int):
            return _refused(_status(fault))
        if fault.kind in ("hang", "hang_before"):
            await self.server.faults.hang()
        if fault.kind == "truncate" and answer:
            return Truncated(answer, lambda: self.server.hang_up(request, at_once=False))
        self.server.hang_up(request, at_once=True)
        await _gone(request.receive)
        return Response()


class Truncated(Response):
    """Announces the whole response and sends half of it."""

    def __init__(self, whole: Response, hang_up: Callable[[], None]) -> None:
        super().__init__(whole.body, headers=dict(whole.headers))
        self._hang_up = hang_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        half = bytes(self.body)[: len(self.body) // 2]
        await send(start)
        await send({"type": "http.response.body", "body": half, "more_body": True})
        self._hang_up()
        await _gone(receive)


async def _while_connected(request: Request, answering: Awaitable[Response]) -> Response:
    """End a long poll whose client went away, so that it does not look as if somebody polled."""
    answer = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(_gone(request.receive))
    await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if answer.done():
        return answer.result()
    answer.cancel()
    return Response()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _refused(refusal: ApiError) -> Response:
    headers = {"Retry-After": str(refusal.parameters.get("retry_after", ""))}
    kept = {k: v for k, v in headers.items() if v}
    return JSONResponse(refusal.to_json(), status_code=refusal.code, headers=kept)


def _status(fault: Fault) -> ApiError:
    code = int(fault.kind)
    if code == 429:
        return too_many(fault.retry_after)
    names = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
    return ApiError(code, names.get(code, "Bad Request: as ordered"))
