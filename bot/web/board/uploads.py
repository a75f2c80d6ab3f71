"""Forms that carry a file."""

from __future__ import annotations

import re

from starlette.requests import ClientDisconnect, Request

from bot.web.board.visiting import Forged, Form, read_fields, storable

_BOUNDARY = re.compile(r'multipart/form-data\s*;.*\bboundary="?([^\s";]{1,100})"?', re.IGNORECASE)
_NAME = re.compile(rb'\bname="([^"\r\n]{1,40})"')
_FILE = re.compile(rb"\bfilename=")
_PARTS = 40


async def read_upload(request: Request) -> tuple[Form, bytes | None]:
    """The fields of a form, and the content of its file, if any. Raises Forged."""
    found = _BOUNDARY.match(request.headers.get("content-type", ""))
    if found is None:
        return await read_fields(request), None
    try:
        body = await request.body()
    except ClientDisconnect as error:
        raise Forged from error
    return parts_of_form(body, found[1])


def parts_of_form(body: bytes, boundary: str) -> tuple[Form, bytes | None]:
    """The parts of a multipart form: its fields, and its file. Raises Forged."""
    fields: Form = {}
    sent: bytes | None = None
    first, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if first or not parts or not parts[-1].startswith(b"--") or len(parts) > _PARTS:
        raise Forged
    for part in parts[:-1]:
        head, split, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not split or name is None:
            raise Forged
        if _FILE.search(head):
            sent = content
            continue
        try:
            fields.setdefault(name[1].decode(), []).append(storable(content.decode()))
        except UnicodeDecodeError:
            raise Forged from None
    return fields, sent
