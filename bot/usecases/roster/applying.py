"""Applies a difference to the roster, and brings running instructions in line with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import Refused
from bot.messages.roster import RosterFileArgs, RosterTemplateArgs
from bot.roster.care import EVERYTHING, Care
from bot.roster.customs import OwnWord
from bot.roster.difference import Difference, Ref
from bot.roster.export import export_rows
from bot.roster.handed import handed_posts
from bot.roster.model import PostKind, Roster, Tier
from bot.roster.permissions import MAY, Relation, Right
from bot.roster.phone import REGION
from bot.roster.rightful import rightful
from bot.roster.sheet import SheetRow
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit, house
from bot.store.roster import hands
from bot.store.roster import roster as store
from bot.store.tx import Tx
from bot.usecases import link_requests
from bot.usecases.rights import Actor, actor
from bot.usecases.roster import first_days, succession
from bot.usecases.roster.succession import handover, moves


@dataclass(frozen=True, slots=True)
class Apply:
    """A difference to apply; by whom, and by which path they asked.

    `action`, `unit_id`, `member_id` and `facts`: what the log calls it, and what it is about.
    """

    difference: Difference
    actor: str = audit.OPERATOR
    care: Care = EVERYTHING
    path: str = "terminal"
    action: str = "roster.apply"
    unit_id: int | None = None
    member_id: int | None = None
    facts: Mapping[str, int] = field(default_factory=dict)


def care_of(who: Actor, right: Right = Right.IMPORT) -> Care:
    """The part of the tree somebody may import or export. Raises Refused("not_allowed")."""
    if who.operator:
        return EVERYTHING
    kinds = {kind for kind, relation in _RELATIONS.items() if relation in MAY[right]}
    paths = tuple(seat.unit.path for seat in who.seats if seat.kind in kinds)
    if not paths:
        raise Refused("not_allowed")
    return Care(paths)


_RELATIONS = {
    PostKind.LIAISON: Relation.LIAISON,
    PostKind.SUPERVISOR: Relation.SUPERVISOR,
}


def apply_difference(tx: Tx, command: Apply, now: datetime) -> Mapping[str, int]:
    """Apply a difference; returns the number of changes of each kind. Raises as `carry_out`."""
    carry_out(tx, command, now)
    return command.difference.counts


def carry_out(
    tx: Tx, command: Apply, now: datetime, before: Roster | None = None
) -> Mapping[Ref, int]:
    """Apply a difference; returns the ids of new rows by their keys. `before`: the roster, where it
    was loaded in this transaction already.

    Raises Refused: "roster_changed" where it was made from another version of the roster,
    "not_allowed" where it exceeds the sender's present care.
    """
    difference, before = command.difference, before or store.load_roster(tx)
    if before.version != difference.roster_version:
        raise Refused("roster_changed")
    if not rightful(difference, before, command.care):
        raise Refused("not_allowed")
    deciding = link_requests.deciding(tx)
    ids = store.apply(tx, difference, now)
    hands.settle_by_hand(tx, difference.settled)
    _log(tx, command, before, ids, now)
    changes = handed_posts(difference, before, ids, house.heights(tx))
    first_days.tell_changes(tx, changes, now)
    succession.hand_over(tx, handover(tx, difference, before, ids), now)
    link_requests.requests_on(tx, deciding, now)
    return ids


def _log(tx: Tx, command: Apply, before: Roster, ids: Mapping[Ref, int], now: datetime) -> None:
    """One line for the whole, and one for each existing seat that changes hands."""
    counts = {name: count for name, count in command.difference.counts.items() if count}
    facts = {**counts, **command.facts, "version": store.roster_version(tx)}
    audit.record(
        tx, now, command.actor, command.action, path=command.path, unit_id=command.unit_id,
        member_id=command.member_id, facts=facts,
    )  # fmt: skip
    found = moves(command.difference, before, ids)
    audit.record_moves(tx, now, command.actor, command.path, found)


@dataclass(frozen=True, slots=True)
class Export:
    """A part of the roster as a file, and its language."""

    tiers: tuple[Tier, ...]
    language: str
    care: Care = EVERYTHING
    region: str = REGION


def exported(tx: Tx, command: Export, _now: datetime) -> list[SheetRow]:
    """The rows of the roster with full phone numbers."""
    what = (command.tiers, command.language, command.care, command.region)
    return export_rows(store.load_roster(tx), *what)


@dataclass(frozen=True, slots=True)
class AskTemplate:
    """A request for the empty table; `words`: the office's own for posts."""

    telegram_id: int
    language: str
    words: tuple[OwnWord, ...] = ()
    operators: frozenset[int] = frozenset()


def send_template(tx: Tx, command: AskTemplate, now: datetime) -> None:
    """Send the empty table. Raises Refused("not_allowed") to those who may not import."""
    who = actor(tx, command.telegram_id, command.operators)
    care_of(who)
    words = tuple((each.kind, each.word) for each in command.words)
    args = RosterTemplateArgs(language=command.language, words=words)
    saying = Saying(chat_id=command.telegram_id, args=args, lane=Lane.REPLY)
    outbox.say(tx, saying, now)


@dataclass(frozen=True, slots=True)
class AskExport:
    """A request for the roster as a file in the private chat."""

    telegram_id: int
    language: str
    operators: frozenset[int] = frozenset()


def send_export(tx: Tx, command: AskExport, now: datetime) -> None:
    """Send the part in somebody's care to them alone. Raises Refused("not_allowed")."""
    who = actor(tx, command.telegram_id, command.operators)
    care_of(who, Right.EXPORT)
    audit.record(tx, now, who.name, "roster.export", path="chat")
    saying = Saying(
        chat_id=command.telegram_id,
        args=RosterFileArgs(operator=who.operator, language=command.language),
        lane=Lane.REPLY,
    )
    outbox.say(tx, saying, now)
