"""`gridcall init`: from a bot's token to an installation that its operator can use."""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import segno
import typer
from pydantic import ValidationError

from bot.chat.texts import LANGUAGES
from bot.cli.failing import wait_for
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, Installation, site, writing
from bot.cli.settings import write_settings
from bot.cli.telegram import who_we_are
from bot.cli.terminal import t, terminal_language
from bot.config import ConfigError, Telegram, mistakes
from bot.errors import Refused
from bot.store.house import house as kept_house
from bot.usecases.house import operating

BOTFATHER = "https://t.me/BotFather"
_VARIABLES = ("GRIDCALL_TELEGRAM__TOKEN", "GRIDCALL_TELEGRAM__TOKEN_FILE")


def init(
    config: ConfigOption = DEFAULT_CONFIG,
    token: Annotated[
        str | None,
        typer.Option(
            help="The bot's token from @BotFather; asked for if left out.", metavar="TOKEN"
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file that holds the token; only its path is kept."),
    ] = None,
    language: Annotated[
        Literal["zh-hans", "zh-hant", "en"] | None,
        typer.Option(help="What people are spoken to in until they choose."),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The root of another Bot API server.")
    ] = None,
) -> None:
    """Write the settings, make the database, and show the link that makes you its operator.

    Settings that are there already are kept; run it again for another link, also beside the
    running bot.
    """
    given = {"token": token, "token_file": token_file, "language": language, "base_url": base_url}
    if not config.exists():
        _settle(config, {key: str(value) for key, value in given.items() if value is not None})
    elif any(given.values()):
        raise Refused("settings_exist", file=str(config))
    wait_for(_make(site(config)))


def _settle(config: Path, given: dict[str, str]) -> None:
    """Write the first settings. A wrong token is refused before anything is written."""
    if "token_file" in given:
        given["token_file"] = str(Path(given["token_file"]).absolute())
    elif "token" not in given and not any(os.environ.get(name) for name in _VARIABLES):
        typer.echo(
            t("Make a bot with {botfather} first; it gives you a token.", botfather=BOTFATHER)
        )
        given["token"] = typer.prompt(t("Token"), hide_input=True).strip()
    given.setdefault("language", _language())
    telegram = _telegram({key: given[key] for key in given if key != "language"})
    if telegram.token or telegram.token_file:
        wait_for(who_we_are(telegram.secret(), telegram.base_url))
    write_settings(config, given)
    typer.echo(t("Wrote the settings to {file}.", file=config))


def _telegram(given: dict[str, str]) -> Telegram:
    try:
        return Telegram.model_validate(given)
    # not chained: the error contains the input, which is the token
    except ValidationError as error:
        raise ConfigError(*mistakes(Telegram, error)) from None


def _language() -> str:
    """The terminal's Chinese variant; another terminal language says nothing about the
    community."""
    here = terminal_language()
    likely = here if here != "en" else "zh-hans"
    if not sys.stdin.isatty():
        return likely
    asked = t("Language of the bot ({choices})", choices=", ".join(LANGUAGES))
    while (answer := typer.prompt(asked, default=likely).strip()) not in LANGUAGES:
        pass
    return str(answer)


async def _make(where: Installation) -> None:
    telegram = where.config.telegram
    me = await who_we_are(telegram.secret(), telegram.base_url)
    running = await _is_running(where)
    key = operating.invitation_key(telegram.secret())
    link = f"https://t.me/{me.username}?start={operating.invite_operator(key, datetime.now(UTC))}"
    typer.echo(f"\n{_qr(link)}\n{link}")
    start = t("Open this link, or scan it, and press Start.")
    typer.echo(start if running else t("First start the bot with `gridcall run`.") + " " + start)
    typer.echo(
        t(
            "From then on @{username} knows you as its operator. The link holds for a day, and"
            " once.",
            username=me.username,
        )
    )


async def _is_running(where: Installation) -> bool:
    """Create or migrate the database; returns whether a running bot holds it (and has done so)."""
    try:
        async with writing(where) as database:
            await database.transact(kept_house.keep_house_rules, where.house)
    except Refused as refused:
        if refused.reason != "database_in_use":
            raise
        return True
    typer.echo(t("The database is ready."))
    return False


def _qr(link: str) -> str:
    out = io.StringIO()
    segno.make(link, micro=False).terminal(out, compact=True)
    return out.getvalue()
