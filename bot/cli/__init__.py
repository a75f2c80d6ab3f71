"""The command `gridcall`: everything the operator does at a terminal."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.main import get_command, get_group

from bot import __version__
from bot.cli.failing import CommandGroup

_COMMANDS = {
    "demo": "demo",
    "init": "init",
    "check": "check",
    "run": "run",
    "backup": "backup",
    "restore": "backup",
    "forget": "forget",
    "words": "words",
    "sheets": "sheets",
    "roster": "roster",
    "map": "maps",
    "facts": "facts",
    "audit": "audit",
}
"""The module of each command."""


class _Commands(CommandGroup):
    """Imports a command's module when it is called: all of them together take a second."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"bot.cli.{_COMMANDS[cmd_name]}")
        found = _command(module, cmd_name)
        found.name = cmd_name
        return found


def _command(module: ModuleType, name: str) -> Any:
    """The module's group of commands, else its function of that name as one."""
    if hasattr(module, "app"):
        return get_group(module.app)
    alone = typer.Typer(add_completion=False)
    alone.command(name)(getattr(module, name))
    return get_command(alone)


app = typer.Typer(
    name="gridcall",
    cls=_Commands,
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


def main() -> None:
    """Run the command line; entry point of the script `gridcall`."""
    app()
