"""Sentences for a configuration that cannot be used; none of them repeats a value."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.errors import GridcallError

_WORDS = {
    "model_type": "must be a section with keys of its own",
    "tuple_type": "must be a list (in an environment variable: JSON, such as [1, 2])",
}


class ConfigError(GridcallError):
    """The configuration cannot be used; `str` says why in whole sentences."""


def sentences(model: type[BaseModel], error: ValidationError) -> str:
    """Say every mistake found, a line each."""
    details = error.errors(include_url=False, include_input=False)
    # A default that was built of a wrong key is no mistake of its own.
    told = (detail for detail in details if detail["type"] != "default_factory_not_called")
    return "\n".join(_sentence(model, detail) for detail in told)


def unknown(name: str, key: str, allowed: Iterable[str]) -> str:
    """Say that a key is unknown, what it may have been and what is allowed."""
    keys = list(allowed)
    close = get_close_matches(key.lower(), keys, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"Unknown key {name}.{hint} Allowed here: {', '.join(keys)}."


def _sentence(model: type[BaseModel], detail: ErrorDetails) -> str:
    where, name = detail["loc"], _dotted(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return unknown(name, str(where[-1]), _fields(_at(model, where[:-1])))
        case "missing":
            return f"Missing key {name}."
        case kind:
            return f"Wrong value for {name}: {_WORDS.get(kind, _plain(detail['msg']))}."


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should be", "must be")


def _dotted(where: tuple[int | str, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)
    return "".join(parts).lstrip(".")


def _at(model: type[BaseModel], where: tuple[int | str, ...]) -> type[BaseModel]:
    for part in where:
        if isinstance(part, str):
            model = next(_models(_fields(model)[part].annotation), model)
    return model


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
