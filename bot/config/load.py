"""Loads a `Config` from a path; errors are sentences."""

from pathlib import Path

from pydantic import ValidationError

from bot.config.model import SQLITE, Config
from bot.config.refusal import ConfigError, mistakes
from bot.config.sources import read_sources, strangers


def load_config(path: Path | str) -> Config:
    """Read the file, apply the environment, and resolve relative paths from the file's folder.

    Raises ConfigError.
    """
    file = Path(path).absolute()
    found = read_sources(file)
    if unknown := list(strangers(Config.model_fields)):
        raise ConfigError(*unknown)
    try:
        config = Config(**found)
    except ValidationError as error:
        # Not chained: pydantic's error contains the input, which may be the token.
        raise ConfigError(*mistakes(Config, error)) from None
    return _anchored(config, file.parent)


def _anchored(config: Config, folder: Path) -> Config:
    telegram, database = config.telegram, config.database
    if telegram.token_file:
        token_file = folder / telegram.token_file.expanduser()
        telegram = telegram.model_copy(update={"token_file": token_file})
    if database.file:
        url = f"{SQLITE}{folder / database.file.expanduser()}"
        database = database.model_copy(update={"url": url})
    return config.model_copy(update={"telegram": telegram, "database": database})
