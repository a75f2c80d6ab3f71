"""Updates as Telegram would bring them."""

from __future__ import annotations

from typing import Any

_AT = 1772413200
"""Some second on the second of March 2026."""

_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""The rights Telegram lists for an administrator."""


def chat(chat_id: int) -> dict[str, Any]:
    """A private chat, or a group where the id is negative."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "某人"}
    return {"id": chat_id, "type": "supergroup", "title": f"群{-chat_id}"}


def user(telegram_id: int) -> dict[str, Any]:
    """A user; with id 0 an anonymous administrator's stand-in."""
    return {"id": telegram_id, "is_bot": False, "first_name": "某人", "language_code": "zh-hans"}


def press(who: int, where: int, number: int, data: str) -> dict[str, Any]:
    """A button with this data, on the message of that number."""
    message = {"message_id": number, "date": _AT, "chat": chat(where), "text": "…"}
    query = {"id": "7", "from": user(who), "chat_instance": "1", "data": data, "message": message}
    return {"callback_query": query}


def says(who: int, where: int, text: str | None = None, **more: Any) -> dict[str, Any]:
    """A message; `to`: the number of the message it replies to."""
    message = {"message_id": 9_000_000, "date": _AT, "chat": chat(where), "from": user(who)}
    to = more.pop("to", None)
    if to is not None:
        message["reply_to_message"] = {"message_id": to, "date": _AT, "chat": chat(where)}
    if text is not None:
        message["text"] = text
    if text is not None and text.startswith("/"):
        length = len(text.split()[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return {"message": message | more}


def edits(who: int, text: str) -> dict[str, Any]:
    """An edit of somebody's last private message."""
    message = says(who, who, text)["message"]
    return {"edited_message": {**message, "edit_date": _AT}}


def sends_file(who: int, name: str) -> dict[str, Any]:
    """A file in private."""
    file = {"file_id": f"file-{who}", "file_unique_id": f"u{who}", "file_name": name}
    return says(who, who, document=file)


def shares_contact(who: int, phone: str, whose: int) -> dict[str, Any]:
    """A contact in private; their own where `whose` is themselves."""
    return says(who, who, contact={"phone_number": phone, "first_name": "某", "user_id": whose})


def bot_is(who: int, where: int, status: str, before: str = "left") -> dict[str, Any]:
    """The bot is added to a group or removed, or blocked in private."""
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    rights = dict.fromkeys(_RIGHTS, False) if status == "administrator" else {}
    change = {
        "chat": chat(where),
        "from": user(who),
        "date": _AT,
        "old_chat_member": {"user": bot, "status": before, "until_date": 0},
        "new_chat_member": {"user": bot, "status": status, "until_date": 0, **rights},
    }
    return {"my_chat_member": change}
