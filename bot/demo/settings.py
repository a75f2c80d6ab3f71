"""The settings of the demo's bot."""

from __future__ import annotations

import contextlib
import random
import socket
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.config import Config
from bot.demo.botapi import BotApiServer

DATABASE = "gridcall-demo.sqlite"


_BELOW_EPHEMERAL = range(20_000, 32_000)
"""Ports that no outgoing connection is given: one could take the port before it is listened on."""


def free_port() -> int:
    """A free port of this machine for a page, which has to know its address beforehand."""
    while True:
        port = random.choice(_BELOW_EPHEMERAL)  # noqa: S311 - not a secret
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def configured(server: BotApiServer, folder: Path) -> Config:
    """The defaults with this server. The environment is ignored, as it may hold a real token."""
    usual = Config.model_construct()
    telegram = {"token": SecretStr(server.token), "base_url": server.base_url}
    database = {"url": f"sqlite:///{(folder / DATABASE).absolute().as_posix()}"}
    page = free_port()
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
