"""Validates requests, responses and updates against the table of facts.

Every check takes a value and the list of type names the table allows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.facts import facts

ARRAY = "Array of "


class Violation(Exception):
    """A request or response does not agree with the table."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"


def request(method: str, raw: dict[str, Any]) -> dict[str, Any]:
    """The parameters in their types; raises Violation."""
    fields = facts()["methods"][method]["params"]
    attached = {k: v for k, v in raw.items() if isinstance(v, Upload) and k not in fields}
    params = {k: _typed(v, _types(fields, k)) for k, v in raw.items() if k not in attached}
    if problems := list(_against(params, fields, method)):
        raise Violation("; ".join(problems))
    return params | attached


def answer(method: str, result: Any) -> None:
    """Raises Violation unless the result is what the method returns."""
    _require(result, facts()["methods"][method]["returns"], method)


def obj(value: Any, name: str) -> None:
    """Raises Violation unless the value is an object of that name."""
    _require(value, [name], name)


def _require(value: Any, types: list[str], where: str) -> None:
    if problems := _problems(value, types, where):
        raise Violation("; ".join(problems))


def _types(fields: dict[str, Any], key: str) -> list[str]:
    return list(fields[key]["types"]) if key in fields else []


def _typed(value: Any, types: list[str]) -> Any:
    """Forms carry text only: parse it as the first possible type."""
    if not isinstance(value, str):
        return value
    for name in types:
        read = _read(value, name)
        if read is not None:
            return read
    return value


def _read(text: str, name: str) -> Any:
    if name == "Integer":
        return int(text) if text.lstrip("-").isdecimal() else None
    if name == "Boolean":
        return {"true": True, "false": False}.get(text.lower())
    if name in ("String", "InputFile"):
        return text if name == "String" else None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _problems(value: Any, types: list[str], where: str) -> list[str]:
    """Why the value is none of the types; empty when it is one."""
    inner = [name.removeprefix(ARRAY) for name in types if name.startswith(ARRAY)]
    if inner and isinstance(value, list):
        return _problems_in_array(value, inner, where)
    reasons: list[list[str]] = []
    for name in types:
        found = list(_problems_as(value, name, where))
        if not found:
            return []
        reasons.append(found)
    # The deepest complaint is about the type that was meant.
    return max(reasons, key=lambda found: max(map(len, found)), default=[f"{where}: unknown"])


def _problems_as(value: Any, name: str, where: str) -> Iterator[str]:
    if name.startswith(ARRAY):
        yield f"{where}: not an array"
    elif name in _SCALARS:
        if not _SCALARS[name](value):
            yield f"{where}: not {name}"
    elif name not in facts()["objects"]:
        yield f"{where}: {name} is not played here"
    else:
        yield from _problems_in_object(value, facts()["objects"][name], where)


def _problems_in_array(items: list[Any], types: list[str], where: str) -> list[str]:
    """An array may mix the types it is allowed."""
    found = (_problems(item, types, f"{where}[{n}]") for n, item in enumerate(items))
    return [problem for problems in found for problem in problems]


def _problems_in_object(value: Any, entry: dict[str, Any], where: str) -> Iterator[str]:
    if "subtypes" in entry:  # one of them may be a plain text
        yield from _problems(value, entry["subtypes"], where)
    elif not isinstance(value, dict):
        yield f"{where}: not an object"
    else:
        yield from _against(value, entry["fields"], where)


def _against(value: dict[str, Any], fields: dict[str, Any], where: str) -> Iterator[str]:
    for key, item in value.items():
        if key not in fields:
            yield f"{where}.{key}: unknown"
        else:
            yield from _problems_in_field(item, fields[key], f"{where}.{key}")
    yield from (
        f"{where}.{k}: missing" for k, f in fields.items() if f["required"] and k not in value
    )


def _problems_in_field(value: Any, fact: dict[str, Any], where: str) -> Iterator[str]:
    yield from _problems(value, fact["types"], where)
    if "always" in fact and value != fact["always"]:
        yield f"{where}: not {fact['always']}"
    if "one_of" in fact and value not in fact["one_of"]:
        yield f"{where}: none of the known"


_SCALARS = {
    "Integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "Float": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "Boolean": lambda v: isinstance(v, bool),
    "String": lambda v: isinstance(v, str),
    "InputFile": lambda v: isinstance(v, Upload),
}
