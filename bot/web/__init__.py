"""HTTP endpoints for this machine: health and metrics."""

from bot.web.health import Health
from bot.web.server import Web

__all__ = ["Health", "Web"]
