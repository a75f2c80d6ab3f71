"""People, chats and messages as JSON for the chat page."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message, MessageButton, stamp
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.presses import Toast


def person(who: DemoPerson) -> dict[str, Any]:
    return {
        "id": who.id,
        "name": who.first_name,
        "language": who.language_code,
        "phone": who.phone,
        "started": who.private.bot_status == "member",
        "blocked": who.private.bot_status == "kicked",
    }


def chat(where: Chat, viewer: DemoPerson) -> dict[str, Any]:
    """One line of the chat list."""
    last = where.messages[-1] if where.messages else None
    return {
        "id": where.id,
        "title": viewer.world.bot.first_name if where is viewer.private else where.title,
        "kind": where.kind,
        "members": len(where.members) if isinstance(where, DemoGroup) else 2,
        "bot": where.bot_status or "left",
        "last": message(last, viewer) if last else None,
    }


def room(where: Chat, viewer: DemoPerson) -> dict[str, Any]:
    """A chat with everything in it."""
    return {
        "chat": chat(where, viewer),
        "messages": [message(m, viewer) for m in where.messages],
        "keyboard": where.keyboard if where is viewer.private else None,
        "menu": viewer.world.menus.seen_by(viewer, where),
    }


def message(said: Message, viewer: DemoPerson) -> dict[str, Any]:
    return {
        "id": said.id,
        "at": stamp(said.date),
        "sender": _sender(said, viewer),
        "text": said.text,
        "entities": said.entities,
        "buttons": [[_button(b) for b in row] for row in said.buttons],
        "force_reply": "force_reply" in (said.markup or {}),
        "reply_to": _quoted(said.reply_to) if said.reply_to else None,
        "media": _media(said),
        "album": said.media_group_id,
        "contact": said.contact,
        "service": said.service or None,
        "edited": said.edited,
        "silent": said.silent,
    }


def toast(answer: Toast | None) -> dict[str, Any]:
    """The answer to a press; `toast` is null where none came in time."""
    if not answer:
        return {"toast": None}
    told = {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}
    return {"toast": told}


def _sender(said: Message, viewer: DemoPerson) -> dict[str, Any]:
    if said.sender_chat or not said.sender:
        return {"id": None, "name": (said.sender_chat or said.chat).title, "kind": "chat"}
    kind = "bot" if said.sender.is_bot else "me" if said.sender is viewer else "person"
    return {"id": said.sender.id, "name": said.sender.first_name, "kind": kind}


def _button(button: MessageButton) -> dict[str, str]:
    where = "url" if button.target.startswith("http") else "data"
    told = {"text": button.text, where: button.target}
    if button.copy:
        return {"text": button.text, "copy": button.copy}
    return told | ({"style": button.style} if button.style else {})


def _quoted(said: Message) -> dict[str, Any]:
    name = said.sender.first_name if said.sender else said.chat.title
    kind = said.media.kind if said.media else None
    return {"id": said.id, "name": name, "text": said.text[:80], "media": kind}


def _media(said: Message) -> dict[str, Any] | None:
    if not said.media:
        return None
    stored = said.media.file
    told = {"kind": said.media.kind, "name": stored.name, "size": len(stored.data)}
    shown = {"emoji": said.media.emoji, "seconds": said.media.seconds}
    return told | shown | {"url": f"/demo/api/files/{stored.file_id}"}
