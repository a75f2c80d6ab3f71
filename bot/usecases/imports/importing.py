"""Import requests: somebody sends a spreadsheet, which is offered, compared, shown and applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.house import House
from bot.instructions.model import Attachment
from bot.messages.roster import ImportArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.roster import imports
from bot.store.roster.imports import ImportRequest, ImportState
from bot.store.tx import Tx
from bot.usecases import issuers
from bot.usecases.rights import Actor, actor
from bot.usecases.roster import applying
from bot.usecases.writing import drafting
from bot.usecases.writing.drafting import Taken, Writing

KIND = ImportArgs.kind
EXPIRES_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that may be a roster, with its caption."""

    telegram_id: int
    file_id: str
    file_name: str
    caption: str | None = None
    operators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportPress:
    """A button on an import's message; `value`: the rest of its callback data."""

    telegram_id: int
    import_id: int
    operators: frozenset[int] = frozenset()
    value: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class AsInstruction:
    """The file is no roster but part of an instruction."""

    press: ImportPress
    house: House


def may_offer(tx: Tx, command: Offer, _now: datetime) -> bool:
    """Whether the sender may import anything anywhere, or write to anybody."""
    who = actor(tx, command.telegram_id, command.operators)
    return _imports(who) or bool(issuers.roots(tx, who))


def _imports(who: Actor) -> bool:
    try:
        applying.care_of(who)
    except Refused:
        return False
    return True


def offer(tx: Tx, command: Offer, now: datetime) -> None:
    """Ask what a file is for."""
    who = actor(tx, command.telegram_id, command.operators)
    for older in imports.undecided(tx, command.telegram_id):
        end_import(tx, older, ImportState.CANCELLED, ImportArgs(superseded=True), now)
    member_id = None if who.member is None else who.member.id
    file = (command.file_id, command.file_name)
    import_id = imports.begin_import(tx, member_id, command.telegram_id, file, now)
    saying = Saying(
        chat_id=command.telegram_id,
        args=ImportArgs(
            caption=command.caption, imports=_imports(who), issues=bool(issuers.roots(tx, who))
        ),
        lane=Lane.REPLY,
        subject_id=import_id,
        member_id=member_id,
    )
    outbox.say(tx, saying, now)


def start_import(tx: Tx, command: ImportPress, now: datetime) -> None:
    """导入: download the file."""
    found = rightful_request(tx, command)
    if found.state is ImportState.ASKED:
        compare_anew(tx, found, {}, now)


def as_instruction(tx: Tx, command: AsInstruction, now: datetime) -> None:
    """作为通知发送: add the file to the sender's draft and delete the question."""
    found = own_request(tx, command.press)
    if not imports.end_import(tx, found.id, ImportState.CANCELLED, now):
        return
    caption = take_question(tx, found, now)
    writing = Writing(
        telegram_id=command.press.telegram_id,
        chat_id=found.chat_id,
        house=command.house,
        text=caption,
        file=Attachment("document", found.file_id),
        file_name=found.file_name,
    )
    if drafting.gather(tx, writing, now) is Taken.NOT_ISSUER:
        raise Refused("not_allowed")


def take_question(tx: Tx, found: ImportRequest, now: datetime) -> str | None:
    """Delete the question what a file is for; returns the file's caption."""
    caption = None
    for message in outbox.messages_about(tx, KIND, found.id):
        caption = message.args_as(ImportArgs).caption
        outbox.take_away(tx, message, now)
    return caption


def drop(tx: Tx, command: ImportPress, now: datetime) -> None:
    """取消: drop the import."""
    end_import(tx, own_request(tx, command), ImportState.CANCELLED, ImportArgs(), now)


def expire_imports(tx: Tx, most: int, now: datetime) -> int:
    """Expire requests undecided for a day; returns how many were due."""
    found = imports.forgotten(tx, now - EXPIRES_AFTER, most)
    for each in found:
        end_import(tx, each, ImportState.CANCELLED, ImportArgs(expired=True), now)
    return len(found)


def own_request(tx: Tx, press: ImportPress) -> ImportRequest:
    """The import of this button, if it is the presser's own."""
    found = imports.import_request(tx, press.import_id)
    if found is None or found.chat_id != press.telegram_id:
        raise Refused("stale_button")
    return found


def rightful_request(tx: Tx, press: ImportPress) -> ImportRequest:
    """As `own_request`, while the presser may still import."""
    found = own_request(tx, press)
    applying.care_of(actor(tx, press.telegram_id, press.operators))
    return found


def compare_anew(tx: Tx, found: ImportRequest, answers: Mapping[str, bool], now: datetime) -> None:
    """Download and compare the file again with the present answers."""
    imports.fetching(tx, found.id, answers)
    outbox.fetch(tx, found.id, found.chat_id, now)
    show_import(tx, found, ImportArgs(), now)


def end_import(
    tx: Tx, found: ImportRequest, state: ImportState, args: ImportArgs, now: datetime
) -> None:
    """Decide if nobody has, and erase the difference and the file's caption."""
    if imports.end_import(tx, found.id, state, now):
        for message in outbox.messages_about(tx, KIND, found.id):
            outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


def show_import(tx: Tx, found: ImportRequest, args: ImportArgs, now: datetime) -> None:
    """Show the import's state; the file's caption is kept."""
    for message in outbox.messages_about(tx, KIND, found.id):
        kept = replace(args, caption=message.args_as(ImportArgs).caption)
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=kept)
