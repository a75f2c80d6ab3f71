"""Actions of the chat page in a person's name."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.demo.botapi import forms
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.console import telling
from bot.demo.botapi.console.asked import Desk, message_of
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.speaking import NotPossible
from bot.demo.botapi.validate import Upload

# Seconds the page waits for the answer to a press.
PATIENCE = 3.0


class Acting(Desk):
    """Performs a person's actions."""

    async def send(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        chat = self.chat(request, actor)
        return _told(actor.send(chat, str(said["text"]), reply_to=_answered(chat, said)), actor)

    async def sticker(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        chat = self.chat(request, actor)
        return _told(actor.send_sticker(chat, _answered(chat, said), str(said["emoji"])), actor)

    async def voice(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        chat = self.chat(request, actor)
        return _told(actor.send_voice(chat, _answered(chat, said)), actor)

    async def edit(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        message = message_of(self.chat(request, actor), said["message_id"])
        actor.edit(message, str(said["text"]))
        return _told(message, actor)

    async def upload(self, request: Request) -> Response:
        actor, form = self.person(request), await forms.read(request)
        chat, caption = self.chat(request, actor), form.get("caption")
        more = {"caption": caption, "reply_to": _answered(chat, form)}
        photo, file = form.get("photo"), form.get("document")
        if isinstance(photo, Upload):
            return _told(actor.send_photo(chat, photo.name, photo.data, **more), actor)
        if not isinstance(file, Upload):
            raise NotPossible("neither photo nor document in the form")
        return _told(actor.send_document(chat, file.name, file.data, file.mime, **more), actor)

    async def press(self, request: Request) -> Response:
        actor, wanted = self.person(request), await request.json()
        message = message_of(self.chat(request, actor), wanted["message_id"])
        press = actor.press(message, wanted["data"])
        with contextlib.suppress(TimeoutError):
            await self.world.until(lambda: press.answer, PATIENCE)
        return JSONResponse(telling.toast(press.answer))

    async def start(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        return _told(actor.start(str(said.get("payload", ""))), actor)

    async def follow(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        return _told(actor.follow(str(said["url"])), actor)

    async def contact(self, request: Request) -> Response:
        actor = self.person(request)
        return _told(actor.share_contact(), actor)

    async def users(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        picked = [self.world.people[int(each)] for each in said["users"]]
        return _told(actor.share_users(*picked), actor)

    async def group(self, request: Request) -> Response:
        actor, said = self.person(request), await request.json()
        group = self.world.chats.get(int(said["group"]))
        if not isinstance(group, DemoGroup):
            raise NotPossible("no such group")
        return _told(actor.share_chat(group), actor)

    async def block(self, request: Request) -> Response:
        actor = self.person(request)
        actor.block()
        return JSONResponse(telling.person(actor))

    async def unblock(self, request: Request) -> Response:
        actor = self.person(request)
        actor.unblock()
        return JSONResponse(telling.person(actor))


def _answered(chat: Chat, said: Mapping[str, Any]) -> Message | None:
    """The message this one answers, if any."""
    return message_of(chat, int(said["reply_to"])) if said.get("reply_to") else None


def _told(message: Message, actor: DemoPerson) -> Response:
    return JSONResponse(telling.message(message, actor))
