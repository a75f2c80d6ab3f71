"""Builds Bot API calls from outgoing values:

JSON in, a message id out. PTB's objects are not used on this path: thousands of cards a minute
would pay for them.
"""

from __future__ import annotations

from typing import Any

from bot.chat.callback import style_of
from bot.chat.outgoing import AskGroup, AskUsers, Button, Entity, Keyboard, NewFile, Outgoing
from bot.child import ChildDied
from bot.delivery.letter import Letter
from bot.delivery.safe_bot import Json, SafeBot
from bot.delivery.transport import NotSent
from bot.instructions.model import Attachment
from bot.paper.apart import laid_out, painted
from bot.sheets.table_apart import table_written

_NO_PREVIEW = {"is_disabled": True}
_METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "document": "sendDocument",
    "audio": "sendAudio",
    "voice": "sendVoice",
}


async def post_letter(bot: SafeBot, letter: Letter) -> int | None:
    """Execute a letter; the id of the message that was sent, if any."""
    match letter.op:
        case "send":
            return await _send(bot, letter)
        case "edit":
            await bot.ask("editMessageText", _words(letter, message_id=letter.telegram_id))
        case "delete":
            await bot.delete_message(letter.chat_id, letter.telegram_id or 0)
        case "leave":
            await bot.leave_chat(letter.chat_id)
        case unknown:
            raise ValueError(f"nobody knows how to {unknown}")
    return None


async def post_rich(bot: SafeBot, letter: Letter) -> int | None:
    """As `post_letter`, in the rich form of a letter that sends or edits a message."""
    outgoing = letter.outgoing
    said = {"rich_message": {"html": outgoing.rich}, **_markup(outgoing)}
    if letter.op == "edit":
        where = {"chat_id": letter.chat_id, "message_id": letter.telegram_id}
        await bot.ask("editMessageText", {**where, **said})
        return None
    message = await bot.ask("sendRichMessage", {**_common(letter), **said})
    return int(message["message_id"])


async def _send(bot: SafeBot, letter: Letter) -> int:
    outgoing = letter.outgoing
    if outgoing.new_file is not None:
        return await _send_new_file(bot, letter, outgoing.new_file)
    if len(outgoing.attachments) > 1:
        album = await bot.ask("sendMediaGroup", {**_common(letter), "media": _album(outgoing)})
        return int(album[0]["message_id"])
    message = await bot.ask(*_message(letter))
    return int(message["message_id"])


def _message(letter: Letter) -> tuple[str, Json]:
    """The method and parameters of a letter that sends or edits one message."""
    outgoing = letter.outgoing
    if outgoing.attachments:
        [file] = outgoing.attachments
        said = {file.kind: file.file_id, **_caption(outgoing.text)}
        return _METHODS[file.kind], {**_common(letter), **said}
    if outgoing.copy_of is not None:
        source = outgoing.copy_of
        copied: Json = {"from_chat_id": source.chat_id, "message_id": source.telegram_id}
        copied |= _caption(outgoing.text)
        return "copyMessage", {**_common(letter), **_markup(outgoing), **copied}
    return "sendMessage", _words(letter, **_common(letter))


async def _send_new_file(bot: SafeBot, letter: Letter, file: NewFile) -> int:
    outgoing, common = letter.outgoing, _common(letter)
    content = await _content(file)
    send = bot.send_document if file.drawing is None else bot.send_photo
    message = await send(
        common.pop("chat_id"),
        content,
        filename=file.name,
        caption=outgoing.text or None,
        api_kwargs={**common, **_markup(outgoing), **_entities("caption_entities", outgoing)},
    )
    return message.message_id


async def _content(file: NewFile) -> bytes:
    try:
        if file.drawing is not None:
            return await painted(file.drawing)
        if file.data is not None:
            return await table_written(file.data, file.form)
        return file.content if file.posters is None else await laid_out(file.posters)
    except ChildDied as error:
        raise NotSent(f"the process that makes the file {error}") from error


def _album(outgoing: Outgoing) -> list[Json]:
    files = [_medium(each) for each in outgoing.attachments]
    files[0] |= _caption(outgoing.text)
    return files


def _medium(file: Attachment) -> Json:
    return {"type": file.kind, "media": file.file_id}


def _caption(text: str) -> Json:
    return {"caption": text} if text else {}


def _words(letter: Letter, **more: Any) -> Json:
    outgoing = letter.outgoing
    said = {"chat_id": letter.chat_id, "text": outgoing.text, "link_preview_options": _NO_PREVIEW}
    return {**said, **_entities("entities", outgoing), **_markup(outgoing), **more}


def _common(letter: Letter) -> Json:
    common: Json = {"chat_id": letter.chat_id}
    if letter.silent:
        common["disable_notification"] = True
    if letter.thread_id is not None:
        common["message_thread_id"] = letter.thread_id
    if letter.reply_to is not None:
        reply = {"message_id": letter.reply_to, "allow_sending_without_reply": True}
        common["reply_parameters"] = reply
    return common


def _entities(name: str, outgoing: Outgoing) -> Json:
    return {name: [_entity(each) for each in outgoing.entities]} if outgoing.entities else {}


def _entity(entity: Entity) -> Json:
    where = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    if entity.user_id is None:
        return where
    return {**where, "user": {"id": entity.user_id, "is_bot": False, "first_name": "?"}}


def _markup(outgoing: Outgoing) -> Json:
    found = _keyboard(outgoing)
    return {} if found is None else {"reply_markup": found}


def _keyboard(outgoing: Outgoing) -> Json | None:
    if outgoing.ask_contact is not None:
        button: Json = {"text": outgoing.ask_contact, "request_contact": True}
        return _one_key(button)
    if outgoing.ask_users is not None:
        return _one_key(_people(outgoing.ask_users))
    if outgoing.ask_group is not None:
        return _one_key(_groups(outgoing.ask_group))
    if outgoing.remove_keyboard:
        return {"remove_keyboard": True}
    if outgoing.ask_reply:
        return {"force_reply": True}
    return _inline(outgoing.keyboard)


def _one_key(button: Json) -> Json:
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def _people(asked: AskUsers) -> Json:
    wanted = {"request_id": asked.request, "user_is_bot": False, "max_quantity": asked.most}
    return {"text": asked.label, "request_users": {**wanted, "request_name": True}}


def _groups(asked: AskGroup) -> Json:
    wanted = {"request_id": asked.request, "chat_is_channel": False, "bot_is_member": True}
    return {"text": asked.label, "request_chat": {**wanted, "request_title": True}}


def _inline(keyboard: Keyboard) -> Json | None:
    rows = [[_button(each) for each in row] for row in keyboard]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Button) -> Json:
    if button.url:
        return {"text": button.label, "url": button.url}
    if button.web_app:
        return {"text": button.label, "web_app": {"url": button.web_app}}
    if button.copy:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    found: Json = {"text": button.label, "callback_data": button.data}
    style = style_of(button.data)
    return found | {"style": style} if style else found
