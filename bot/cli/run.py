"""`gridcall run`: the bot itself."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import typer

from bot.cli import logs
from bot.cli.backup import keep_before_migrating
from bot.cli.check import roster_counts
from bot.cli.failing import wait_for
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, Installation, site, writing
from bot.cli.terminal import t
from bot.errors import Refused
from bot.store.lock import locked

if TYPE_CHECKING:
    from bot.app import Serving


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Run the bot until it is stopped with Ctrl-C or SIGTERM.

    One process at a time may work with a database; a second one is refused.
    """
    from bot import app

    logs.configure()
    where = site(config)
    logs.configure(where.config.log.level)
    where.config.telegram.secret()  # fail early without a token
    wait_for(_tidy(where))
    with locked(where.config.database.url, where.folder):
        keep_before_migrating(where)
        wait_for(app.run(where.config, where.folder, _tell))


def _tell(serving: Serving) -> None:
    """Print three lines on stdout: what is served, to whom, where to look.

    The log goes to stderr.
    """
    setup, username = serving.setup, serving.username
    what = roster_counts(setup) if setup.units else t("no roster yet")
    typer.echo(t("@{username} is running: {roster}.", username=username, roster=what))
    typer.echo(t("It knows {people}.", people=t(", ").join(_people(serving))))
    typer.echo(t(", ").join(_places(serving)))


def _people(serving: Serving) -> list[str]:
    setup = serving.setup
    return [
        t.n("{n} linked person", "{n} linked people", setup.linked),
        t.n("{n} who may write notices", "{n} who may write notices", setup.issuers),
        t.n("{n} operator", "{n} operators", serving.operators),
        t.n("{n} group", "{n} groups", setup.in_groups),
    ]


def _places(serving: Serving) -> list[str]:
    found = [f"https://t.me/{serving.username}", t("`gridcall check` says what is missing")]
    if serving.web_port is not None:
        found.append(f"http://127.0.0.1:{serving.web_port}/healthz")
    return [*found, t("Ctrl-C ends it")]


async def _tidy(where: Installation) -> None:
    """Move earlier notes into the audit log; for a database not yet migrated, later."""
    if where.notebook.exists():
        with contextlib.suppress(Refused):
            async with writing(where):
                pass
