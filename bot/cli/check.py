"""`gridcall check`: what works, what does not, and what is still to be set up."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.failing import said_failure, wait_for
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, Installation, reading, site
from bot.cli.telegram import who_we_are
from bot.cli.terminal import t
from bot.errors import GridcallError
from bot.store.house import checking
from bot.store.house.checking import Setup
from bot.store.private import readable_by_others, writable_by_others
from bot.web.board.addresses import believed_proxies

if TYPE_CHECKING:
    from bot.delivery.addressed import BotAccount

_MOST_SHOWN = 5


class CheckResult(StrEnum):
    """The state of a check; only a fault makes the command fail."""

    WELL = "✓"
    WRONG = "✗"
    TO_DO = "○"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the output."""

    mark: CheckResult
    text: str


def check(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Look whether everything is in place; works beside the running bot.

    ✓ works, ○ is still to be set up, ✗ does not work. Exit status 1 if there is any ✗.
    """
    wrong = wait_for(_check(site(config), config.name))
    raise typer.Exit(1 if wrong else 0)


async def _check(where: Installation, name: str) -> bool:
    wrong = False
    async for found in _findings(where, name):
        typer.echo(f"{found.mark} {found.text}")
        wrong = wrong or found.mark is CheckResult.WRONG
    return wrong


async def _findings(where: Installation, name: str) -> AsyncIterator[CheckLine]:
    yield CheckLine(CheckResult.WELL, t("The settings in {file} can be used.", file=name))
    me: BotAccount | None = None
    try:
        me = await who_we_are(where.config.telegram.secret(), where.config.telegram.base_url)
    except GridcallError as error:
        yield CheckLine(CheckResult.WRONG, said_failure(error))
    else:
        for found in _of_telegram(where, me):
            yield found
    for found in (*_of_files(where), *_of_page(where)):
        yield found
    try:
        async with reading(where) as database:
            setup = await database.read(checking.setup, _MOST_SHOWN)
    except Exception as error:  # whatever is wrong with it, the other checks still run
        yield CheckLine(CheckResult.WRONG, said_failure(error))
    else:
        for found in _of_database(where, setup, me):
            yield found


def _of_telegram(where: Installation, me: BotAccount) -> Iterator[CheckLine]:
    yield CheckLine(
        CheckResult.WELL, t("Telegram knows this bot as @{username}.", username=me.username)
    )
    if me.reads_all:
        yield CheckLine(
            CheckResult.WRONG,
            t(
                "Privacy mode is off: the bot would see all talk in its groups. In @BotFather:"
                " /setprivacy, Enable; then take it out of its groups and add it again."
            ),
        )
    else:
        yield CheckLine(CheckResult.WELL, t("Privacy mode is on: talk in groups stays there."))
    yield from _of_secrets(where)


def _of_secrets(where: Installation) -> Iterator[CheckLine]:
    """Warn where the files that may hold the token are readable by others."""
    file = where.config.telegram.token_file or where.file
    if file.exists() and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield _exposed(file)


def _of_files(where: Installation) -> Iterator[CheckLine]:
    """Warn where the database or its backups, with names and phone numbers, are readable
    by others."""
    file = where.config.database.file or where.folder / "gridcall.sqlite"
    for each in readable_by_others(file.parent, file.stem):
        yield _exposed(each)
    if writable_by_others(file.parent):
        hint = t(
            "Others on this machine can put files into {folder}, in the place of the database:"
            " chmod go-w {folder}",
            folder=file.parent,
        )
        yield CheckLine(CheckResult.WRONG, hint)


def _of_page(where: Installation) -> Iterator[CheckLine]:
    """Warn where a proxy must stand in front of the page and none is believed."""
    board = where.config.board
    if board.public_url.startswith("https://") and not believed_proxies(
        board.address, map(str, board.proxies)
    ):
        told = t(
            "All visitors of the page share one limit, so one of them can shut out the others:"
            " please name the proxy in front of it in [board] proxies."
        )
        yield CheckLine(CheckResult.WRONG, told)


def _exposed(file: Path) -> CheckLine:
    hint = t("Others on this machine can read {file}: chmod 600 {file}", file=file.name)
    return CheckLine(CheckResult.WRONG, hint)


def _of_database(where: Installation, setup: Setup, me: BotAccount | None) -> Iterator[CheckLine]:
    yield CheckLine(CheckResult.WELL, t("The database can be read and is up to date."))
    if me is not None and setup.bot_id not in (None, me.id):
        yield CheckLine(
            CheckResult.WRONG, t("The database belongs to another bot than this token.")
        )
    yield from _of_people(where, setup)
    yield from _of_groups(setup)
    for aside in setup.aside:
        facts = {"id": aside.update_id, "tries": aside.attempts, "error": aside.error}
        told = t("Update {id} could not be handled, {tries} times: {error}", **facts)
        yield CheckLine(CheckResult.WRONG, told)


def _of_people(where: Installation, setup: Setup) -> Iterator[CheckLine]:
    if not setup.operators and not where.config.telegram.operators:
        yield CheckLine(
            CheckResult.TO_DO, t("No operator is known yet: `gridcall init` shows a link.")
        )
    if not setup.units:
        yield CheckLine(CheckResult.TO_DO, t("There is no roster yet: gridcall roster import FILE"))
        return
    yield CheckLine(CheckResult.WELL, t("Roster: {counts}.", counts=roster_counts(setup)))
    if not setup.issuers:
        told = t("No liaison or supervisor is linked yet, so nobody can write a notice.")
        yield CheckLine(CheckResult.TO_DO, told)
    mark = CheckResult.WELL if setup.linked == setup.holders else CheckResult.TO_DO
    counts = {"linked": setup.linked, "holders": setup.holders}
    yield CheckLine(mark, t("Linked: {linked} of {holders} people.", **counts))


def roster_counts(setup: Setup) -> str:
    """5 units, 4 people in post, 1 post vacant."""
    counts = (
        t.n("{n} unit", "{n} units", setup.units),
        t.n("{n} person in post", "{n} people in post", setup.holders),
        t.n("{n} post vacant", "{n} posts vacant", setup.vacant),
    )
    return t(", ").join(counts)


def _of_groups(setup: Setup) -> Iterator[CheckLine]:
    bound = setup.in_groups - setup.unbound_groups
    mark = CheckResult.WELL if bound and not setup.unbound_groups else CheckResult.TO_DO
    if not setup.in_groups:
        told = t("The bot is in no group yet: add it to a building leads' group.")
        yield CheckLine(mark, told)
        return
    told = t.n(
        "In {n} group, {bound} of them bound to units.",
        "In {n} groups, {bound} of them bound to units.",
        setup.in_groups,
        bound=bound,
    )
    yield CheckLine(mark, told)
    if setup.administrator_in:
        told = t.n(
            "The bot is an administrator in {n} group and would see all talk: please demote it.",
            "The bot is an administrator in {n} groups and would see all talk: please demote it.",
            setup.administrator_in,
        )
        yield CheckLine(CheckResult.WRONG, told)
