"""Error messages for unusable settings; none contains a secret.

English texts are the keys of their translations; the command line translates them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.errors import N_, GridcallError

_SECRET = {"token", "url", "base_url"}
"""Keys whose values are never shown: they are, or may by mistake contain, a token or a password."""
_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{8,}")
_LONGEST = 60

_WORDS = {
    "model_type": N_("must be a section with keys of its own"),
    "tuple_type": N_("must be a list (in an environment variable: JSON, such as [1, 2])"),
    "literal_error": N_("must be one of: {expected}"),
    "greater_than": N_("must be greater than {gt}"),
    "greater_than_equal": N_("must be at least {ge}"),
    "less_than_equal": N_("must be at most {le}"),
    "int_type": N_("must be a whole number"),
    "int_parsing": N_("must be a whole number"),
    "int_from_float": N_("must be a whole number"),
    "float_type": N_("must be a number"),
    "float_parsing": N_("must be a number"),
    "finite_number": N_("must be a number"),
    "string_type": N_("must be text in quotation marks"),
    "string_too_short": N_("must not be empty"),
    "string_too_long": N_("must have at most {max_length} characters"),
    "path_type": N_("must be the name of a file"),
    "string_pattern_mismatch": N_("must be small Latin letters, digits and _"),
}


@dataclass(frozen=True, slots=True)
class SettingsMistake:
    """One mistake; `why` is a text of its own inserted into `text`."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    why: "SettingsMistake | None" = None

    def __str__(self) -> str:
        """In English."""
        inner = {} if self.why is None else {"why": str(self.why)}
        return self.text.format(**self.facts, **inner) if self.facts or inner else self.text


class ConfigError(GridcallError):
    """Unusable settings; `str` gives the reasons in sentences, one a line."""

    def __init__(self, *mistakes: SettingsMistake) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def mistakes(model: type[BaseModel], error: ValidationError) -> list[SettingsMistake]:
    """All mistakes found."""
    details = error.errors(include_url=False)
    # A default derived from a wrong key is no mistake of its own.
    told = (detail for detail in details if detail["type"] != "default_factory_not_called")
    return [_mistake(model, detail) for detail in told]


def unknown(name: str, key: str, allowed: Iterable[str]) -> SettingsMistake:
    """The mistake of an unknown key: what may have been meant, and what is allowed."""
    keys = list(allowed)
    facts = {"name": name, "allowed": ", ".join(keys)}
    close = get_close_matches(key.lower(), keys, n=1)
    if not close:
        return SettingsMistake(N_("Unknown key {name}. Allowed here: {allowed}."), facts)
    text = N_("Unknown key {name}. Did you mean {close}? Allowed here: {allowed}.")
    return SettingsMistake(text, facts | {"close": close[0]})


def _mistake(model: type[BaseModel], detail: ErrorDetails) -> SettingsMistake:
    where, name = detail["loc"], _dotted(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return unknown(name, str(where[-1]), _fields(_at(model, where[:-1])))
        case "missing":
            return SettingsMistake(N_("Missing key {name}."), {"name": name})
    value = _shown(detail)
    if value is None:
        return SettingsMistake(N_("Wrong value for {name}: {why}."), {"name": name}, _why(detail))
    text = N_("Wrong value for {name}: {why}. It is “{value}”.")
    return SettingsMistake(text, {"name": name, "value": value}, _why(detail))


def _why(detail: ErrorDetails) -> SettingsMistake:
    facts = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        facts = {"expected": ", ".join(re.findall(r"'([^']*)'", str(facts["expected"])))}
    if detail["type"] in _WORDS:
        return SettingsMistake(
            _WORDS[detail["type"]], {key: _plain(it) for key, it in facts.items()}
        )
    if isinstance(told := facts.get("error"), WrongValue):
        return SettingsMistake(told.text, told.facts)
    return SettingsMistake(detail["msg"].replace("Input should be", "must be"))


def _plain(value: object) -> object:
    """0 for 0.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(detail: ErrorDetails) -> str | None:
    """The value, if it is simple and no secret."""
    value, names = detail["input"], {str(part) for part in detail["loc"]}
    plain = isinstance(value, str | int | float) and detail["type"] != "model_type"
    if names & _SECRET or not plain:
        return None
    shown = str(value)
    return None if _TOKEN.search(shown) or len(shown) > _LONGEST else shown


class WrongValue(ValueError):
    """A value that is not allowed; gives the reason as a text of the catalogue."""

    def __init__(self, text: str, **facts: object) -> None:
        super().__init__(text)
        self.text = text
        self.facts = facts


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
