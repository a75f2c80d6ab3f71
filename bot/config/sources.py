"""The file and the environment before validation."""

import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from bot.config.refusal import ConfigError, SettingsMistake, unknown
from bot.errors import N_

PREFIX = "GRIDCALL_"


class Environment(EnvSettingsSource):
    """Keeps values that are no JSON as written, so that validation names the key."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Decode JSON where possible."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value


def read_sources(path: Path) -> dict[str, Any]:
    """Read the file as TOML, ignoring a byte order mark."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        text = N_("There is no configuration file {path}. `gridcall init` makes one.")
        raise ConfigError(SettingsMistake(text, {"path": path})) from None
    except OSError as error:
        raise ConfigError(not_read(path, error)) from None
    except UnicodeDecodeError:
        text = N_("{path} is not UTF-8 text. Please save it as UTF-8.")
        raise ConfigError(SettingsMistake(text, {"path": path})) from None
    except tomllib.TOMLDecodeError as error:
        text = N_("{path} is not valid TOML: {error}.")
        raise ConfigError(SettingsMistake(text, {"path": path, "error": error})) from None


def not_read(path: Path, error: OSError) -> SettingsMistake:
    """The mistake of a file that is missing or unreadable."""
    return SettingsMistake(
        N_("Cannot read {path}: {error}."), {"path": path, "error": error.strerror}
    )


def strangers(sections: Iterable[str]) -> Iterator[SettingsMistake]:
    """The variables with our prefix but no key of ours, which pydantic would ignore."""
    allowed = list(sections)
    for name in os.environ:
        section = name.upper().removeprefix(PREFIX).split("__")[0].lower()
        if name.upper().startswith(PREFIX) and section not in allowed:
            yield unknown(name, section, allowed)
