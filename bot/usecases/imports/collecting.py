"""收表: a file is the office's own table; its columns become the questions of a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.forms.office_table import (
    OfficeTable,
    asked_columns,
    listed_uppers,
    loads_table,
)
from bot.instructions.house import House
from bot.instructions.model import Instruction
from bot.messages.writing import PreviewArgs
from bot.store.forms import office_tables
from bot.store.forms.office_tables import KeptTable
from bot.store.people import people
from bot.store.roster import imports
from bot.store.roster.imports import ImportRequest, ImportState
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import issuers
from bot.usecases.imports import importing
from bot.usecases.imports.importing import ImportPress
from bot.usecases.rights import Actor, actor
from bot.usecases.writing import choosing, drafting, previews, questioning
from bot.usecases.writing.drafting import Taken, Writing


def collect_table(tx: Tx, command: ImportPress, now: datetime) -> None:
    """收表: download the file, to be read as a table. Raises Refused("not_allowed")."""
    found = importing.own_request(tx, command)
    _issuer(tx, found, command.operators)
    if found.state is ImportState.ASKED:
        imports.set_purpose(tx, found.id, "table")
        importing.compare_anew(tx, found, {}, now)


def _issuer(tx: Tx, found: ImportRequest, operators: frozenset[int]) -> Actor:
    who = actor(tx, found.chat_id, operators)
    if not issuers.roots(tx, who):
        raise Refused("not_allowed")
    return who


def table_wanted(tx: Tx, import_id: int, _now: datetime) -> str | None:
    """The name of a file that is to be read as a table; None where it is not."""
    found = imports.import_request(tx, import_id)
    if found is None or found.state is not ImportState.FETCHING or found.purpose != "table":
        return None
    return found.file_name


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A file and what was read of it, as JSON."""

    import_id: int
    content: bytes
    layout: str
    house: House


def table_ready(tx: Tx, command: ReadTable, now: datetime) -> None:
    """Make the table's columns the questions of the sender's draft, and show them."""
    found = imports.import_request(tx, command.import_id)
    if found is None or found.state is not ImportState.FETCHING:
        return
    _issuer(tx, found, command.house.operators)
    imports.end_import(tx, found.id, ImportState.APPLIED, now)
    table = loads_table(command.layout)
    draft = _draft(tx, found, table, command.house, now)
    kept = KeptTable(found.file_name, command.content, command.layout)
    office_tables.put_table(tx, draft.id, kept)
    draft = _to_those_listed(tx, replace(draft, tiers=_tiers(draft, table)), table, now)
    draft = questioning.put_questions(tx, draft, asked_columns(table), now)
    previews.show_preview(tx, draft, found.chat_id, now, PreviewArgs(screen="questions"))


def _draft(
    tx: Tx, found: ImportRequest, table: OfficeTable, house: House, now: datetime
) -> Instruction:
    """The sender's draft with what they wrote to the file, or the table's title."""
    text = importing.take_question(tx, found, now) or f"《{table.title}》"
    writing = Writing(found.chat_id, found.chat_id, house, text)
    if drafting.gather(tx, writing, now) not in (Taken.BEGUN, Taken.JOINED):
        raise Refused("not_allowed")
    who = actor(tx, found.chat_id, house.operators)
    draft = drafts.newest(tx, who.member.id) if who.member else None
    if draft is None:
        raise Refused("not_allowed")
    return draft


def _to_those_listed(tx: Tx, draft: Instruction, table: OfficeTable, now: datetime) -> Instruction:
    """A table that lists the units of some branches goes to these alone."""
    tops = issuers.planned(tx, draft).tops
    units = {each.id: each for top in tops for each in people.subtree(tx, top)}
    uppers = [units[each] for each in sorted(listed_uppers(table, units))]
    return choosing.save_scope(tx, draft, tops, uppers, now) if uppers else draft


def _tiers(draft: Instruction, table: OfficeTable) -> tuple[str, ...]:
    """The tiers down to the one whose units have a row each. Raises Refused."""
    if table.tier not in draft.tiers:
        raise Refused("table_other_tier")
    return draft.tiers[: draft.tiers.index(table.tier) + 1]
