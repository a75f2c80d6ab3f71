"""What a message of the bot's carries (`args`): one type for each kind of message.

Values are checked when a row is written and when it is read. A field that older versions did not
write needs a default; one they wrote and nobody needs any more stays, marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

A = TypeVar("A", bound="Args")
_TYPES: dict[str, type[Args]] = {}


class ArgsError(ValueError):
    """What a message carries does not fit its kind; names the kind and the field."""


class Args:
    """Base of the types: frozen dataclasses, each with the `kind` of message that carries it."""

    kind: ClassVar[str] = ""
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        strict=True, extra="forbid", revalidate_instances="always"
    )

    def __init_subclass__(cls, *, kind: str | None = None) -> None:
        """Register the type for its kind; a type without one is a base of others."""
        super().__init_subclass__()
        if kind is None:
            return
        if kind in _TYPES:
            raise TypeError(f"two types for messages of kind {kind}")
        cls.kind, _TYPES[kind] = kind, cls


def args_types() -> Mapping[str, type[Args]]:
    """The types by kind."""
    return dict(_TYPES)


def encode(args: Args) -> str:
    """As stored in the row; fields that have their default are left out. Raises ArgsError."""
    adapter = _adapter(args.kind)
    try:
        return adapter.dump_json(adapter.validate_python(args), exclude_defaults=True).decode()
    except ValidationError as error:
        raise _refused(args.kind, error) from None


def decode(kind: str, stored: str) -> Args:
    """From a row. Raises ArgsError."""
    try:
        found: Args = _adapter(kind).validate_json(stored)
    except ValidationError as error:
        raise _refused(kind, error) from None
    return found


def decode_as(wanted: type[A], kind: str, stored: str) -> A:
    """As `decode`, for readers of one type of messages."""
    found = decode(kind, stored)
    if not isinstance(found, wanted):
        raise ArgsError(f"{kind}: carries {type(found).__name__}, not {wanted.__name__}")
    return found


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    if kind not in _TYPES:
        raise ArgsError(f"{kind}: no such kind of message")
    return TypeAdapter(_TYPES[kind])


def _refused(kind: str, error: ValidationError) -> ArgsError:
    """Without the values: they may be somebody's words."""
    wrong = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return ArgsError(f"{kind}: {'; '.join(wrong)}")
