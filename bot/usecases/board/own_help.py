"""有困难 on the page: read, told and passed up as in the chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.persons import Named
from bot.errors import Refused
from bot.instructions.model import Instruction, Target
from bot.instructions.reading.meanings import Meaning, Reading
from bot.instructions.reading.phrases import Lexicon
from bot.roster.model import Member
from bot.store.answering.answers import Held
from bot.store.helping import helps
from bot.store.helping.helps import HelpFor, HelpRequest
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.answering import remarks
from bot.usecases.answering.reading import read_from
from bot.usecases.answering.remarks import Note
from bot.usecases.helping import handling, help_requests
from bot.usecases.helping.telling import told_so_far


@dataclass(frozen=True, slots=True)
class SaidOnPage:
    """What was written or chosen on the page. `lexicon`: None for the shipped one."""

    words: str | None = None
    reason: str | None = None
    lexicon: Lexicon | None = None


NOTHING_SAID = SaidOnPage()


@dataclass(frozen=True, slots=True)
class HelpOnPage:
    """Who knows of the trouble. `danger`: life may be in danger, so that the emergency numbers of
    the `region` come first; `alone`: nobody can be told."""

    words: str | None
    told: tuple[Named, ...]
    danger: bool
    region: str
    alone: bool


def is_trouble(tx: Tx, member: Member, said: SaidOnPage) -> bool:
    """Whether words that came with another button ask for help."""
    found = _read(tx, member, said)
    return found is not None and found.meaning is Meaning.HELP


def _read(tx: Tx, member: Member, said: SaidOnPage) -> Reading | None:
    return read_from(tx, member, said.words, said.lexicon) if said.words else None


def trouble_on_page(
    tx: Tx, instruction: Instruction, member: Member, held: list[Held], said: SaidOnPage,
    now: datetime,
) -> HelpOnPage:  # fmt: skip
    """Open a request, or add to the open one. Raises Refused("stale_button")."""
    read = _read(tx, member, said)
    danger = read is not None and read.danger
    target = held[0].target
    found = helps.current_help(tx, HelpFor(target.unit.id, target.id))
    if found is not None:
        told = _add(tx, found, instruction, member, held[0], said, now)
    else:
        cry = read is not None and read.cry and (said.reason is not None or member.reachable)
        words = None if cry else said.words
        told = help_requests.open_help(tx, instruction, member, held, words, now, danger=danger)
        _choose(tx, target, member, said.reason, now)
    who = tuple(named.of(tx, each) for each in told)
    return HelpOnPage(said.words, who, danger, house.region(tx), not told and found is None)


def _choose(tx: Tx, target: Target, member: Member, reason: str | None, now: datetime) -> None:
    request = helps.current_help(tx, HelpFor(target.unit.id, target.id))
    if reason is not None and request is not None:
        handling.add_trouble(tx, request, member, reason, None, now)


def _add(
    tx: Tx, request: HelpRequest, instruction: Instruction, member: Member, held: Held,
    said: SaidOnPage, now: datetime,
) -> Sequence[Member]:  # fmt: skip
    """The asker's own words join the request, those of others go up as a remark; returns who
    knows."""
    note = Note(said.words, 0, 0) if said.words else None
    if request.member_id == member.id:
        handling.add_trouble(tx, request, member, said.reason, note, now)
    elif note is not None:
        return remarks.pass_up(tx, instruction, member, held, note, now)
    elif request.reason is None:
        handling.add_trouble(tx, request, member, said.reason, None, now)
    return [people.member(tx, each) for each in told_so_far(tx, request)]


@dataclass(frozen=True, slots=True)
class OwnHelp:
    """How the trouble of a unit stands. `own`: the reader asked."""

    state: str
    taken_by: Named | None
    own: bool


def own_help(tx: Tx, targets: Sequence[Target], member: Member) -> OwnHelp | None:
    """The unsolved request of one of these, else the last one that was solved."""
    found = [each for target in targets if (each := helps.last_help(tx, target.id)) is not None]
    kept = sorted((each for each in found if each.reason != helps.MISTAKE), key=_urgency)
    if not kept:
        return None
    taken = named.anybody(tx, kept[0].taken_by) if kept[0].taken_by else None
    return OwnHelp(kept[0].state, taken, kept[0].member_id == member.id)


def _urgency(request: HelpRequest) -> int:
    return ("open", "taken", "solved").index(request.state)


def still_on_page(tx: Tx, member: Member, held: list[Held], now: datetime) -> HelpOnPage:
    """还没解决. Raises Refused."""
    found = (helps.last_help(tx, each.target.id) for each in held)
    mine = [each for each in found if each is not None and each.member_id == member.id]
    for request in sorted(mine, key=_urgency):
        handling.still_open_for(tx, request, member, now)
        told = told_so_far(tx, request)
        who = tuple(named.anybody(tx, each) for each in told)
        return HelpOnPage(None, who, danger=False, region=house.region(tx), alone=not told)
    raise Refused("stale_button")
