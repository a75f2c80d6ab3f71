"""Keyboards: what Telegram takes and what it refuses."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.entities import is_link
from bot.demo.botapi.errors import bad
from bot.demo.botapi.facts import limit

Markup = dict[str, Any]
_ACTIONS = {"callback_data", "url", "copy_text"}
_LOOKS = {"text", "style"}
_STYLES = {"danger", "success", "primary"}
MOST_BUTTONS = 100
MOST_PEOPLE = 10


def checked(markup: Markup | None, chat_kind: str) -> Markup | None:
    """The markup as it is kept; refuses what Telegram refuses."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if chat_kind == "channel":
        raise bad("inline keyboard expected")
    if "keyboard" in markup:
        _check_reply_keyboard(markup["keyboard"], chat_kind)
    _check_placeholder(markup.get("input_field_placeholder"))
    return markup


def _inline(rows: list[list[Markup]]) -> Markup | None:
    rows = [row for row in rows if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        _check_inline_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_inline_button(button: Markup) -> None:
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: text buttons must be non-empty")
    if button.get("style", "primary") not in _STYLES:
        raise bad("can't parse inline keyboard button: unknown style")
    actions = set(button) - _LOOKS
    if len(actions) != 1:
        raise bad("can't parse inline keyboard button: exactly one action is needed")
    if not actions <= _ACTIONS:
        raise bad(f"the stand-in plays no {actions.pop()} buttons")
    _check_action(button)


def _check_action(button: Markup) -> None:
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= limit(
        "InlineKeyboardButton", "callback_data"
    ):
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= limit(
        "CopyTextButton", "text"
    ):
        raise bad("can't parse inline keyboard button: wrong length of the text to copy")
    if "url" in button and not is_link(button["url"]):
        url = button["url"]
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_reply_keyboard(rows: list[list[Markup]], chat_kind: str) -> None:
    buttons = [button for row in rows for button in row]
    if not buttons:
        raise bad("keyboard must have at least one button")
    for button in buttons:
        _check_reply_button(button, chat_kind)


def _check_reply_button(button: Markup, chat_kind: str) -> None:
    if not button["text"].strip():
        raise bad("can't parse keyboard button: text must be non-empty")
    if foreign := set(button) - _LOOKS - {"request_contact", "request_users", "request_chat"}:
        raise bad(f"the stand-in plays no {foreign.pop()} buttons")
    if button.get("request_contact") and chat_kind != "private":
        raise bad("phone number can be requested in private chats only")
    if "request_users" in button:
        _check_request_users(button["request_users"], chat_kind)
    if "request_chat" in button and chat_kind != "private":
        raise bad("chats can be requested in private chats only")


def _check_request_users(wanted: Markup, chat_kind: str) -> None:
    if chat_kind != "private":
        raise bad("users can be requested in private chats only")
    if not 1 <= wanted.get("max_quantity", 1) <= MOST_PEOPLE:
        raise bad("BUTTON_USER_INVALID")


def _check_placeholder(text: str | None) -> None:
    if text is not None and not 1 <= len(text) <= limit("ForceReply", "input_field_placeholder"):
        raise bad("input field placeholder is too long")
