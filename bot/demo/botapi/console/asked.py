"""Who and what a request of the console is about, and how it is told that it cannot be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.console.guard import guarded
from bot.demo.botapi.errors import ApiError
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.speaking import NotPossible
from bot.demo.botapi.world import World

Handler = Callable[[Request], Awaitable[Response]]


class Missing(Exception):
    """Nobody and nothing of that id."""


class Desk:
    """What reading and acting have in common."""

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, request: Request) -> DemoPerson:
        """Whose eyes and hands the page lends."""
        found = self.world.people.get(request.path_params["person"])
        if not found:
            raise Missing("no such person")
        return found

    def chat(self, request: Request, viewer: DemoPerson) -> Chat:
        """The chat, if the person sees it."""
        wanted = request.path_params["chat"]
        found = next((c for c in viewer.chats if str(c.id) == wanted), None)
        if not found:
            raise Missing("no such chat")
        return found


def message_of(chat: Chat, message_id: Any) -> Message:
    """A message that still stands."""
    found = chat.find(message_id)
    if not found:
        raise NotPossible("that message is gone")
    return found


def safely(do: Handler) -> Handler:
    """Guarded, and with what went wrong told as JSON."""

    async def endpoint(request: Request) -> Response:
        try:
            return await do(request)
        except Missing as missing:
            return JSONResponse({"error": str(missing)}, status_code=404)
        except (NotPossible, LookupError, ValueError, TypeError, ApiError) as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=409)

    return guarded(endpoint)
