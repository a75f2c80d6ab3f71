"""The settings of an installation: one file, every key of which the environment can override."""

from bot.config.ladder import Quiet, Repeat, Rung, StepSettings
from bot.config.load import load_config
from bot.config.model import Config, Telegram, TierSettings
from bot.config.refusal import ConfigError, SettingsMistake, mistakes

__all__ = [
    "Config",
    "ConfigError",
    "Quiet",
    "Repeat",
    "Rung",
    "SettingsMistake",
    "StepSettings",
    "Telegram",
    "TierSettings",
    "load_config",
    "mistakes",
]
