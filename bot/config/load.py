"""From a path to a `Config`, or to sentences that say why not."""

from pathlib import Path

from pydantic import ValidationError

from bot.config.model import SQLITE, Config
from bot.config.refusal import ConfigError, mistakes
from bot.config.sources import read, strangers


def load_config(path: Path | str) -> Config:
    """Read the file, let the environment override it, anchor its paths beside it."""
    file = Path(path).absolute()
    found = read(file)
    if unknown := list(strangers(Config.model_fields)):
        raise ConfigError(*unknown)
    try:
        config = Config(**found)
    except ValidationError as error:
        # Not chained: pydantic keeps the input, and the input may be the token.
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
