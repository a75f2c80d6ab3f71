"""The API with which the chat page acts as the people of a world.

`BotApiServer(world, more_routes=console_routes(world))` serves it under `/demo/api/`.
"""

from bot.demo.botapi.console.guard import guarded
from bot.demo.botapi.console.routes import console_routes

__all__ = ["console_routes", "guarded"]
