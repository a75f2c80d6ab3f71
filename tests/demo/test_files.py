"""Photos, files, voice messages, albums; copying and forwarding."""

import io
from datetime import timedelta

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw

# Bytes that a naive form parser would misread.
BYTES = b"\r\n--\x00\r\n\xff\xfe\n\r--boundary--\r\n"


async def test_an_upload_is_kept_and_can_be_fetched(bot: Bot, wang: DemoPerson) -> None:
    named = io.BytesIO(BYTES)
    sent = await bot.send_document(wang.id, named, filename="名单 3.xlsx", caption="请看")
    assert sent.document
    assert (sent.document.file_name, sent.document.file_size) == ("名单 3.xlsx", len(BYTES))
    got = await bot.get_file(sent.document.file_id)
    assert got.file_path
    assert got.file_path.endswith("documents/file_1.xlsx")
    assert bytes(await got.download_as_bytearray()) == BYTES


async def test_a_file_somebody_sent_goes_on_by_its_id(bot: Bot, wang: DemoPerson) -> None:
    wang.send_document(wang.private, "名单.csv", BYTES, mime="text/csv", caption="新名单")
    wang.send_photo(wang.private, "a.jpg", b"jpg")
    file, photo = [u.message for u in await bot.get_updates()]
    assert file
    assert photo
    assert (file.caption, file.document and file.document.mime_type) == ("新名单", "text/csv")
    again = await bot.send_photo(wang.id, photo.photo[-1].file_id, caption="转")
    assert again.photo[-1].file_id == photo.photo[-1].file_id
    with pytest.raises(BadRequest, match=r"(?i)file of type photo as document"):
        await bot.send_document(wang.id, photo.photo[-1].file_id)


async def test_voice_and_stickers(bot: Bot, wang: DemoPerson) -> None:
    wang.send_voice(wang.private, seconds=4)
    wang.send_sticker(wang.private, emoji="👌")
    voice, sticker = [u.message for u in await bot.get_updates()]
    assert voice
    assert voice.voice
    assert sticker
    assert sticker.sticker
    assert (voice.voice.duration, sticker.sticker.emoji) == (timedelta(seconds=4), "👌")
    assert (await bot.send_voice(wang.id, voice.voice.file_id)).voice


async def test_what_is_no_file(raw: Raw, server: BotApiServer, bot: Bot, wang: DemoPerson) -> None:
    refusal = await raw.refusal("sendPhoto", chat_id=wang.id, photo="https://example.org/a.jpg")
    assert "downloads nothing" in refusal
    refusal = await raw.refusal("sendPhoto", chat_id=wang.id, photo="nonsense")
    assert "wrong file identifier" in refusal
    assert "invalid file_id" in await raw.refusal("getFile", file_id="nonsense")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(wang.id, b"")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(wang.id, b"x", caption="长" * 1025)
    async with raw.session.get(f"{server.base_url}/file/bot{server.token}/x/y") as answer:
        assert answer.status == 404


async def test_files_over_20_megabytes_cannot_be_fetched(raw: Raw, wang: DemoPerson) -> None:
    sent = wang.send_document(wang.private, "video.mp4", bytes(20 * 1024 * 1024 + 1))
    assert sent.media
    refusal = await raw.refusal("getFile", file_id=sent.media.file.file_id)
    assert refusal == "400 Bad Request: file is too big"


async def test_an_album_arrives_message_by_message(bot: Bot, wang: DemoPerson) -> None:
    for name in ("a.jpg", "b.jpg"):
        wang.send_photo(wang.private, name, b"jpg", media_group_id="77")
    got = [u.message for u in await bot.get_updates()]
    assert [m and m.media_group_id for m in got] == ["77", "77"]


async def test_the_bot_sends_albums(bot: Bot, raw: Raw, wang: DemoPerson) -> None:
    photos = [InputMediaPhoto(b"one", caption="一"), InputMediaPhoto(b"two")]
    sent = await bot.send_media_group(wang.id, photos)
    assert len({m.media_group_id for m in sent}) == 1
    assert [m.caption for m in sent] == ["一", None]
    assert [m.media and m.media.file.data for m in wang.private.from_bot] == [b"one", b"two"]
    with pytest.raises(BadRequest, match="mixed"):
        await bot.send_media_group(wang.id, [photos[0], InputMediaDocument(b"x")])
    alone = [{"type": "photo", "media": sent[0].photo[0].file_id}]
    assert "2 to 10" in await raw.refusal("sendMediaGroup", chat_id=wang.id, media=alone)


async def test_a_caption_is_edited(bot: Bot, wang: DemoPerson) -> None:
    sent = await bot.send_photo(wang.id, b"x", caption="一")
    await bot.edit_message_caption(wang.id, sent.message_id, caption="二")
    assert wang.private.last.text == "二"
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("三", wang.id, sent.message_id)


async def test_copying_leaves_no_trace_of_the_origin(
    bot: Bot, group: DemoGroup, wang: DemoPerson
) -> None:
    photo = wang.send_photo(wang.private, "a.jpg", b"jpg", caption="停水")
    copied = await bot.copy_message(group.id, wang.id, photo.id)
    assert (copied.message_id, group.last.text) == (group.last.id, "停水")
    assert "forward_origin" not in group.last.to_json()
    await bot.copy_message(group.id, wang.id, photo.id, caption="另说")
    assert group.last.text == "另说"


async def test_forwarding_tells_the_origin(
    bot: Bot, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    said = wang.send(wang.private, "我家漏水")
    told = await bot.forward_message(group.id, wang.id, said.id)
    assert told.forward_origin
    assert told.forward_origin.type == "user"
    channel = world.channel("频道")
    channel.add_bot(by=wang)
    post = channel.send(channel, "公告")
    told = await bot.forward_message(group.id, channel.id, post.id)
    assert told.forward_origin
    assert told.forward_origin.type == "channel"


async def test_what_cannot_be_copied(bot: Bot, group: DemoGroup, wang: DemoPerson) -> None:
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(group.id, wang.id, 99)
    with pytest.raises(BadRequest, match="can't be forwarded"):
        await bot.forward_message(wang.id, group.id, group.messages[0].id)
