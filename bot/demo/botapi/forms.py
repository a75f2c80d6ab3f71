"""Reading a request's parameters: query, JSON, urlencoded and multipart forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.demo.botapi.errors import bad
from bot.demo.botapi.validate import Upload

UPLOAD_LIMIT = 50 * 1024 * 1024


async def read(request: Request) -> dict[str, Any]:
    """All parameters by name; files as uploads."""
    params: dict[str, Any] = dict(request.query_params)
    body = await _body(request)
    kind = request.headers.get("content-type", "")
    if body and kind.startswith("application/json"):
        params |= _json(body)
    elif body and kind.startswith("multipart/form-data"):
        params |= dict(multipart(kind, body))
    elif body:
        params |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return params


async def _body(request: Request) -> bytes:
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > UPLOAD_LIMIT:
            raise bad("request entity too large")
    return bytes(chunks)


def _json(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise bad("can't parse JSON object in the request")
    return parsed


def multipart(content_type: str, body: bytes) -> Iterator[tuple[str, str | Upload]]:
    """The parts of a multipart form."""
    boundary = str(_header("content-type", content_type).get_param("boundary", ""))
    for piece in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, data = piece.partition(b"\r\n\r\n")
        yield _part(head.decode(), data)


def _part(head: str, data: bytes) -> tuple[str, str | Upload]:
    headers = dict(_headers(head))
    told = _header("content-disposition", headers.get("content-disposition", ""))
    name = str(told.get_param("name", "", header="content-disposition"))
    filename = told.get_filename()
    if filename is None:
        return name, data.decode()
    return name, Upload(filename, data, headers.get("content-type", "application/octet-stream"))


def _headers(head: str) -> Iterator[tuple[str, str]]:
    for line in head.strip().split("\r\n"):
        key, _, value = line.partition(":")
        yield key.strip().lower(), value.strip()


def _header(name: str, value: str) -> Message:
    message = Message()
    message[name] = value
    return message
