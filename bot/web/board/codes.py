"""Codes of units in addresses of pages. A code is any text: it may hold / # ? % or be `..`."""

from __future__ import annotations

import base64
import re
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request

_MARK = "="
_LONGEST = 200
_ASCII = re.compile(r"[\x00-\x7f]+")


def code_in_path(code: str) -> str:
    """A code as one segment of a path. What browsers or proxies would take for more than one
    segment, or for none, is written as = and base64."""
    if "/" in code or "\\" in code or not code.strip(".") or code.startswith(_MARK):
        return _MARK + base64.urlsafe_b64encode(code.encode()).decode().rstrip("=")
    return _ASCII.sub(lambda found: quote(found[0], safe=""), code)  # browsers write the rest


def code_from_path(segment: str) -> str | None:
    """The code that a segment stands for; None for what no link of ours leads to."""
    if len(segment) > 4 * _LONGEST:
        return None
    code = _decoded(segment[1:]) if segment.startswith(_MARK) else segment
    return code if code is not None and len(code) <= _LONGEST else None


def _decoded(written: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
    except ValueError:
        return None


def asked_code(request: Request) -> str:
    """The code that a path asks for, "" for none. Raises HTTPException."""
    code = code_from_path(str(request.path_params.get("code", "")))
    if code is None or "\0" in code:
        raise HTTPException(404)
    return code


def unit_path(code: str) -> str:
    """The address of a unit's page."""
    return f"/u/{code_in_path(code)}"


def instruction_path(number: int | None, code: str = "") -> str:
    """The address of an instruction's page, at a unit."""
    return f"/i/{number}" + (f"/{code_in_path(code)}" if code else "")
