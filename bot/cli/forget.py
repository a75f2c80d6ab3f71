"""`gridcall forget`: removes a person, and says what stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from bot.chat.text import people_list
from bot.cli.failing import wait_for
from bot.cli.importing import somebody_there
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption, Installation, site, writing
from bot.cli.terminal import t
from bot.errors import Refused
from bot.roster.phone import mask
from bot.store import backup as backups
from bot.store.database import Database
from bot.usecases.house import forgetting
from bot.usecases.house.forgetting import Forget, Forgotten, PersonFound, Search


def forget(
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO",
            help="A name, a phone number, or an id: member:12 as in the log, telegram:7300000001.",
        ),
    ],
    config: ConfigOption = DEFAULT_CONFIG,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
) -> None:
    """Remove a person: name, number, Telegram account, and the words they wrote.

    Counts stay right, and the log keeps their id, which names nobody any more. It cannot be undone.
    The bot must not be running.
    """
    wait_for(_forget(site(config), who, yes))


async def _forget(where: Installation, who: str, sure: bool) -> None:
    try:
        async with writing(where) as database:
            found = await _one(database, where, who)
            _ask(found, sure)
            done = await database.transact(forgetting.forget, Forget(found.reference))
            await database.vacuum()
    except Refused as refused:
        if refused.reason == "database_in_use":
            raise Refused("forget_while_running") from refused
        raise
    for line in _report(done, where, found.reference):
        typer.echo(line)


async def _one(database: Database, where: Installation, who: str) -> PersonFound:
    """The person who is meant. Raises Refused where nobody or several may be."""
    query = Search(who, where.house.customs.region)
    found = await database.read(forgetting.search, query)
    if not found:
        raise Refused("nobody_so_called")
    if len(found) > 1:
        for each in found:
            typer.echo(_line(each))
        raise Refused("several_so_called", n=len(found))
    return found[0]


def _ask(found: PersonFound, sure: bool) -> None:
    typer.echo(_line(found))
    if sure:
        return
    if not somebody_there():
        raise Refused("forget_unasked")
    if not typer.confirm(t("Remove this person for good? This cannot be undone.")):
        raise Refused("nobody_forgotten")


def _line(found: PersonFound) -> str:
    """member:12  王芳  138****5678  3栋; numbers are masked."""
    phone = found.person.phone
    parts = (
        found.reference,
        found.person.name,
        mask(phone) if phone else t("no number"),
        people_list(found.units, t) or t("no post"),
    )
    return "  ".join(part for part in parts if part)


def _report(done: Forgotten, where: Installation, reference: str) -> Iterator[str]:
    yield t(
        "Removed. Posts now vacant: {posts}. Words deleted: {words}. Messages to them: {messages}."
        " Mentions elsewhere: {elsewhere}.",
        posts=done.posts,
        words=done.words,
        messages=done.messages,
        elsewhere=done.elsewhere,
    )
    yield t(
        "What stays: their answers as numbers, notices they sent in the office's name, and the log;"
        " these hold {reference} and name nobody.",
        reference=reference,
    )
    if done.shared:
        names = people_list(done.shared, t)
        yield t(
            "Others are called {names} too, so that name stays in texts that others wrote.",
            names=names,
        )
    if done.in_settings:
        yield t(
            "The settings name this account: please take it out of telegram.operators in {file}.",
            file=where.file,
        )
    yield t("Messages that stand in Telegram's chats already are out of the bot's reach.")
    yield from _of_backups(where)


def _of_backups(where: Installation) -> Iterator[str]:
    beside = backups.backups_beside(where.config.database.url, where.folder)
    if beside:
        yield t("Backups that still hold this person; please delete them when you can:")
        yield from (f"  {file}" for file in beside)
    yield t(
        "Backups kept elsewhere hold them too. After restoring an older one, forget this person"
        " again."
    )
