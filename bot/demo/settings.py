"""How the demo's bot is configured."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.config import Config
from bot.config.model import SQLITE, Cards, Database, Delivery, Telegram
from bot.demo.botapi import BotApiServer

DATABASE = "gridcall-demo.sqlite"


def configured(server: BotApiServer, folder: Path) -> Config:
    """The defaults, on this server. The environment is not asked: it may hold a real token."""
    token = SecretStr(server.token)
    return Config.model_construct(
        telegram=Telegram(token=token, base_url=server.base_url),
        database=Database(url=f"{SQLITE}{(folder / DATABASE).as_posix()}"),
        # Telegram's limits count real seconds; the community's run faster.
        delivery=Delivery(messages_per_second=300, group_messages_per_minute=1200),
        cards=Cards(edit_interval=timedelta(seconds=1)),
    )
