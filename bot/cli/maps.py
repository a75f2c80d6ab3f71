"""`gridcall map`: outlines of units for the board."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.chat.sentences.maps import LEFT_OFF
from bot.chat.text import shorten
from bot.cli.failing import wait_for
from bot.cli.files import some_bytes
from bot.cli.importing import somebody_there
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, reading, site, writing
from bot.cli.terminal import t
from bot.errors import Refused
from bot.roster.geojson import Outlined, read_geojson
from bot.roster.outlines import OutlineDifference

app = typer.Typer(no_args_is_help=True, help="Draw the board on a map.")
_SHOWN = 20


@app.callback()
def commands() -> None:
    """Keeps `import` a command of its own."""


@app.command("import")
def import_map(
    file: Annotated[Path, typer.Argument(metavar="FILE.geojson", help="A map of outlines.")],
    config: ConfigOption = DEFAULT_CONFIG,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would change; works beside the bot.")
    ] = False,
    skip_unreadable: Annotated[
        bool, typer.Option("--skip-unreadable", help="Take the rest even if some cannot be taken.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Change outlines that are there without asking.")
    ] = False,
) -> None:
    """Compare FILE with the units, say what changes, and set their outlines.

    Features are matched by code, else by name. Importing the same file again changes nothing.
    """
    wait_for(_import(config, file, dry_run=dry_run, skip=skip_unreadable, sure=yes))


async def _import(config: Path, file: Path, *, dry_run: bool, skip: bool, sure: bool) -> None:
    from bot.usecases.plans.outlining import compared_map, set_outlines

    where, features = site(config), read_geojson(some_bytes(file))
    if dry_run:
        async with reading(where) as database:
            _tell(await database.read(compared_map, features))
        typer.echo(t("Nothing was changed."))
        return
    async with writing(where) as database:
        found = await database.read(compared_map, features)
        _tell(found)
        if found.left_off and not skip:
            raise Refused("map_left_off")
        if not found.new and not found.changed:
            typer.echo(t("Nothing to change: the outlines are there already."))
            return
        if found.changed and not sure and not _agreed(found.changed):
            raise Refused("map_sure")
        await database.transact(set_outlines, _taken(features))
    typer.echo(t("Done."))


def _taken(features: Sequence[Outlined]) -> list[Outlined]:
    return [each for each in features if each.reason is None]


def _agreed(changed: Sequence[str]) -> bool:
    question = t.n("Change {n} outline?", "Change {n} outlines?", len(changed))
    return somebody_there() and typer.confirm(question)


def _tell(found: OutlineDifference) -> None:
    for names, line in (
        (found.new, t.n("{n} new outline", "{n} new outlines", len(found.new))),
        (found.changed, t.n("{n} changed outline", "{n} changed outlines", len(found.changed))),
    ):
        if names:
            typer.echo(f"{line}: {shorten(t(', ').join(names[:_SHOWN]), 400)}")
    if found.same:
        typer.echo(t.n("{n} is there already", "{n} are there already", found.same))
    for each in found.left_off:
        typer.echo(
            t("Feature {number} ({name}) is left out: {reason}.", number=each.number,
              name=shorten(each.called, 60) or "–", reason=t(LEFT_OFF[each.reason]))
        )  # fmt: skip
