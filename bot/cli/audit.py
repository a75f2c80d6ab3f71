"""`gridcall audit`: the audit log."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.failing import wait_for
from bot.cli.files import keep_to_owner
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, reading, site
from bot.cli.progress import bar
from bot.cli.terminal import t

app = typer.Typer(no_args_is_help=True, help="Take the log out.")


@app.command("export")
def export_log(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write, as .csv.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write the log into FILE as CSV: when, who, what, by which path. Ids, no names."""
    wait_for(_export(config, file))


async def _export(config: Path, file: Path) -> None:
    from bot.usecases.house.auditing import COLUMNS, audit_rows

    rows: list[tuple[Any, ...]] = []
    with bar(t("Writing {file}", file=file.name)):
        async with reading(site(config)) as database:
            while page := await database.read(audit_rows, int(rows[-1][0]) if rows else 0):
                rows.extend(page)
        keep_to_owner(file, _csv([COLUMNS, *rows]))
    typer.echo(t.n("Wrote {n} line to {file}.", "Wrote {n} lines to {file}.", len(rows), file=file))


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
