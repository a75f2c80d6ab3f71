"""`gridcall run`: the bot itself."""

from __future__ import annotations

import contextlib

from bot.cli import logs
from bot.cli.backup import keep_before_migrating
from bot.cli.failing import wait_for
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, Site, site, writing
from bot.errors import Refused
from bot.store.lock import locked


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Run the bot until it is stopped with Ctrl-C or SIGTERM.

    One process at a time may work with a database; a second one is refused.
    """
    from bot import app

    logs.configure()
    where = site(config)
    logs.configure(where.config.log.level)
    where.config.telegram.secret()  # without one there is nothing to begin
    wait_for(_tidy(where))
    with locked(where.config.database.url, where.folder):
        keep_before_migrating(where)
        wait_for(app.run(where.config, where.folder))


async def _tidy(where: Site) -> None:
    """What was done while the bot ran before goes into the log; an older database later."""
    if where.notebook.exists():
        with contextlib.suppress(Refused):
            async with writing(where):
                pass
