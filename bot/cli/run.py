"""`gridcall run`: the bot itself."""

from __future__ import annotations

from bot.cli.failing import wait_for
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, site
from bot.store.lock import locked


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Run the bot until it is stopped with Ctrl-C or SIGTERM.

    One process at a time may work with a database; a second one is refused.
    """
    from bot import app

    where = site(config)
    with locked(where.config.database.url, where.folder):
        wait_for(app.run(where.config, where.folder))
