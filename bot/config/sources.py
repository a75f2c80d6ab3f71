"""The file and the environment, before anything is checked."""

import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from bot.config.refusal import ConfigError, unknown

PREFIX = "GRIDCALL_"


class Environment(EnvSettingsSource):
    """What is no JSON is kept as written, so that the check names the key."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Decode JSON where it is JSON."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value


def read(path: Path) -> dict[str, Any]:
    """Read the file as TOML; Windows editors' byte order mark is forgiven."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file {path}.") from None
    except OSError as error:
        raise ConfigError(f"Cannot read {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None


def strangers(sections: Iterable[str]) -> Iterator[str]:
    """Name the variables with our prefix and no key of ours; pydantic would pass over them."""
    allowed = list(sections)
    for name in os.environ:
        section = name.upper().removeprefix(PREFIX).split("__")[0].lower()
        if name.upper().startswith(PREFIX) and section not in allowed:
            yield unknown(name, section, allowed)
