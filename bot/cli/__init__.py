"""The command `gridcall`: everything the operator does at a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import __version__
from bot.cli import (
    audit,
    backup,
    check,
    demo,
    facts,
    forget,
    init,
    maps,
    roster,
    run,
    sheets,
    words,
)
from bot.cli.failing import CommandGroup

app = typer.Typer(
    name="gridcall",
    cls=CommandGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Passes notices down a tree of community units and brings the answers back.",
    epilog="Exit status: 0 done, 1 refused (the reason is on stderr), 2 wrong usage.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gridcall {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say which version it is."
        ),
    ] = False,
) -> None:
    """Options that belong to no single command."""


app.command("demo")(demo.demo)
app.command("init")(init.init)
app.command("check")(check.check)
app.command("run")(run.run)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("forget")(forget.forget)
app.command("words")(words.words)
app.command("sheets")(sheets.sheets)
app.add_typer(roster.app, name="roster")
app.add_typer(maps.app, name="map")
app.add_typer(facts.app, name="facts")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Run the command line; entry point of the script `gridcall`."""
    app()
