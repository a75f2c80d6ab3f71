"""`gridcall roster`: the office's list comes in, and goes out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.chat.roster.template import template_lines
from bot.chat.texts import translator
from bot.cli.failing import wait_for
from bot.cli.files import keep_to_owner
from bot.cli.importing import ImportOptions, run_import
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, log_or_note, reading, site
from bot.cli.progress import bar, counted
from bot.cli.terminal import t
from bot.errors import Refused
from bot.sheets import write_sheet, write_template
from bot.sheets.write import FORMATS
from bot.usecases.roster import applying

app = typer.Typer(no_args_is_help=True, help="Bring the roster in, or take it out (.xlsx, .csv).")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A spreadsheet, .xlsx or .csv.")],
    config: ConfigOption = DEFAULT_CONFIG,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would change; works beside the bot.")
    ] = False,
    skip_unreadable: Annotated[
        bool,
        typer.Option("--skip-unreadable", help="Import the rest even if a row cannot be read."),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Empty posts and remove units without asking.")
    ] = False,
) -> None:
    """Compare FILE with the roster, say what changes, and change it.

    Importing the same file again changes nothing. A file speaks only for the branches it names.
    While the bot is running, send the file to the bot instead.
    """
    wish = ImportOptions(dry_run=dry_run, skip_unreadable=skip_unreadable, sure=yes)
    wait_for(run_import(site(config), file, wish))


@app.command("export")
def export_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write, .xlsx or .csv.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write the roster into FILE, with full phone numbers; it imports back unchanged."""
    wait_for(_export(config, file))


@app.command("template")
def template_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write, .xlsx or .csv.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write an empty table into FILE, with examples and the words for posts that are understood."""
    form = _form(file)
    where = site(config)
    language = where.config.language
    said = template_lines(where.tiers, where.house.customs.words, translator(language))
    file.write_bytes(write_template(form, where.tiers, language, said))
    typer.echo(t("Wrote an empty table to {file}.", file=file))


def _form(file: Path) -> str:
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise Refused("file_ending")
    return form


async def _export(config: Path, file: Path) -> None:
    form = _form(file)
    where = site(config)
    wanted = applying.Export(where.tiers, where.config.language, region=where.house.customs.region)
    with bar(t("Writing {file}", file=file.name)) as tell:
        async with reading(where) as database:
            rows = await database.read(applying.exported, wanted)
        await log_or_note(where, "roster.export")
        lines = counted(rows, tell)
        keep_to_owner(file, write_sheet(lines, form, where.tiers, where.config.language))
    typer.echo(t.n("Wrote {n} row to {file}.", "Wrote {n} rows to {file}.", len(rows), file=file))
