"""Sending photos, files, voice messages and albums; fetching what people sent."""

from __future__ import annotations

from itertools import count
from typing import Any

from bot.demo.botapi.errors import bad
from bot.demo.botapi.facts import limit
from bot.demo.botapi.media import DOWNLOAD_LIMIT, PHOTO_LIMIT, Media, StoredFile
from bot.demo.botapi.methods.content import caption_of, refuse_unplayed
from bot.demo.botapi.methods.lookup import takes_files
from bot.demo.botapi.methods.sending import post
from bot.demo.botapi.validate import Upload
from bot.demo.botapi.world import World

Params = dict[str, Any]
_albums = count(13_000_000_000_000_001)


def send_photo(world: World, params: Params) -> Any:
    return _send(world, params, "photo")


def send_document(world: World, params: Params) -> Any:
    return _send(world, params, "document")


def send_voice(world: World, params: Params) -> Any:
    return _send(world, params, "voice")


def send_media_group(world: World, params: Params) -> Any:
    """An album: several messages with one group id."""
    refuse_unplayed(params)
    items = params["media"]
    chat = takes_files(world, params["chat_id"], items[0]["type"] if items else "photo")
    if not 2 <= len(items) <= limit("sendMediaGroup", "media"):
        raise bad("album must contain 2 to 10 items")
    if len({item["type"] for item in items}) > 1:
        raise bad("document can't be mixed with other media types")
    ready = [_item(world, params, item) for item in items]
    group = str(next(_albums))
    return [post(world, chat, params, media_group_id=group, **c).to_json() for c in ready]


def get_file(world: World, params: Params) -> Any:
    stored = world.files.by_id.get(params["file_id"])
    if not stored:
        raise bad("invalid file_id")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return stored.to_json() | {"file_path": stored.path}


def _send(world: World, params: Params, kind: str) -> Any:
    refuse_unplayed(params)
    chat = takes_files(world, params["chat_id"], kind)
    text, entities = caption_of(world, params)
    media = Media(kind, _stored(world, params[kind], kind), seconds=params.get("duration", 0))
    return post(world, chat, params, media=media, text=text, entities=entities).to_json()


def _item(world: World, params: Params, item: Params) -> dict[str, Any]:
    refuse_unplayed(item)
    text, entities = caption_of(world, item)
    named, kind = item["media"], item["type"]
    if named.startswith("attach://"):
        named = params.get(named.removeprefix("attach://"))
        if not named:
            raise bad("wrong file identifier/HTTP URL specified")
    return {"media": Media(kind, _stored(world, named, kind)), "text": text, "entities": entities}


def _stored(world: World, given: str | Upload, kind: str) -> StoredFile:
    """An upload is kept; an id must be of the same kind."""
    if isinstance(given, Upload):
        return _kept(world, given, kind)
    if given.startswith("http"):
        raise bad("the stand-in downloads nothing; send bytes or a file_id")
    stored = world.files.get(given)
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _kept(world: World, upload: Upload, kind: str) -> StoredFile:
    if not upload.data:
        raise bad("file must be non-empty")
    if kind == "photo" and len(upload.data) > PHOTO_LIMIT:
        raise bad("file is too big for a photo")
    return world.files.add(kind, upload.name, upload.data, upload.mime)
