"""The facts about the Bot API that requests and responses are validated against.

`python -m bot.demo.botapi.facts SPEC` regenerates the table from a JSON description of the Bot API.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("facts.json")

METHODS = [
    "getMe",
    "getUpdates",
    "deleteWebhook",
    "getWebhookInfo",
    "setMyCommands",
    "deleteMyCommands",
    "getMyCommands",
    "sendMessage",
    "sendRichMessage",
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendMediaGroup",
    "copyMessage",
    "forwardMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "editMessageCaption",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "getFile",
    "getChat",
    "getChatMember",
    "getChatAdministrators",
    "leaveChat",
]

OBJECTS = [
    "Update",
    "Message",
    "MaybeInaccessibleMessage",
    "InaccessibleMessage",
    "Chat",
    "ChatFullInfo",
    "User",
    "ChatMember",
    "ChatMemberOwner",
    "ChatMemberAdministrator",
    "ChatMemberMember",
    "ChatMemberRestricted",
    "ChatMemberLeft",
    "ChatMemberBanned",
    "ChatMemberUpdated",
    "CallbackQuery",
    "MessageEntity",
    "InlineKeyboardMarkup",
    "InlineKeyboardButton",
    "CopyTextButton",
    "ReplyKeyboardMarkup",
    "KeyboardButton",
    "ReplyKeyboardRemove",
    "ForceReply",
    "ReplyParameters",
    "LinkPreviewOptions",
    "PhotoSize",
    "Document",
    "Voice",
    "Sticker",
    "Contact",
    "KeyboardButtonRequestUsers",
    "KeyboardButtonRequestChat",
    "UsersShared",
    "ChatShared",
    "ForumTopicCreated",
    "ForumTopicClosed",
    "ForumTopicReopened",
    "SharedUser",
    "File",
    "WebhookInfo",
    "ResponseParameters",
    "BotCommand",
    "BotCommandScope",
    "BotCommandScopeDefault",
    "BotCommandScopeAllPrivateChats",
    "BotCommandScopeAllGroupChats",
    "BotCommandScopeAllChatAdministrators",
    "BotCommandScopeChat",
    "BotCommandScopeChatAdministrators",
    "BotCommandScopeChatMember",
    "InputMediaPhoto",
    "InputMediaDocument",
    "MessageId",
    "MessageOrigin",
    "MessageOriginUser",
    "MessageOriginHiddenUser",
    "MessageOriginChat",
    "MessageOriginChannel",
    "AcceptedGiftTypes",
    "InputRichMessage",
    "RichMessage",
    "RichText",
    "RichBlock",
    "RichBlockParagraph",
    "RichBlockSectionHeading",
    "RichBlockTable",
    "RichBlockTableCell",
    "RichBlockDetails",
]

_RANGE = re.compile(r"\b(\d+)-(\d+) (?:characters|bytes|items|identifiers|are accepted)")
_CONSTANT = re.compile(r'(?:always|must be) "?(\w+)"?$')
_NAMED = re.compile(r'"(\w+)"')


def extract(spec: dict[str, Any]) -> dict[str, Any]:
    """The parts of the full description that the stand-in uses."""
    return {
        "version": spec["version"],
        "methods": {name: _method(spec["methods"][name]) for name in METHODS},
        "objects": {name: _object(spec["types"][name]) for name in OBJECTS},
    }


def _method(described: dict[str, Any]) -> dict[str, Any]:
    return {"returns": described["returns"], "params": _fields(described)}


def _object(described: dict[str, Any]) -> dict[str, Any]:
    if "subtypes" in described:
        return {"subtypes": described["subtypes"]}
    return {"fields": _fields(described)}


def _fields(described: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: _field(field) for field in described.get("fields", [])}


def _field(field: dict[str, Any]) -> dict[str, Any]:
    fact: dict[str, Any] = {"types": field["types"], "required": field["required"]}
    text = field["description"]
    if found := _RANGE.search(text):
        fact["range"] = [int(found[1]), int(found[2])]
    if field["types"] == ["String"] and (found := _CONSTANT.search(text)):
        fact["always"] = found[1]
    if field["name"] == "type" and len(named := _NAMED.findall(text)) > 1:
        fact["one_of"] = named
    return fact


def dump(table: dict[str, Any]) -> str:
    """The table as JSON with one parameter or field a line, so that changes read well."""
    lines = ["{", f' "version": {json.dumps(table["version"])},']
    lines += [' "methods": {', *_entries(table["methods"], "params"), " },"]
    lines += [' "objects": {', *_entries(table["objects"], "fields"), " }", "}", ""]
    return "\n".join(lines)


def _entries(entries: dict[str, Any], inner: str) -> list[str]:
    blocks = [_entry(name, entry, inner) for name, entry in entries.items()]
    return ",\n".join(blocks).split("\n")


def _entry(name: str, entry: dict[str, Any], inner: str) -> str:
    rest = [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in entry.items() if k != inner]
    if inner in entry:
        fields = [f"   {json.dumps(k)}: {json.dumps(v)}" for k, v in entry[inner].items()]
        body = ",\n".join(fields)
        rest.append(f'"{inner}": {{\n{body}\n  }}' if fields else f'"{inner}": {{}}')
    return f"  {json.dumps(name)}: {{" + ", ".join(rest) + "}"


@cache
def facts() -> dict[str, Any]:
    """The checked-in table."""
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def limit(subject: str, field: str) -> int:
    """The upper end of a range, e.g. `limit("sendMessage", "text")` is 4096."""
    entry = facts()["methods"].get(subject) or facts()["objects"][subject]
    return int((entry.get("params") or entry["fields"])[field]["range"][1])


if __name__ == "__main__":
    spec = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TABLE.write_text(dump(extract(spec)), encoding="utf-8")
