"""The settings of the demo's bot."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.config import Config
from bot.demo.botapi import BotApiServer

DATABASE = "gridcall-demo.sqlite"


def _free_port() -> int:
    """A port of this machine for the board's page, which has to know its address beforehand."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def configured(server: BotApiServer, folder: Path) -> Config:
    """The defaults with this server. The environment is ignored, as it may hold a real token."""
    usual = Config.model_construct()
    telegram = {"token": SecretStr(server.token), "base_url": server.base_url}
    database = {"url": f"sqlite:///{(folder / DATABASE).absolute().as_posix()}"}
    page = _free_port()
    board = {"port": page, "public_url": f"http://127.0.0.1:{page}"}
    # Telegram's limits count real seconds; the community's clock runs faster.
    pace = {"messages_per_second": 300, "group_messages_per_minute": 1200}
    return Config.model_construct(
        telegram=usual.telegram.model_copy(update=telegram),
        database=usual.database.model_copy(update=database),
        delivery=usual.delivery.model_copy(update=pace),
        board=usual.board.model_copy(update=board),
        cards=usual.cards.model_copy(update={"edit_interval": timedelta(seconds=1)}),
    )
