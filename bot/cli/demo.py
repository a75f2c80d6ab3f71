"""`gridcall demo`: a whole community in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.failing import wait_for


def demo(
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Where to serve the page; 8800, or a free one if that is taken."
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the page in a browser.")
    ] = False,
    speed: Annotated[
        float | None,
        typer.Option(
            min=1, max=3600, help="Run the community's clock so many times as fast from the start."
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep the database there, to look at it later."),
    ] = None,
) -> None:
    """Try it out: an invented community, the real bot, and a stand-in for Telegram.

    Nothing leaves this machine, and nothing of it is left when you stop it with Ctrl-C.
    """
    from bot.demo.run import run_demo

    wait_for(run_demo(port=port, browser=not no_browser, speed=speed, keep=keep))
