"""The view of the gaps in somebody's care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.looking.gaps import GapKindView, GapRow, GapsView
from bot.chat.looking.values import NAMES_A_PAGE, Heading, Pages, pages
from bot.errors import Refused
from bot.instructions.gaps import Gap, GapKind, count_gaps
from bot.roster.model import UNIT_POSTS, Unit
from bot.roster.permissions import Right
from bot.roster.seats import Seat
from bot.store import meta
from bot.store.cascade import instructions
from bot.store.delivery.outbox import BotMessage
from bot.store.groups import groups
from bot.store.house import house
from bot.store.looking import progress
from bot.store.looking.gaps import (
    Numberless,
    Unheard,
    count_unheard,
    gap_kinds_in,
    gaps_in,
    groups_waiting_in,
    last_drill,
    unheard_in,
    without_phone_in,
)
from bot.store.looking.progress import Part, Running
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking import counted as numbers
from bot.usecases.rights import Actor, actor
from bot.usecases.screens import ScreenPlace, screen_of

START = ScreenPlace("kinds")
_PEOPLE = 3


def gaps_view(tx: Tx, message: BotMessage, now: datetime) -> GapsView | GapKindView | None:
    """The overview or one kind; None for somebody without a post."""
    screen = screen_of(message, START)
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if screen.operator else ()))
    try:
        mine = care.parts(tx, who)
    except Refused:
        return None
    return gaps_place(tx, who, mine, screen.place, now)


def gaps_place(
    tx: Tx, who: Actor, mine: Sequence[Part], place: ScreenPlace, now: datetime
) -> GapsView | GapKindView:
    """The overview or one kind, in these parts."""
    if place.what == START.what:
        return _overview(tx, mine, now)
    kind, page = GapKind(place.what), place.page
    if kind is GapKind.SILENT:
        return _silent(tx, mine, page, now)
    if kind is GapKind.UNHEARD:
        return _unheard(tx, who, mine, page, now)
    if kind is GapKind.PHONE:
        return _without_phone(tx, who, mine, page)
    return _of_kind(tx, who, mine, kind, page)


def _overview(tx: Tx, mine: Sequence[Part], now: datetime) -> GapsView:
    counts = dict(count_gaps(gap_kinds_in(tx, mine)))
    silent = _silent_units(overdue(tx, mine, now))
    more = {
        GapKind.UNHEARD: count_unheard(tx, mine, now - house.unheard_after(tx)),
        GapKind.PHONE: len(without_phone_in(tx, mine)),
        GapKind.SILENT: silent,
    }
    return GapsView(counts | {kind: n for kind, n in more.items() if n}, empty=not mine)


def _of_kind(tx: Tx, who: Actor, mine: Sequence[Part], kind: GapKind, page: int) -> GapKindView:
    found = [gap for gap in gaps_in(tx, mine) if gap.kind is kind]
    shown = pages(page, NAMES_A_PAGE, len(found))
    rows = tuple(_row(tx, who, gap) for gap in shown.of(found))
    mend = _may_mend(tx, who, mine, kind)
    waiting = tuple(groups_waiting_in(tx, mine)) if kind is GapKind.UNBOUND else ()
    return GapKindView(
        kind=kind,
        count=shown.total,
        rows=rows,
        pages=shown,
        mend=mend,
        link=_link(tx),
        waiting=waiting,
        invite=_inviting(tx, who, mine) if kind is GapKind.UNLINKED else None,
    )


def _inviting(tx: Tx, who: Actor, mine: Sequence[Part]) -> int | None:
    """The one unit for which the reader may pick people from their contacts."""
    lowest = house.lowest_tier(tx)
    found = [part.unit.id for part in mine if who.may(Right.INVITE, part.unit, lowest=lowest)]
    return found[0] if len(found) == 1 else None


def _without_phone(tx: Tx, who: Actor, mine: Sequence[Part], page: int) -> GapKindView:
    """People without a phone number; those who may import get the roster as a file to fill in."""
    found = without_phone_in(tx, mine)
    shown = pages(page, NAMES_A_PAGE, len(found))
    rows = tuple(_numberless(tx, who, each) for each in shown.of(found))
    mend = any(who.may(Right.EXPORT, part.unit) for part in mine)
    return GapKindView(kind=GapKind.PHONE, count=shown.total, rows=rows, pages=shown, mend=mend)


def _unheard(tx: Tx, who: Actor, mine: Sequence[Part], page: int, now: datetime) -> GapKindView:
    """Holders who were asked and have answered nothing for long, the longest silence first."""
    before = now - house.unheard_after(tx)
    shown = pages(page, NAMES_A_PAGE, count_unheard(tx, mine, before))
    found = unheard_in(tx, mine, before, (shown.page + 1) * NAMES_A_PAGE)
    rows = tuple(_unheard_row(tx, who, each, now) for each in shown.of(found))
    return GapKindView(kind=GapKind.UNHEARD, count=shown.total, rows=rows, pages=shown)


def _unheard_row(tx: Tx, who: Actor, found: Unheard, now: datetime) -> GapRow:
    drilled, zone = last_drill(tx, found.unit.id), house.zone(tx)
    return GapRow(
        found.unit,
        _above(tx, found.unit),
        (found.name,),
        about=("post", found.post_id) if _may_replace(tx, who, found.unit) else None,
        days=(now - found.heard_at).days,
        drilled=drilled.astimezone(zone).date() if drilled else None,
    )


def _above(tx: Tx, unit: Unit) -> str:
    return "" if unit.parent_id is None else people.unit(tx, unit.parent_id).name


def _link(tx: Tx) -> str | None:
    username = meta.get(tx, "bot_username")
    return None if username is None else f"https://t.me/{username}?start=claim"


def _numberless(tx: Tx, who: Actor, found: Numberless) -> GapRow:
    about = ("member", found.member_id) if _may_replace(tx, who, found.unit) else None
    return GapRow(found.unit, _above(tx, found.unit), (found.name,), about=about)


def _may_replace(tx: Tx, who: Actor, unit: Unit) -> bool:
    """Whether somebody may change a unit's holders and their numbers; a branch lead, those of
    buildings."""
    lowest = house.lowest_tier(tx)
    return who.may(Right.REPLACE, unit, lowest=lowest if unit.tier == lowest else "")


def _vacant(tx: Tx, who: Actor, unit: Unit) -> tuple[str, int] | None:
    """The post to fill first, or the unit where it has none for somebody who answers."""
    if not _may_replace(tx, who, unit):
        return None
    posts = [each.post.id for each in people.seats_of(tx, unit.id) if each.kind in UNIT_POSTS]
    return ("post", posts[0]) if posts else ("unit", unit.id)


def _row(tx: Tx, who: Actor, gap: Gap) -> GapRow:
    name = _above(tx, gap.unit)
    if gap.kind is GapKind.VACANCY:
        return GapRow(gap.unit, name, about=_vacant(tx, who, gap.unit))
    if gap.kind is GapKind.UNBOUND:
        about = ("unit", gap.unit.id) if care.may_bind(tx, who, gap.unit) else None
        return GapRow(gap.unit, name, about=about)
    if gap.kind is GapKind.MUTED:
        group = groups.group_of(tx, gap.unit.id)
        return GapRow(gap.unit, name, group=group.title if group else "")
    if gap.kind is GapKind.AWAY:
        return _all_away(tx, who, gap.unit, name)
    if gap.kind not in (GapKind.UNLINKED, GapKind.UNREACHABLE, GapKind.DEACTIVATED):
        return GapRow(gap.unit, name)
    seats = [each for each in people.holders_of(tx, gap.unit.id) if each.kind in UNIT_POSTS]
    named = dict.fromkeys(each.member.name for each in seats if each.member and each.member.present)
    about = ("unit", gap.unit.id) if _may_replace(tx, who, gap.unit) else None
    return GapRow(gap.unit, name, tuple(named)[:_PEOPLE], about=about)


def _all_away(tx: Tx, who: Actor, unit: Unit, upper: str) -> GapRow:
    """Who is on leave; the post of the first is where to say who takes over, or that they are
    back."""
    seats = [each for each in people.holders_of(tx, unit.id) if each.kind in UNIT_POSTS]
    named = dict.fromkeys(seat.member.name for seat in seats if seat.member)
    about = ("post", seats[0].post.id) if _may_send_back(tx, who, seats) else None
    return GapRow(unit, upper, tuple(named)[:_PEOPLE], about=about)


def _may_send_back(tx: Tx, who: Actor, seats: Sequence[Seat]) -> bool:
    member = seats[0].member
    return member is not None and care.may_give_leave(tx, who, member.id)


def _may_mend(tx: Tx, who: Actor, mine: Sequence[Part], kind: GapKind) -> bool:
    if kind is GapKind.VACANCY:
        return any(who.may(Right.EXPORT, part.unit) for part in mine)
    return kind is GapKind.UNLINKED and any(care.may_bind(tx, who, part.unit) for part in mine)


def _silent(tx: Tx, mine: Sequence[Part], page: int, now: datetime) -> GapKindView:
    found = overdue(tx, mine, now)
    shown = Pages(pages(page, NAMES_A_PAGE, len(found)).page, NAMES_A_PAGE, len(found))
    silent = tuple(shown.of(found))
    return GapKindView(kind=GapKind.SILENT, count=_silent_units(found), silent=silent, pages=shown)


def _silent_units(found: Sequence[Heading]) -> int:
    return sum(each.progress.silent for each in found)


def overdue(tx: Tx, mine: Sequence[Part], now: datetime) -> list[Heading]:
    """The instructions past their deadline, with the number of silent units in these parts."""
    running = {each.id: each for part in mine for each in progress.running_in(tx, part)}
    late = [each for each in running.values() if _is_late(each, now)]
    found = [_counted(tx, each, mine) for each in sorted(late, key=lambda each: each.number)]
    return [each for each in found if each.progress.silent]


def _is_late(running: Running, now: datetime) -> bool:
    late = running.deadline_at is not None and running.deadline_at < now
    return late and running.needs_answer and not running.completed


def _counted(tx: Tx, running: Running, mine: Sequence[Part]) -> Heading:
    instruction = instructions.instruction(tx, running.id)
    return numbers.heading(tx, instruction, mine)
