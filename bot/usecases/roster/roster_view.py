"""The view of the roster in somebody's care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.looking.gaps import GapKindView, GapsView
from bot.chat.looking.values import NAMES_A_PAGE, pages
from bot.chat.roster.editing import EditView
from bot.chat.roster.facts import FactsView
from bot.chat.roster.leave import LeaveView
from bot.chat.roster.posters import PostersView
from bot.chat.roster.seat import SeatView
from bot.chat.roster.seats import Below, Calendar, RosterView
from bot.errors import Refused
from bot.roster.edits import EditVerb
from bot.roster.model import PARTY_POSTS, TierWord, Unit
from bot.roster.permissions import Relation, Right
from bot.roster.seats import Seat
from bot.store import meta
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.people import page_links, people
from bot.store.roster import browsing, edits, hands
from bot.store.roster.browsing import Child
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.doors.posters import posters_place
from bot.usecases.forms.unit_facts import facts_place
from bot.usecases.looking.gaps_view import START as GAPS_START
from bot.usecases.looking.gaps_view import gaps_place, gaps_view
from bot.usecases.rights import Actor, actor
from bot.usecases.roster.edit_rights import may_edit, may_edit_seat
from bot.usecases.roster.edit_view import edit_view
from bot.usecases.roster.leaves_view import leave_place
from bot.usecases.screens import Screen, ScreenPlace, screen_of

START = ScreenPlace("top")


Shown = RosterView | SeatView | EditView | PostersView | LeaveView | FactsView


def roster_view(tx: Tx, message: BotMessage, now: datetime) -> Shown | None:
    """The screen; its first place where the reader may not see the present one any more."""
    screen = screen_of(message, START)
    reader = _reader(tx, message, screen)
    if reader is None:
        return None
    who, mine = reader
    try:
        return shown_place(tx, who, mine, screen.place, now)
    except Refused:
        return _top(tx, who, mine, 0, now)


def _reader(tx: Tx, message: BotMessage, screen: Screen) -> tuple[Actor, list[Part]] | None:
    """Who looks, and the parts in their care; None for somebody without a post."""
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if screen.operator else ()))
    return (who, care.parts(tx, who)) if who.seats or who.operator else None


def shown_place(
    tx: Tx, who: Actor, mine: Sequence[Part], place: ScreenPlace, now: datetime
) -> Shown:
    """A place of the roster. Raises Refused where the reader may not see it."""
    if place.what == "edit" and (edit := edit_view(tx, who, place)):
        return edit
    if place.what == "posters":
        return posters_place(tx, who, place.id(0))
    if place.what == "seat":
        return _seat(tx, who, mine, place.id(0), now)
    if place.what == "leave":
        return leave_place(tx, who, place, now)
    if place.what == "facts":
        return facts_place(tx, who, mine, place.id(0), place.page)
    if place.what == "unit":
        found = _unit(tx, who, care.part_at(tx, mine, place.id(0)), place.page, now)
        return replace(found, nested=True)
    return _top(tx, who, mine, place.page, now)


def _seat(tx: Tx, who: Actor, mine: Sequence[Part], post_id: int, now: datetime) -> SeatView:
    try:
        seat = people.seat(tx, post_id)
    except LookupError as error:
        raise Refused("not_allowed") from error
    part = care.part_at(tx, mine, seat.unit.id)
    may = {verb for verb in EditVerb if may_edit_seat(tx, who, verb, seat.unit, seat.kind)}
    found = page_links.page_links_of(tx, seat.member.id, now) if seat.member else []
    device = next((each.device for each in found if each.state == "approved"), None)
    return SeatView(
        seat=seat,
        above=tuple(each.name for each in reversed(people.ancestors(tx, seat.unit.id))),
        height=house.heights(tx).get(seat.unit.tier, 0),
        may=frozenset(may),
        dial=_may_dial(tx, who, seat),
        leave=seat.member is not None and care.may_give_leave(tx, who, seat.member.id),
        calendar=_calendar(tx, now),
        phones=_sees_phones(who, part) or _may_dial(tx, who, seat),
        by_hand=post_id in hands.posts_changed_by_hand(tx, seat.unit.id),
        out=edits.suspended_from(tx, post_id) if EditVerb.RESTORE in may else None,
        invite=seat.member is not None and care.may_invite(tx, who, seat.member.id),
        page=(found[0].id if found else 0) if meta.get(tx, meta.PAGE) else None,
        device="" if device is None else device or "?",
    )


def _top(tx: Tx, who: Actor, mine: Sequence[Part], page: int, now: datetime) -> RosterView:
    """The first place: one unit, or several side by side."""
    if len(mine) == 1:
        return _unit(tx, who, mine[0], page, now)
    shown = pages(page, NAMES_A_PAGE, len(mine))
    heights = house.heights(tx)
    below = tuple(_part(tx, part, heights) for part in shown.of(mine))
    export = any(who.may(Right.EXPORT, part.unit) for part in mine)
    imports = any(who.may(Right.IMPORT, part.unit) for part in mine)
    return RosterView(unit=None, below=below, pages=shown, export=export, imports=imports)


def _part(tx: Tx, part: Part, heights: dict[str, int]) -> Below:
    holders = people.holders_of(tx, part.unit.id)
    holders = [seat for seat in holders if seat.kind not in PARTY_POSTS]
    linked = any(seat.member and seat.member.linked for seat in holders)
    names = [seat.member.name for seat in holders if seat.member]
    lowest = heights.get(part.unit.tier, 0) == 0
    return Below(part.unit, names[0] if names else None, linked, expected=lowest)


def _unit(tx: Tx, who: Actor, part: Part, page: int, now: datetime) -> RosterView:
    unit, heights, seats = part.unit, house.heights(tx), people.seats_of(tx, part.unit.id)
    phones = _sees_phones(who, part)
    total = browsing.count_children(tx, unit.id) if part.deep else 0
    shown = pages(page, NAMES_A_PAGE, total)
    found = browsing.children_page(tx, unit.id, skip=shown.skip, most=NAMES_A_PAGE) if total else []
    return RosterView(
        unit=unit,
        above=tuple(each.name for each in reversed(people.ancestors(tx, unit.id))),
        seats=tuple(seats),
        editable=frozenset(each.post.id for each in seats if _may_edit(tx, who, each)),
        height=heights.get(unit.tier, 0),
        phones=phones,
        called=frozenset(each.post.id for each in seats if _may_dial(tx, who, each)),
        below=tuple(_below(each, heights) for each in found),
        pages=shown,
        export=who.may(Right.EXPORT, unit),
        imports=who.may(Right.IMPORT, unit),
        by_hand=hands.posts_changed_by_hand(tx, unit.id) if phones else frozenset(),
        invite=who.may(Right.INVITE, unit, lowest=house.lowest_tier(tx)),
        may=_may_do(tx, who, unit, total),
        lower=_lower(tx, unit),
        own=_own(who, seats),
        facts=who.may(Right.SEE, unit),
        plan=bool(meta.get(tx, meta.PAGE) and found and care.may_bind(tx, who, unit)),
        calendar=_calendar(tx, now),
    )


def _may_dial(tx: Tx, who: Actor, seat: Seat) -> bool:
    member = seat.member
    return member is not None and member.phone is not None and care.may_dial(tx, who, member.id)


def _calendar(tx: Tx, now: datetime) -> Calendar:
    zone = house.zone(tx)
    return Calendar(now.astimezone(zone).date(), zone)


def _own(who: Actor, seats: Sequence[Seat]) -> int | None:
    """The reader, where they hold a post of the unit shown."""
    member = who.member
    if member is None:
        return None
    return next((member.id for each in seats if each.member and each.member.id == member.id), None)


def _may_do(tx: Tx, who: Actor, unit: Unit, below: int) -> frozenset[EditVerb]:
    """What can be done about a unit: what has units below stays, and the top stays where it is."""
    may = {verb for verb in EditVerb if may_edit(tx, who, verb, unit)}
    if unit.parent_id is None:
        may -= {EditVerb.MOVE, EditVerb.CLOSE}
    if below:
        may.discard(EditVerb.CLOSE)
    return frozenset(may if _lower(tx, unit) else may - {EditVerb.ADD_UNIT})


def _lower(tx: Tx, unit: Unit) -> TierWord | None:
    """The tier right below a unit."""
    height = house.tier(tx, unit.tier).height - 1
    return next((each for each in house.known_tiers(tx).values() if each.height == height), None)


def _may_edit(tx: Tx, who: Actor, seat: Seat) -> bool:
    """Whether a post's own screen has anything to offer."""
    own = who.member is not None and seat.member is not None and seat.member.id == who.member.id
    if seat.member is not None and not own and care.may_give_leave(tx, who, seat.member.id):
        return True
    return may_edit_seat(tx, who, EditVerb.REPLACE, seat.unit, seat.kind)


def _below(child: Child, heights: dict[str, int]) -> Below:
    lowest = heights.get(child.unit.tier, 0) == 0
    return Below(child.unit, child.holder, child.linked, expected=lowest)


def _sees_phones(who: Actor, part: Part) -> bool:
    """Whether somebody sees phone numbers: those above a unit, and operators."""
    above = who.may(Right.ANSWER_FOR, part.unit)
    return above or Relation.OPERATOR in who.stands(part.unit)


def gaps_or_roster_view(
    tx: Tx, message: BotMessage, now: datetime
) -> GapsView | GapKindView | Shown | None:
    """The screen of /gaps, on which what mends a gap is shown as well."""
    screen = screen_of(message, GAPS_START)
    if screen.place.what not in _PLACES:
        return gaps_view(tx, message, now)
    reader = _reader(tx, message, screen)
    if reader is None:
        return None
    who, mine = reader
    try:
        return shown_place(tx, who, mine, screen.place, now)
    except Refused:
        return gaps_place(tx, who, mine, GAPS_START, now)


_PLACES = frozenset({"unit", "seat", "edit", "posters", "leave", "facts"})
