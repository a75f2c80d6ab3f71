"""Resolves the person and chat of a console request, and reports errors as JSON."""

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
    """Nothing has that id."""


class Desk:
    """Common base of reading and acting."""

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, request: Request) -> DemoPerson:
        """The person the page acts as."""
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
    """The handler, guarded, with errors returned as JSON."""

    async def endpoint(request: Request) -> Response:
        try:
            return await do(request)
        except Missing as missing:
            return JSONResponse({"error": str(missing)}, status_code=404)
        except (NotPossible, LookupError, ValueError, TypeError, ApiError) as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=409)

    return guarded(endpoint)
