"""What others on this machine may ask: is it well, and what do the figures say."""

from bot.web.health import Health
from bot.web.server import Web

__all__ = ["Health", "Web"]
