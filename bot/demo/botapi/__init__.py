"""An embedded stand-in for Telegram's Bot API: a world of people and groups, served over HTTP."""

from bot.demo.botapi.limits import ServerLimits
from bot.demo.botapi.server import TOKEN, BotApiServer
from bot.demo.botapi.speaking import NotPossible
from bot.demo.botapi.world import World

__all__ = ["TOKEN", "BotApiServer", "NotPossible", "ServerLimits", "World"]
