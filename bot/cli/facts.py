"""`gridcall facts`: what is known of the units, as one table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.chat.forms.fact_words import fact_table
from bot.chat.texts import translator
from bot.cli.failing import wait_for
from bot.cli.files import keep_to_owner
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, log_or_note, reading, site
from bot.cli.terminal import t
from bot.errors import Refused
from bot.instructions.data_table import DataFormat, DataTable
from bot.sheets.table import write_table
from bot.sheets.write import FORMATS
from bot.usecases.looking import known_facts

app = typer.Typer(no_args_is_help=True, help="What forms have brought in about the units.")


@app.command("export")
def export_facts(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write, .xlsx or .csv.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write what is known of every unit into FILE: a row a fact, with its day and source."""
    wait_for(_export_facts(config, file))


async def _export_facts(config: Path, file: Path) -> None:
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise Refused("file_ending")
    where = site(config)
    async with reading(where) as database:
        found = await database.read(known_facts.facts_exported, None)
    await log_or_note(where, "facts.export")
    said = translator(where.config.language)
    table = DataTable(t("What is known"), *fact_table(found, said))
    keep_to_owner(file, write_table(table, DataFormat(form)))
    typer.echo(t.n("Wrote {n} row to {file}.", "Wrote {n} rows to {file}.", len(found), file=file))
