"""Outgoing values as calls of the Bot API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    User,
)

from bot.chat.outgoing import Entity, Keyboard, Outgoing
from bot.delivery.letter import Letter

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}


async def post(bot: Bot, letter: Letter) -> int | None:
    """Do what a letter asks for; the number of a message that was sent."""
    match letter.op:
        case "send":
            return await _send(bot, letter)
        case "edit":
            await _edit(bot, letter)
        case "delete":
            await bot.delete_message(letter.chat_id, letter.telegram_id or 0)
        case "leave":
            await bot.leave_chat(letter.chat_id)
        case unknown:
            raise ValueError(f"nobody knows how to {unknown}")
    return None


async def _send(bot: Bot, letter: Letter) -> int:
    outgoing, common = letter.outgoing, _common(letter)
    if outgoing.attachments:
        return await _send_files(bot, letter, common)
    common["reply_markup"] = _markup(outgoing)
    if outgoing.copy_of is not None:
        source = outgoing.copy_of
        sent = await bot.copy_message(letter.chat_id, source.chat_id, source.telegram_id, **common)
        return sent.message_id
    if outgoing.new_file is not None:
        return await _send_new_file(bot, letter, common)
    message = await bot.send_message(
        letter.chat_id,
        outgoing.text,
        entities=_entities(outgoing.entities),
        link_preview_options=_NO_PREVIEW,
        **common,
    )
    return message.message_id


async def _send_new_file(bot: Bot, letter: Letter, common: dict[str, Any]) -> int:
    file = letter.outgoing.new_file
    assert file is not None  # noqa: S101 - the caller has looked
    message = await bot.send_document(
        letter.chat_id,
        file.content,
        filename=file.name,
        caption=letter.outgoing.text or None,
        caption_entities=_entities(letter.outgoing.entities),
        **common,
    )
    return message.message_id


async def _send_files(bot: Bot, letter: Letter, common: dict[str, Any]) -> int:
    files, caption = letter.outgoing.attachments, letter.outgoing.text or None
    if len(files) > 1:
        album = [_MEDIA[file.kind](file.file_id) for file in files]
        sent = await bot.send_media_group(letter.chat_id, album, caption=caption, **common)
        return sent[0].message_id
    [file] = files
    ways: dict[str, Callable[..., Awaitable[Message]]] = {
        "photo": bot.send_photo,
        "video": bot.send_video,
        "document": bot.send_document,
        "audio": bot.send_audio,
        "voice": bot.send_voice,
    }
    message = await ways[file.kind](letter.chat_id, file.file_id, caption=caption, **common)
    return message.message_id


async def _edit(bot: Bot, letter: Letter) -> None:
    outgoing = letter.outgoing
    await bot.edit_message_text(
        outgoing.text,
        letter.chat_id,
        letter.telegram_id,
        entities=_entities(outgoing.entities),
        reply_markup=_inline(outgoing.keyboard),
        link_preview_options=_NO_PREVIEW,
    )


def _common(letter: Letter) -> dict[str, Any]:
    common: dict[str, Any] = {}
    if letter.silent:
        common["disable_notification"] = True
    if letter.reply_to is not None:
        common["reply_parameters"] = ReplyParameters(
            letter.reply_to, allow_sending_without_reply=True
        )
    return common


def _entities(entities: tuple[Entity, ...]) -> list[MessageEntity] | None:
    return [_entity(each) for each in entities] or None


def _entity(entity: Entity) -> MessageEntity:
    user = None if entity.user_id is None else User(entity.user_id, "?", is_bot=False)
    return MessageEntity(entity.kind, entity.offset, entity.length, user=user)


def _markup(outgoing: Outgoing) -> Any:
    if outgoing.ask_contact is not None:
        button = KeyboardButton(outgoing.ask_contact, request_contact=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    if outgoing.remove_keyboard:
        return ReplyKeyboardRemove()
    if outgoing.ask_reply:
        return ForceReply()
    return _inline(outgoing.keyboard)


def _inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(each.label, url=each.url, callback_data=each.data) for each in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None
