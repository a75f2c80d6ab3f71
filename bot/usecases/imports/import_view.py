"""Views of imports, and of the roster as a file."""

from __future__ import annotations

from datetime import datetime

from bot.chat.roster.export import RosterFile
from bot.chat.roster.screen import ImportStage, ImportView
from bot.chat.roster.template import TemplateFile, template_lines
from bot.chat.texts import translator
from bot.errors import Refused
from bot.messages.roster import ImportArgs, RosterFileArgs, RosterTemplateArgs
from bot.roster.customs import OwnWord
from bot.roster.export import export_rows
from bot.roster.model import Tier
from bot.roster.permissions import Right
from bot.roster.proposed import shown_of
from bot.sheets import write_sheet, write_template
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house, languages
from bot.store.roster import imports
from bot.store.roster import roster as store
from bot.store.roster.imports import ImportState
from bot.store.tx import Tx
from bot.usecases.rights import actor
from bot.usecases.roster.applying import care_of

_STAGES = {
    ImportState.ASKED: ImportStage.ASKED,
    ImportState.FETCHING: ImportStage.READING,
    ImportState.READY: ImportStage.SHOWN,
    ImportState.APPLIED: ImportStage.APPLIED,
}


def import_view(tx: Tx, message: BotMessage, _now: datetime) -> ImportView | None:
    """The state of an import."""
    found = imports.import_request(tx, message.subject_id or 0)
    if found is None:
        return None
    text, args = imports.difference(tx, found.id), message.args_as(ImportArgs)
    refused = None if args.reason is None else Refused(args.reason, **args.facts)
    return ImportView(
        import_id=found.id,
        file_name=found.file_name,
        stage=_STAGES.get(found.state) or _put_away(args),
        shown=None if text is None else shown_of(text),
        refused=refused,
        answered=len(found.answers),
        page=args.page,
        sure=args.sure,
        counts=args.counts,
        imports=args.imports,
        issues=args.issues,
    )


def _put_away(args: ImportArgs) -> ImportStage:
    if args.superseded:
        return ImportStage.SUPERSEDED
    return ImportStage.EXPIRED if args.expired else ImportStage.CANCELLED


def template_view(tx: Tx, message: BotMessage, _now: datetime) -> TemplateFile:
    """The empty table with this office's words."""
    args = message.args_as(RosterTemplateArgs)
    language = languages.chosen(tx, message.chat_id) or args.language
    tiers = tuple(Tier(code, name) for code, name in house.tier_names(tx).items())
    own = tuple(OwnWord(kind, word) for kind, word in args.words)
    said = template_lines(tiers, own, translator(language))
    return TemplateFile(write_template("xlsx", tiers, language, said))


def roster_file_view(tx: Tx, message: BotMessage, now: datetime) -> RosterFile | None:
    """The part of the roster its reader may export, as a file; None where there is none by now."""
    args = message.args_as(RosterFileArgs)
    operators = frozenset({message.chat_id} if args.operator else ())
    who = actor(tx, message.chat_id, operators)
    try:
        care = care_of(who, Right.EXPORT)
    except Refused:
        return None
    language = languages.chosen(tx, message.chat_id) or args.language
    tiers = tuple(Tier(code, name) for code, name in house.tier_names(tx).items())
    rows = export_rows(store.load_roster(tx), tiers, language, care, house.region(tx))
    day = now.astimezone(house.zone(tx)).date()
    return RosterFile(day, len(rows), write_sheet(rows, "xlsx", tiers, language))
