"""What each method of the Bot API does to the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.botapi.methods import (
    account,
    answering,
    chats,
    copying,
    deleting,
    editing,
    files,
    sending,
    updates,
)
from bot.demo.botapi.world import World

Params = dict[str, Any]
Method = Callable[[World, Params], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": account.get_me,
    "getUpdates": updates.get_updates,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "setMyCommands": account.set_my_commands,
    "deleteMyCommands": account.delete_my_commands,
    "getMyCommands": account.get_my_commands,
    "sendMessage": sending.send_message,
    "sendRichMessage": sending.send_rich_message,
    "sendPhoto": files.send_photo,
    "sendDocument": files.send_document,
    "sendVoice": files.send_voice,
    "sendMediaGroup": files.send_media_group,
    "getFile": files.get_file,
    "copyMessage": copying.copy_message,
    "forwardMessage": copying.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageCaption": editing.edit_message_caption,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "leaveChat": chats.leave_chat,
}
