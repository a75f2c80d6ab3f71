"""Photos of notices, fetched from Telegram for those who are asked."""

from __future__ import annotations

import asyncio
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from telegram.error import TelegramError

from bot.errors import GridcallError
from bot.store.tx import Tx
from bot.usecases.board import acting
from bot.usecases.board.acting import AskPhoto
from bot.usecases.board.pages import PageReader
from bot.web.board.site import BoardSite

_MOST = 10 * 1024 * 1024
"""Bytes; Telegram takes no larger photo."""
_MOST_INDEX = 100
_AT_ONCE = asyncio.Semaphore(4)


async def send_photo(site: BoardSite, request: Request) -> Response:
    """A photo of a notice. It is an image whatever it contains, and nobody keeps it."""
    number, index = int(request.path_params["number"]), int(request.path_params["index"])
    if number >= 2**62 or index > _MOST_INDEX or site.settings.fetch is None:
        raise HTTPException(404)

    def work(tx: Tx, reader: PageReader, at: datetime) -> str:
        return acting.own_photo(tx, AskPhoto(reader, number, index), at)

    _, file_id = await site.look(request, work)
    try:
        async with _AT_ONCE:
            content = await site.settings.fetch(file_id, _MOST)
    except (TelegramError, GridcallError):
        raise HTTPException(404) from None
    return Response(content, media_type="image/jpeg")
