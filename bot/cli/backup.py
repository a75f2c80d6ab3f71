"""`gridcall backup` and `gridcall restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot.cli import notebook
from bot.cli.failing import wait_for
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, Installation, log_or_note, site
from bot.cli.progress import bar
from bot.cli.terminal import t
from bot.errors import Refused
from bot.store import backup as backups
from bot.store.lock import locked


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write, as .sqlite.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write the whole database into FILE; works beside the running bot.

    An earlier backup of that name is replaced once the new one is complete and checked. The same
    kind of file is made of SQLite and of PostgreSQL, and either can be restored from it.
    """
    where = site(config)
    with bar(t("Writing {file}", file=file.name)) as tell:
        backups.back_up(where.config.database.url, where.folder, file, tell)
    _log(where, "database.backup")
    typer.echo(t("Wrote the backup to {file}. It holds names and phone numbers.", file=file))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    config: ConfigOption = DEFAULT_CONFIG,
    force: Annotated[
        bool, typer.Option("--force", help="Take the place of a database that is there.")
    ] = False,
    any_order: Annotated[
        bool, typer.Option("--any-order", help="Even if the log's lines are not in order of time.")
    ] = False,
) -> None:
    """Put the backup FILE in the place of the database. The bot must not be running.

    FILE is checked first. A database that is there is kept beside it under another name.
    """
    where = site(config)
    url = where.config.database.url
    with locked(url, where.folder), bar(t("Restoring {file}", file=file.name)) as tell:
        kept = backups.restore(url, where.folder, file, force=force, any_order=any_order, tell=tell)
    _log(where, "database.restore")
    typer.echo(t("Restored {file}.", file=file))
    if kept is not None:
        told = t("What was there before is kept as {file}; it holds phone numbers too.", file=kept)
        typer.echo(told)


def keep_before_migrating(where: Installation) -> None:
    """Back up a database before it is migrated; the caller holds its lock."""
    file = backups.keep_before_migrating(where.config.database.url, where.folder)
    if file is not None:
        structlog.get_logger().info("database.backed_up", file=str(file))


def _log(where: Installation, action: str) -> None:
    try:
        wait_for(log_or_note(where, action))
    except Refused:  # an older schema: `run` migrates it and then takes the note over
        notebook.note(where.notebook, action)
