"""What the chat page shows."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.console import telling
from bot.demo.botapi.console.asked import Desk, Missing
from bot.demo.botapi.console.events import stream


class PersonalView(Desk):
    """The world through one person's eyes."""

    async def people(self, _: Request) -> Response:
        return JSONResponse([telling.person(p) for p in self.world.people.values()])

    async def chats(self, request: Request) -> Response:
        viewer = self.person(request)
        newest = sorted(viewer.chats, key=_last_said, reverse=True)
        return JSONResponse([telling.chat(c, viewer) for c in newest])

    async def messages(self, request: Request) -> Response:
        viewer = self.person(request)
        return JSONResponse(telling.room(self.chat(request, viewer), viewer))

    async def events(self, request: Request) -> Response:
        return StreamingResponse(stream(self.person(request)), media_type="text/event-stream")

    async def file(self, request: Request) -> Response:
        stored = self.world.files.by_id.get(request.path_params["file"])
        if not stored:
            raise Missing("no such file")
        # Whatever somebody uploaded, it is never shown as a page of ours.
        kind = "image/jpeg" if stored.kind == "photo" else "application/octet-stream"
        return Response(stored.data, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})


def _last_said(chat: Chat) -> float:
    return chat.last.date.timestamp() if chat.messages else 0
