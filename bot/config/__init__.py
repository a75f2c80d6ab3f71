"""What an installation sets: one file, every key of which the environment can override."""

from bot.config.ladder import Quiet, Repeat, Rung, Step
from bot.config.load import load_config
from bot.config.model import Config, Tier
from bot.config.refusal import ConfigError

__all__ = ["Config", "ConfigError", "Quiet", "Repeat", "Rung", "Step", "Tier", "load_config"]
