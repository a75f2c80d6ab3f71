"""`gridcall sheets`: call sheets of the whole community on paper, for when there is no net."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.chat.texts import translator
from bot.cli.failing import wait_for
from bot.cli.files import keep_to_owner
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, log_or_note, reading, site
from bot.cli.terminal import t


def sheets(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="What to write.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write call sheets of all branches into FILE.pdf, with full phone numbers.

    Works beside the running bot; a timer that calls it keeps the newest list at hand.
    """
    wait_for(_write(config, file))


async def _write(config: Path, file: Path) -> None:
    from bot.paper.apart import laid_out
    from bot.usecases.board.lists import everybody_to_call
    from bot.web.board.downloads import call_sheets

    where = site(config)
    async with reading(where) as database:
        found = await database.read(everybody_to_call, None)
    region, language = where.house.customs.region, where.config.language
    content = await laid_out(call_sheets(found, region, translator(language)))
    await log_or_note(where, "calls.print")
    keep_to_owner(file, content)
    typer.echo(
        t.n("Wrote a call sheet for {n} branch to {file}.",
            "Wrote call sheets for {n} branches to {file}.", len(found.branches), file=file)
    )  # fmt: skip
